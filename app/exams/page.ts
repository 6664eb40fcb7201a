/** @file A page that is printed: its frame and its styles, for A4 or Letter, in black on white. */

/** How a page looks. */
export interface PageOptions {
  readonly title: string;
  readonly format: "A4" | "Letter";
  /** In large type, as for readers with low vision. */
  readonly large?: boolean;
  /** A style sheet that goes before the page's own. */
  readonly style: string;
}

const NORMAL_PT = 11;
const LARGE_PT = 18;

/** A whole HTML document around a body. */
export function page(body: string, { title, format, large = false, style }: PageOptions): string {
  return [
    "<!doctype html>",
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<style>${style}</style>`,
    `<style>:root { font-size: ${large ? LARGE_PT : NORMAL_PT}pt } @page { size: ${format}; }\n${STYLE}</style>`,
    `</head><body${large ? ` class="large"` : ""}><main>`,
    body,
    `</main></body></html>\n`,
  ].join("\n");
}

/** Text as it may stand in HTML. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Words as they may stand in HTML, the indices of names raised: `A^[1]`. */
export function proseHtml(text: string): string {
  return escaped(text).replaceAll(/\^([[(]\w+[\])])/g, "<sup>$1</sup>");
}

const STYLE = `
@page { margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif } }
body { margin: 0; background: #fff; color: #000; font-family: "Source Serif 4", Georgia, "Times New Roman", serif; line-height: 1.45 }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 0.6rem }
h2 { font-size: 1.2rem; margin: 0 0 0.5rem; display: flex; gap: 1rem; justify-content: space-between; break-after: avoid }
h2 .points { font-weight: normal; white-space: nowrap }
h3 { font-size: 1rem; margin: 1.2rem 0 0.3rem; break-after: avoid }
p, ul, ol { margin: 0.4rem 0 }
sup { line-height: 0 }
section { margin: 1.8rem 0 0; padding-top: 0.9rem; border-top: 1.5px solid #000 }
code { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: 0.92em }
.who { display: flex; flex-wrap: wrap; gap: 0.9rem 2rem; margin: 1rem 0 }
.who span { flex: 1 1 14rem; border-bottom: 1px solid #000; padding-top: 0.9rem }
.facts { margin: 0.5rem 0; padding: 0; list-style: none }
.facts li::before { content: "\\2022\\a0" }
.given, .page { margin: 0.6rem 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem 1.6rem }
.page { display: block; counter-reset: line }
.page li { counter-increment: line; padding: 0.3rem 0 }
.page.numbered li::before { content: "(" counter(line) ")\\a0\\a0" }
.options { list-style: none; padding: 0 }
.options li { display: flex; gap: 0.7rem; padding: 0.2rem 0 }
.options li::before { content: ""; flex: none; width: 0.9em; height: 0.9em; margin-top: 0.25em; border: 1.5px solid #000 }
.blank { display: flex; align-items: flex-end; gap: 0.6rem; break-inside: avoid; border-bottom: 1px solid #000; min-height: 2.3rem; padding: 0.2rem 0 0.4rem }
.blanks { margin-top: 0.8rem }
.short { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.3rem 2rem }
.ruled { margin: 0.3rem 0 0.8rem }
.ruled > span, .ruled > code { display: block; break-after: avoid }
.blanks .ruled { break-inside: avoid }
p, li { orphans: 3; widows: 3 }
.ruled div { height: 2.1rem; border-bottom: 1px solid #666 }
.box { height: 16rem; border: 1px solid #000; margin: 0.6rem 0; break-inside: avoid }
figure { margin: 0.8rem 0; break-inside: avoid }
figure svg, figure > div svg { max-width: 100% !important; height: auto }
.large figure svg { width: 100% }
figure details { display: none }
.scroll { overflow-x: auto }
table { border-collapse: collapse; margin: 0.5rem 0; font-variant-numeric: tabular-nums }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.6rem 0.2rem 0; border-bottom: 1px solid #999 }
thead { display: table-header-group }
tr { break-inside: avoid }
.numbers { font-size: 0.72rem; line-height: 1.25 }
.numbers th, .numbers td { padding: 0.06rem 0.45rem; text-align: right; border-bottom: 0 }
.numbers thead th, .numbers tr:nth-child(5n) td, .numbers tr:nth-child(5n) th { border-bottom: 1px solid #999 }
.tables { break-before: page }
.formula { display: inline-block; max-width: 100%; overflow-x: auto; overflow-y: hidden; vertical-align: middle; padding: 0.2em 0 }
.spoken { font-style: italic }
.foot { margin-top: 2rem; font-size: 0.85rem; border-top: 1px solid #000; padding-top: 0.4rem }
.part { margin: 0.9rem 0 }
.part > h3 { margin-bottom: 0.1rem }
.marks { font-weight: normal }
.mistakes { font-size: 0.82rem; width: 100% }
.mistakes .katex { font-size: 1em }
td.points, .mistakes .code { white-space: nowrap; font-weight: bold }
pre { white-space: pre-wrap; border-left: 2px solid #000; padding-left: 0.8rem; font-size: 0.82rem }
.katex { font-size: 1.08em }
@media print { main { max-width: none; padding: 0 } a { color: inherit } .formula { overflow: visible } .scroll { overflow: visible } }
@media (max-width: 40rem) { h2 { display: block } h2 .points { display: block } }
`;
