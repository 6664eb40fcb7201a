/** @file The look of the report: calm, one column for reading, light and dark by the system's setting. */

export const STYLE = `
:root { color-scheme: light dark; --paper: #fdfdfb; --raised: #f6f6f2; --ink: #1f2328; --soft: #595f69; --line: #e3e3dc; --accent: #2456a3; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181d; --raised: #1e2127; --ink: #e3e5e8; --soft: #a3a9b3; --line: #30343c; --accent: #8fb6ee; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; margin: .5rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 .25rem; }
p { max-width: 70ch; margin: .25rem 0 .75rem; }
.soft { color: var(--soft); }
a { color: var(--accent); }
.beside { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; align-items: start; }
.chart { min-width: 0; }
.note { border-left: 4px solid var(--accent); padding: .25rem 1rem; background: var(--raised); }
.note h2 { margin: .5rem 0 0; font-size: 1.1rem; }
ul { padding-left: 1.25rem; margin: .25rem 0 .75rem; }
li { margin: .25rem 0; overflow-wrap: anywhere; }
.table { overflow-x: auto; }
.table:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; max-width: 28rem; }
thead th { background: var(--raised); vertical-align: bottom; }
tbody th { font-weight: 600; min-width: 5rem; }
#exercises tbody th { min-width: 10rem; }
td { white-space: pre-line; }
/* Sentences and answers: a table that is wider than a telephone scrolls, and its rows stay low. */
details td:nth-last-child(-n + 2) { min-width: 14rem; }
.share { display: inline-block; min-width: 5rem; padding-bottom: .15rem; background: linear-gradient(var(--accent), var(--accent)) 0 100% / var(--part) 3px no-repeat, linear-gradient(var(--line), var(--line)) 0 100% / 100% 3px no-repeat; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: .5rem .75rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
details > div { scroll-margin-top: 4rem; }
code { display: inline-block; font: .85em ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 12rem; }
@media (max-width: 60rem) { .beside { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 30rem) { main { padding: .75rem; } th, td { padding: .3rem .4rem; } }
@media print { details { break-inside: avoid; } }
`;
