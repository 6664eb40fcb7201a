/** @file A derivation for other places: a LaTeX fragment, Markdown, HTML or JSON. */

import { UsageError } from "../tensor/errors.js";
import { meaningLatex } from "../writing/names.js";
import type { Derivation } from "./derivation.js";
import { derivationHtml } from "./html.js";
import { checkText, derivationLatex, givenLatex, shapeWords, shownLines, threeColumns } from "./present.js";
import { STYLE } from "./style.js";
import { derivationRecord } from "./record.js";

/** What a derivation can be written as. */
export type ExportFormat = "latex" | "markdown" | "html" | "json";

const WRITERS: Readonly<Record<ExportFormat, (derivation: Derivation) => string>> = {
  latex: (derivation) => `\\[\n${derivationLatex(derivation)}\n\\]\n`,
  markdown: derivationMarkdown,
  html: (derivation) => `<style>${STYLE}</style>\n${derivationHtml(derivation)}\n`,
  json: (derivation) => `${JSON.stringify(derivationRecord(derivation), undefined, 2)}\n`,
};

/**
 * The text of a derivation for a document: `latex` needs `amsmath` and `cancel`, `markdown` has its formulas between
 * dollar signs, `html` between `\(` and `\)` with the little style that it needs, `json` is a {@link DerivationRecord} with the exact data.
 *
 * ```ts
 * exported(derive(loss, W1), "markdown")
 * ```
 *
 * @throws UsageError for any other format.
 */
export function exported(derivation: Derivation, format: ExportFormat): string {
  if (!Object.hasOwn(WRITERS, format)) {
    throw new UsageError(
      `exported: "${format}" is not a format; write ${Object.keys(WRITERS)
        .map((known) => `"${known}"`)
        .join(", ")}`,
    );
  }
  return WRITERS[format](derivation);
}

function derivationMarkdown(derivation: Derivation): string {
  const given = givenLatex(derivation).map((latex) => `$${latex}$`);
  const { latex, numbers, value } = threeColumns(derivation);
  let number = 0;
  const steps = shownLines(derivation).map(
    ({ rule, latex, depth }) =>
      `${depth === 0 ? `${++number}.` : `${"    ".repeat(depth)}-`} ${rule}: $${latex}$`,
  );
  const title = `$${meaningLatex(derivation.title)}$, ${shapeWords(derivation, ({ latex }) => `$${latex}$`)}`;
  return [
    `**Derivation of ${title}**`,
    ...(given.length === 0 ? [] : [`Given: ${given.join(", ")}.`]),
    steps.join("\n"),
    `Result: $${latex} = ${numbers} = ${value}$`,
    `${checkText(derivation)}\n`,
  ].join("\n\n");
}
