/** @file Formulas typeset by KaTeX, and the style sheet that they need with its fonts inside, so that a page is whole without a network. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Sides } from "chainrule";
import katex from "katex";
import { escaped } from "./page.js";

/** How formulas are set: for the eye, with MathML hidden behind it, or as MathML with the words that it is read as. */
export type Typesetting = "print" | "spoken";

/** A formula in a line of text, or with `display` on a line of its own. */
export function typeset(latex: string, typesetting: Typesetting, display = false): string {
  return katex.renderToString(latex, {
    displayMode: display,
    output: typesetting === "print" ? "htmlAndMathml" : "mathml",
    throwOnError: true,
    strict: "ignore",
  });
}

/** A formula with its spoken form, where the page is for listening. */
export function spokenFormula({ latex, spoken }: Sides, typesetting: Typesetting): string {
  const formula = typeset(`\\displaystyle ${latex}`, typesetting);
  if (typesetting === "print") return `<span class="formula">${formula}</span>`;
  return `<span class="formula">${formula}</span> <span class="spoken">(read: ${escaped(spoken)})</span>`;
}

/** KaTeX's style sheet; every font that it names is in it. */
export function formulaStyle(): string {
  const folder = dirname(createRequire(import.meta.url).resolve("katex/dist/katex.min.css"));
  return readFileSync(join(folder, "katex.min.css"), "utf8").replaceAll(
    /src:url\((fonts\/[\w-]+\.woff2)\)[^}]*/g,
    (_, font: string) =>
      `src:url(data:font/woff2;base64,${readFileSync(join(folder, font)).toString("base64")}) format("woff2")`,
  );
}
