/** @file Formulas, typeset. */

import type { Settings } from "../tensor/operation.js";
import { sizeOf } from "../tensor/shape.js";
import { valueOf } from "../formula/build.js";
import type { Form, NumberForm, TotalForm } from "../formula/form.js";
import { indexedLatex, meaningLatex } from "./names.js";
import { DIGITS, numeralLatex, tensorLatex } from "./numerals.js";
import type { Environment } from "../formula/evaluate.js";
import {
  Binding,
  render,
  type RenderOptions,
  type Style,
  type Written,
  type WrittenFactor,
} from "./render.js";

/** The formula in LaTeX that MathJax and KaTeX render; cancelled factors use `\cancel`. */
export function latexOf(form: Form, options: RenderOptions = {}): string {
  return render(form, LATEX, options);
}

/** The formula in LaTeX with the numbers put in for the symbols. */
export function numbersPutIn(form: Form, environment: Environment, digits = DIGITS): string {
  return render(form, {
    ...LATEX,
    symbol: (symbol) => {
      const value = environment.get(symbol.text);
      if (value === undefined) return LATEX.symbol(symbol);
      const text = tensorLatex(value, digits);
      const negative = value.size === 1 && value.data[0] < 0;
      return { text, binding: negative ? Binding.Sum : numberBinding(text) };
    },
    // Two numbers side by side would read as one, so that every factor has its sign.
    product: (factors) => LATEX.product(factors.map((factor) => ({ ...factor, apart: true }))),
  });
}

const LATEX: Style = {
  symbol: ({ meaning }) => {
    const text = meaningLatex(meaning);
    if (meaning.kind === "tensor")
      return { text, binding: text.includes("^") ? Binding.Power : Binding.Atom };
    // What stands above and behind a fraction would seem to belong to its numerator.
    const fraction = meaning.kind !== "local" || meaning.activation === undefined;
    return { text, binding: fraction ? Binding.Prefix : Binding.Atom };
  },
  number: constant,
  ones: (shape) => ({
    text: sizeOf(shape) === 1 ? "1" : `\\mathbf{1}_{${shape.join(" \\times ")}}`,
    binding: Binding.Atom,
  }),
  zeros: (shape) => ({
    text: sizeOf(shape) === 1 ? "0" : `\\mathbf{0}_{${shape.join(" \\times ")}}`,
    binding: Binding.Atom,
  }),
  identity: (side) => ({ text: `I_{${side}}`, binding: Binding.Atom }),
  sum: (terms) =>
    terms
      .map(({ negative, text }, at) =>
        at === 0 ? (negative ? `-${text}` : text) : `${negative ? " - " : " + "}${text}`,
      )
      .join(""),
  product,
  fraction: (top, bottom) => ({ text: `\\frac{${top.text}}{${bottom.text}}`, binding: Binding.Prefix }),
  power: (base, exponent) => `${base}^{${exponent}}`,
  root: ({ text }) => ({ text: `\\sqrt{${text}}`, binding: Binding.Atom }),
  matrix: (factors) => factors.join("\\,"),
  matrixBinding: Binding.Product,
  transpose: (base) => `${base}^{\\top}`,
  total: (form, of) => ({ text: `${totalSign(form)} ${summand(of)}`, binding: Binding.Product }),
  entry: ({ text }, letters) => ({ text: indexedLatex(text, letters), binding: Binding.Atom }),
  delta: (letters) => ({ text: `\\delta_{${letters.join("")}}`, binding: Binding.Atom }),
  over: (letters, of) => ({ text: `\\sum_{${letters.join(",")}} ${summand(of)}`, binding: Binding.Product }),
  call: ({ kind, latex, close }, inputs, { operation, settings, inputs: [of] }) => {
    const [first, second] = inputs;
    if (inputs.length === 0) return { text: latex, binding: Binding.Atom };
    if (kind === "infix" && latex === "^")
      return { text: `${held(first, Binding.Atom)}^{${second.text}}`, binding: Binding.Power };
    if (kind === "infix") {
      const text = `${held(first, Binding.Prefix)} ${latex === "" ? "\\," : latex} ${held(second, Binding.Prefix)}`;
      // A sign that algebra does not know has brackets among others.
      return { text, binding: latex === "" ? Binding.Product : Binding.Sum };
    }
    if (kind === "superscript")
      return { text: `${held(first, Binding.Atom)}^{${latex}}`, binding: Binding.Power };
    const inside = [...inputs.map(({ text }) => text), ...(operation.settingsText?.(settings) ?? [])].join(
      ", ",
    );
    const text =
      kind === "fence"
        ? `\\left${latex} ${inside} \\right${close ?? latex}`
        : `${latex}${along(settings.axis, of)}\\left(${inside}\\right)`;
    return { text, binding: Binding.Atom };
  },
  brackets: (text) => `\\left(${text}\\right)`,
  strike: (text) => `\\cancel{${text}}`,
  withShape: (text, shape) => `\\underbrace{${text}}_{${shape.length === 0 ? "1" : shape.join(" \\times ")}}`,
};

function held({ text, binding }: Written, atLeast: Binding): string {
  return binding < atLeast ? `\\left(${text}\\right)` : text;
}

/** A power of ten does not hold together as a plain number does. */
function numberBinding(text: string): Binding {
  return text.includes("^") ? Binding.Product : Binding.Atom;
}

function constant(form: NumberForm): Written {
  if (form.denominator === 1) {
    const text = numeralLatex(valueOf(form), 15);
    return { text, binding: numberBinding(text) };
  }
  const text = `\\frac{${numeralLatex(form.numerator, 15)}}{${numeralLatex(form.denominator, 15)}}`;
  return { text, binding: Binding.Prefix };
}

/** Scalars stand in front, side by side; matrices are joined by ⊙. */
function product(factors: readonly WrittenFactor[]): string {
  const scalars = factors.filter(({ scalar }) => scalar);
  const matrices = factors.filter(({ scalar }) => !scalar).map(({ text }) => text);
  const front = scalars.map(({ text, apart }, at) => {
    // 3 c needs no sign between; 1 · c, 3 · 2 and products of derivatives do.
    const coefficient = at === 1 && /^\d+$/.test(scalars[0].text) && scalars[0].text !== "1" && !apart;
    const sign = (apart || scalars.at(at - 1)?.apart === true) && !coefficient ? " \\cdot " : "\\,";
    return at === 0 ? text : `${sign}${text}`;
  });
  const joined = matrices.join(" \\odot ");
  return front.length === 0
    ? joined
    : matrices.length === 0
      ? front.join("")
      : `${front.join("")}\\,${joined}`;
}

function totalSign({ axis, of }: TotalForm): string {
  return `\\sum${of.shape.length === 2 ? along(axis, of) : ""}`;
}

/** What an operation runs over, below its sign: the rows or the columns of a matrix. */
function along(axis: Settings[string], { shape }: Form): string {
  if (typeof axis !== "number" || shape.length < 2) return "";
  if (shape.length > 2) return `_{\\text{axis ${axis}}}`;
  return axis === 0 ? "_{\\text{rows}}" : "_{\\text{columns}}";
}

function summand({ text, binding }: Written): string {
  return binding <= Binding.Sum ? `\\left(${text}\\right)` : text;
}
