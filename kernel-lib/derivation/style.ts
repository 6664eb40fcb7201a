/** @file The style that an exported derivation brings along: for its own elements only, in the colours of the page. */

/** Lines and borders take the text's colour, so that they fit a light and a dark page; narrow, each cell scrolls alone. */
export const STYLE = `
.chainrule-derivation { max-width: 100%; container-type: inline-size; line-height: 1.5; }
.chainrule-derivation table { border-collapse: collapse; margin: 0 0 1em; }
.chainrule-derivation :is(th, td) {
  padding: 0.45em 0.8em; text-align: left; vertical-align: middle;
  border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent);
}
.chainrule-derivation th[scope="row"] { font-weight: normal; min-width: 8em; max-width: 16em; }
.chainrule-derivation :is(p, .chainrule-scroll) { overflow-x: auto; overflow-y: hidden; }
.chainrule-derivation .chainrule-check { opacity: 0.8; font-size: 0.9em; }
@container (max-width: 44em) {
  .chainrule-derivation :is(table, tbody, tr, th, td) { display: block; max-width: 100%; border: 0; }
  .chainrule-derivation thead { display: none; }
  .chainrule-derivation :is(th, td) { padding: 0.2em 0; }
  .chainrule-derivation td { overflow-x: auto; overflow-y: hidden; }
  .chainrule-derivation td:empty { display: none; }
  .chainrule-derivation tr[style] td { padding-left: calc((1 + var(--depth)) * 1em); }
  .chainrule-derivation tr {
    padding: 0.5em 0; border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent);
  }
  .chainrule-derivation th[scope="row"] { opacity: 0.8; font-size: 0.9em; }
}
`;
