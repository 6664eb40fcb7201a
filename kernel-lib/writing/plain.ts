/** @file Formulas in plain text: for terminals, alt texts and places that typeset nothing. */

import { numeral } from "../tensor/numerals.js";
import { sizeOf } from "../tensor/shape.js";
import { valueOf } from "../formula/build.js";
import type { Form, NumberForm } from "../formula/form.js";
import { meaningPlain, operationPlain } from "./names.js";
import { Binding, render, type RenderOptions, type Style, type Written } from "./render.js";

/** The formula in plain text: `(W2ᵀ (ŷ − y) ⊙ σ′(z1)) xᵀ`. */
export function plainOf(form: Form, options: RenderOptions = {}): string {
  return render(form, PLAIN, options);
}

const PLAIN: Style = {
  symbol: ({ meaning }) => {
    const text = meaningPlain(meaning);
    const raised = meaning.kind === "tensor" && text.includes("^");
    return {
      text,
      binding: raised ? Binding.Power : meaning.kind === "tensor" ? Binding.Atom : Binding.Prefix,
    };
  },
  number: constant,
  ones: (shape) => ({ text: sizeOf(shape) === 1 ? "1" : `ones(${shape.join(", ")})`, binding: Binding.Atom }),
  zeros: (shape) => ({
    text: sizeOf(shape) === 1 ? "0" : `zeros(${shape.join(", ")})`,
    binding: Binding.Atom,
  }),
  identity: (side) => ({ text: `I(${side})`, binding: Binding.Atom }),
  sum: (terms) =>
    terms
      .map(({ negative, text }, at) =>
        at === 0 ? (negative ? `−${text}` : text) : `${negative ? " − " : " + "}${text}`,
      )
      .join(""),
  product: (factors) => {
    const front = factors.filter(({ scalar }) => scalar).map(({ text }) => text);
    const matrices = factors.filter(({ scalar }) => !scalar).map(({ text }) => text);
    return [...front, ...(matrices.length > 0 ? [matrices.join(" ⊙ ")] : [])].join(" · ");
  },
  fraction: (top, bottom) => ({
    text: `${held(top, Binding.Product)} / ${held(bottom, Binding.Prefix)}`,
    binding: Binding.Product,
  }),
  power: (base, exponent) => `${base}^${exponent}`,
  root: ({ text }) => ({ text: `√(${text})`, binding: Binding.Atom }),
  matrix: (factors) => factors.join(" "),
  matrixBinding: Binding.Product,
  transpose: (base) => `${base}ᵀ`,
  total: ({ axis, of }, { text }) => {
    const along =
      axis === undefined || of.shape.length !== 2 ? "" : axis === 0 ? " over rows" : " over columns";
    return { text: `sum${along}(${text})`, binding: Binding.Atom };
  },
  entry: ({ text }, letters) => ({
    text: letters.length === 0 ? text : `${text}_${letters.join(",")}`,
    binding: Binding.Atom,
  }),
  delta: (letters) => ({ text: `δ_${letters.join(",")}`, binding: Binding.Atom }),
  over: (letters, { text }) => ({ text: `Σ_${letters.join(",")}(${text})`, binding: Binding.Atom }),
  call: (notation, inputs, { operation, settings }) => {
    const [first, second] = inputs;
    if (inputs.length === 0) return { text: notation.text, binding: Binding.Atom };
    if (notation.kind === "infix" && notation.latex === "^")
      return { text: `${held(first, Binding.Atom)}^${held(second, Binding.Atom)}`, binding: Binding.Power };
    const inside = [...inputs.map(({ text }) => text), ...(operation.settingsText?.(settings) ?? [])];
    return { text: `${operationPlain(notation)}(${inside.join(", ")})`, binding: Binding.Atom };
  },
  brackets: (text) => `(${text})`,
  strike: (text) => text,
  withShape: (text, shape) => `${text}[${shape.join("×")}]`,
};

function held({ text, binding }: Written, atLeast: Binding): string {
  return binding < atLeast ? `(${text})` : text;
}

function constant(form: NumberForm): Written {
  if (form.denominator === 1) return { text: numeral(valueOf(form), 15), binding: Binding.Atom };
  return {
    text: `${numeral(form.numerator, 15)}/${numeral(form.denominator, 15)}`,
    binding: Binding.Product,
  };
}
