/** @file The style that an exported derivation brings along: for its own elements only, in the colours of the page. */

/**
 * Lines and borders take the text's colour, so that they fit a light and a dark page. Name, line and value of a step stand
 * side by side where they fit, otherwise below each other; what is wider still scrolls.
 */
export const STYLE = `
.chainrule-derivation { max-width: 100%; container-type: inline-size; line-height: 1.5; }
.chainrule-derivation table { width: fit-content; max-width: 100%; margin: 0 0 1em; }
.chainrule-derivation :is(table, thead, tbody) { display: block; }
.chainrule-derivation tr {
  display: flex; flex-wrap: wrap; align-items: center;
  border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent);
}
.chainrule-derivation :is(th, td) { padding: 0.45em 0.8em; text-align: left; max-width: 100%; box-sizing: border-box; }
.chainrule-derivation :is(p, td) { overflow: auto hidden; }
.chainrule-derivation tr > :nth-child(1) { flex: 0 0 var(--names, 13em); }
.chainrule-derivation table:has(th small) { --names: 18em; }
.chainrule-derivation tbody th { font-weight: normal; }
.chainrule-derivation tr > :nth-child(2) { flex-grow: 1; }
.chainrule-derivation tr > :nth-child(3) { margin-left: auto; text-align: right; }
.chainrule-derivation mjx-assistive-mml { max-width: 100%; }
.chainrule-derivation .chainrule-check { opacity: 0.8; font-size: 0.9em; }
@container (max-width: 44em) {
  .chainrule-derivation thead { display: none; }
  .chainrule-derivation :is(th, td) { padding: 0.2em 0; }
  .chainrule-derivation tr { padding: 0.5em 0; }
  .chainrule-derivation tr > :nth-child(1) { flex-basis: 100%; opacity: 0.8; font-size: 0.9em; }
  .chainrule-derivation tr[style] td { padding-left: calc((1 + var(--depth)) * 1em); }
}
`;
