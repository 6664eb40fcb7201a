/** @file A derivation for other places: a LaTeX fragment, Markdown, HTML or JSON. */

import { UsageError } from "../tensor/errors.js";
import type { Shape } from "../tensor/shape.js";
import type { Nested } from "../tensor/tensor.js";
import { plainOf } from "../writing/plain.js";
import { meaningLatex, namePlain } from "../writing/names.js";
import { latexOf } from "../writing/latex.js";
import { spokenOf } from "../writing/spoken.js";
import type { Derivation } from "./derivation.js";
import { derivationHtml } from "./html.js";
import { checkText, derivationLatex, givenLatex, shapeWords, shownLines, threeColumns } from "./present.js";
import type { Verification } from "./verify.js";

/** What a derivation can be written as. */
export type ExportFormat = "latex" | "markdown" | "html" | "json";

/** A derivation as JSON: numbers with all their digits, every formula typeset, in plain text and spoken. */
export interface DerivationJson {
  readonly result: string;
  readonly by: string;
  readonly shape: Shape;
  readonly lines: readonly {
    readonly rule: string;
    readonly latex: string;
    readonly plain: string;
    readonly spoken: string;
    readonly shape: Shape;
    readonly value: Nested;
  }[];
  readonly closedForm: { readonly latex: string; readonly plain: string; readonly spoken: string };
  readonly gradient: Nested;
  readonly verification: Verification;
}

const WRITERS: Readonly<Record<ExportFormat, (derivation: Derivation) => string>> = {
  latex: (derivation) => `\\[\n${derivationLatex(derivation)}\n\\]\n`,
  markdown: derivationMarkdown,
  html: (derivation) => `${derivationHtml(derivation)}\n`,
  json: (derivation) => `${JSON.stringify(derivationJson(derivation), undefined, 2)}\n`,
};

/**
 * The text of a derivation for a document: `latex` needs `amsmath` and `cancel`, `markdown` has its formulas between
 * dollar signs, `html` between `\(` and `\)`, `json` is a {@link DerivationJson} with the exact data.
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
  const title = `$${meaningLatex(derivation.title)}$, ${shapeWords(derivation, (latex) => `$${latex}$`)}`;
  return [
    `**Derivation of ${title}**`,
    ...(given.length === 0 ? [] : [`Given: ${given.join(", ")}.`]),
    steps.join("\n"),
    `Result: $${latex} = ${numbers} = ${value}$`,
    `${checkText(derivation)}\n`,
  ].join("\n\n");
}

/** Every line of the derivation, whatever its detail: a program chooses for itself. */
function derivationJson(derivation: Derivation): DerivationJson {
  const { dependence, lines, textbook, gradient, verification } = derivation;
  const written = shownLines(derivation, "steps");
  return {
    result: namePlain(dependence.output.name),
    by: namePlain(dependence.source.name),
    shape: gradient.shape,
    lines: lines.map(({ rule, shape, value }, at) => {
      const { latex, plain, spoken } = written[at];
      return { rule, latex, plain, spoken, shape, value: value.toArray() };
    }),
    closedForm: { latex: latexOf(textbook), plain: plainOf(textbook), spoken: spokenOf(textbook) },
    gradient: gradient.toArray(),
    verification,
  };
}
