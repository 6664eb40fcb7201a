/** @file Values as MIME bundles: one row per kind of value. */

import { Chart } from "../charts/chart.js";
import { Derivation } from "../derivation/derivation.js";
import { Explanation } from "../derivation/explain.js";
import { explanationHtml, explanationLatex, explanationPlain } from "../derivation/explained.js";
import { derivationHtml } from "../derivation/html.js";
import { derivationLatex, derivationPlain } from "../derivation/present.js";
import { Board } from "../exercises/board.js";
import { Graph } from "../graph/graph.js";
import { typedNumeral } from "../tensor/numerals.js";
import { Tensor } from "../tensor/tensor.js";
import { chartBundle } from "./charts.js";
import { Html, htmlBundle } from "./html.js";
import type { MimeBundle, MimeType, WritingOptions } from "./mime.js";
import { boardBundle } from "./board.js";
import { verdictBundle } from "./exercises.js";
import { tensorBundle } from "./tensors.js";
import { Training } from "./training.js";

/** A kind of value that can be shown. */
interface Kind {
  /** The bundle of a value of this kind; undefined for any other value. */
  readonly bundle: (value: unknown, options: WritingOptions) => MimeBundle | undefined;
  /** Its MIME types that every front end renders, best first. */
  readonly types: readonly MimeType[];
}

const DISPLAY = Symbol.for("Jupyter.display");

const KINDS: readonly Kind[] = [
  { bundle: of(Tensor, tensorBundle), types: ["text/latex"] },
  { bundle: of(Derivation, derivationBundle), types: ["text/latex"] },
  { bundle: of(Explanation, explanationBundle), types: ["text/html"] },
  { bundle: of(Chart, chartBundle), types: ["text/html"] },
  { bundle: of(Board, boardBundle), types: ["text/html"] },
  { bundle: verdictBundle, types: ["text/html"] },
  { bundle: of(Graph, graphBundle), types: ["text/html"] },
  { bundle: of(Html, htmlBundle), types: ["text/html"] },
  { bundle: of(Training, ({ summary }: Training) => ({ "text/plain": summary })), types: [] },
  { bundle: (value) => (typeof value === "string" ? { "text/plain": value } : undefined), types: [] },
  { bundle: numberBundle, types: [] },
  { bundle: foreignBundle, types: ["text/html", "image/svg+xml", "text/latex"] },
];

/** A value, its bundle and how it is best sent when only one MIME type can be. */
export interface Showing {
  readonly bundle: MimeBundle;
  readonly types: readonly MimeType[];
}

/** A value in every form in which it can be shown; what is of no known kind is plain text. */
export function bundle(value: unknown, options: WritingOptions = {}): MimeBundle {
  return showing(value, options).bundle;
}

/** The bundle of a value with what its kind says about it. */
export function showing(value: unknown, options: WritingOptions = {}): Showing {
  for (const kind of KINDS) {
    const found = kind.bundle(value, options);
    if (found !== undefined) return { bundle: found, types: kind.types };
  }
  return { bundle: { "text/plain": plainText(value) }, types: [] };
}

/** A rule for the instances of a class, as a rule for any value. */
function of<Value, Rest extends readonly unknown[], Result>(
  type: abstract new (...parts: never[]) => Value,
  rule: (value: Value, ...rest: Rest) => Result,
): (value: unknown, ...rest: Rest) => Result | undefined {
  return (value, ...rest) => (value instanceof type ? rule(value, ...rest) : undefined);
}

function derivationBundle(derivation: Derivation): MimeBundle {
  return {
    "text/html": derivationHtml(derivation),
    "text/latex": `$$${derivationLatex(derivation)}$$`,
    "text/plain": derivationPlain(derivation),
  };
}

function explanationBundle(explanation: Explanation): MimeBundle {
  return {
    "text/html": explanationHtml(explanation),
    "text/latex": `$$${explanationLatex(explanation)}$$`,
    "text/plain": explanationPlain(explanation),
  };
}

function graphBundle({ html, svg, text }: Graph): MimeBundle {
  return { "text/html": html, "image/svg+xml": svg, "text/plain": text };
}

function numberBundle(value: unknown, { digits }: WritingOptions): MimeBundle | undefined {
  if (typeof value !== "number") return undefined;
  return { "text/plain": digits === undefined ? String(value) : typedNumeral(value, digits) };
}

/** Values of other libraries that know how to show themselves. */
function foreignBundle(value: unknown): MimeBundle | undefined {
  if (typeof value !== "object" || value === null || !(DISPLAY in value)) return undefined;
  const show = value[DISPLAY];
  if (typeof show !== "function") return undefined;
  const shown: unknown = show.call(value);
  if (typeof shown !== "object" || shown === null) return undefined;
  return { "text/plain": plainText(value), ...shown };
}

function plainText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, part]: [string, unknown]) => `${key}: ${bundle(part)["text/plain"]}`)
    .join("\n");
}
