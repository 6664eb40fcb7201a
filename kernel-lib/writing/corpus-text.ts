/** @file Forms written in the corpus grammar, so that an independent evaluator can check them. */

import { UsageError } from "../tensor/errors.js";
import type { Settings } from "../tensor/operation.js";
import { matpow, mean } from "../operations/rows.js";
import { countIn, matrixOf, number, productOf, transposeOf, valueOf } from "../formula/build.js";
import {
  rewrite,
  sameForm,
  type ApplyForm,
  type Form,
  type MatrixForm,
  type NumberForm,
  type TotalForm,
} from "../formula/form.js";
import { Binding, render, type Style, type Written } from "./render.js";

/** The form in the corpus grammar: `(W2.T @ (yhat - y) * A1 * (1 - A1)) @ x.T`. */
export function corpusTextOf(form: Form): string {
  return render(
    rewrite(form, (part) => (part.kind === "matrix" ? withPowers(part) : asMean(part))),
    CORPUS,
  );
}

/** So many equal factors beside each other are written as a power. */
const LEAST_POWER = 3;

/** Xᵀ Xᵀ Xᵀ as the transpose of a matrix power. */
function withPowers({ factors }: MatrixForm): Form {
  const runs: Form[][] = [];
  for (const factor of factors) {
    const run = runs.at(-1);
    if (run !== undefined && sameForm(run[0], factor)) run.push(factor);
    else runs.push([factor]);
  }
  return matrixOf(runs.flatMap((run) => (run.length < LEAST_POWER ? run : [matrixPower(run)])));
}

function matrixPower([of, ...more]: readonly Form[]): Form {
  const base = of.kind === "transpose" ? of.of : of;
  const settings = { exponent: more.length + 1 };
  const power: Form = { kind: "apply", operation: matpow.row, inputs: [base], settings, shape: of.shape };
  return of.kind === "transpose" ? transposeOf(power) : power;
}

/** (1/n) Σ of n entries as their mean. */
function asMean(form: Form): Form {
  if (form.kind !== "product") return form;
  const [coefficient, ...rest] = form.factors;
  const at = rest.findIndex(({ kind }) => kind === "total");
  const total = rest[at] as Form | undefined;
  if (coefficient.kind !== "number" || total?.kind !== "total") return form;
  if (countIn(total) === 1 || coefficient.denominator !== countIn(total)) return form;
  const { of, axis, keepdims, shape } = total;
  const settings = { ...(axis !== undefined && { axis }), ...(keepdims && { keepdims }) };
  const average: Form = { kind: "apply", operation: mean.row, inputs: [of], settings, shape };
  const others = [...rest.slice(0, at), average, ...rest.slice(at + 1)];
  return coefficient.numerator === 1
    ? productOf(others)
    : productOf([number(coefficient.numerator), ...others]);
}

const CORPUS: Style = {
  symbol: ({ text }) => atom(text),
  number: constant,
  ones: (shape) => atom(shape.length === 0 ? "1" : `ones(${shape.join(", ")})`),
  zeros: (shape) => atom(shape.length === 0 ? "0" : `zeros(${shape.join(", ")})`),
  identity: (side) => atom(`eye(${side})`),
  sum: (terms) =>
    terms
      .map(({ negative, text }, at) =>
        negative ? (at === 0 ? `-${text}` : ` - ${text}`) : at === 0 ? text : ` + ${text}`,
      )
      .join(""),
  product: (factors) => factors.map(({ text }) => text).join(" * "),
  fraction: (top, bottom) => ({
    text: `${held(top, Binding.Product)} / ${held(bottom, Binding.Prefix)}`,
    binding: Binding.Product,
  }),
  constantsBelow: true,
  power: (base, exponent) => `${base}**${exponent}`,
  root: ({ text }) => atom(`sqrt(${text})`),
  matrix: (factors) => factors.join(" @ "),
  // * and @ bind alike and from the left, so that a matrix product among factors needs its brackets.
  matrixBinding: Binding.Sum,
  transpose: (base) => `${base}.T`,
  total: (form, { text }) => atom(`sum(${[text, ...totalSettings(form)].join(", ")})`),
  entry: noIndices,
  delta: noIndices,
  over: noIndices,
  call: (notation, inputs, form) =>
    notation.kind === "infix" && form.inputs.length === 2 && notation.text === "**"
      ? { text: `${held(inputs[0], Binding.Atom)}**${held(inputs[1], Binding.Atom)}`, binding: Binding.Power }
      : called(inputs, form),
  brackets: (text) => `(${text})`,
  strike: (text) => text,
  withShape: (text) => text,
};

function noIndices(): never {
  throw new UsageError("formula: the corpus grammar has no indices; write the formula with matrices");
}

function called(inputs: readonly Written[], form: ApplyForm): Written {
  if (inputs.length === 0) return atom(form.operation.name);
  return atom(
    `${form.operation.name}(${[...inputs.map(({ text }) => text), ...settingsText(form)].join(", ")})`,
  );
}

function atom(text: string): Written {
  return { text, binding: Binding.Atom };
}

function held({ text, binding }: Written, atLeast: Binding): string {
  return binding < atLeast ? `(${text})` : text;
}

function constant(form: NumberForm): Written {
  if (form.denominator === 1) return atom(digits(valueOf(form)));
  return { text: `${digits(form.numerator)}/${digits(form.denominator)}`, binding: Binding.Product };
}

/** The grammar's numbers have an exponent only behind digits; JavaScript writes them so too. */
function digits(value: number): string {
  if (!Number.isFinite(value)) throw new UsageError(`formula: ${value} has no form in the corpus grammar`);
  return String(value).replace("e+", "e");
}

function totalSettings({ axis, keepdims }: TotalForm): string[] {
  return [...(axis === undefined ? [] : [`axis=${axis}`]), ...(keepdims ? ["keepdims=true"] : [])];
}

function settingsText({ operation, settings }: ApplyForm): readonly string[] {
  return operation.settingsText?.(settings) ?? keyed(settings);
}

function keyed(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([key, value]) =>
    value === undefined || typeof value === "object" ? [] : [`${key}=${String(value)}`],
  );
}
