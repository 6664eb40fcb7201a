/** @file Formulas as they are read aloud: for screen readers. */

import { numeral } from "../tensor/numerals.js";
import { sizeOf } from "../tensor/shape.js";
import type { Form, NumberForm } from "../formula/form.js";
import { meaningSpoken } from "./names.js";
import { Binding, render, type RenderOptions, type Style, type Written } from "./render.js";

/** The formula in words: "the transpose of W of layer 2, times open bracket y hat minus y close bracket". */
export function spokenOf(form: Form, options: RenderOptions = {}): string {
  return render(form, SPOKEN, options).replaceAll(/\s+/g, " ").trim();
}

const POWERS: Readonly<Record<string, string>> = { "2": "squared", "3": "cubed" };

const SPOKEN: Style = {
  symbol: ({ meaning }) => ({
    text: meaningSpoken(meaning),
    binding: meaning.kind === "tensor" ? Binding.Atom : Binding.Prefix,
  }),
  number: constant,
  ones: (shape) => atom(sizeOf(shape) === 1 ? "1" : `ones of shape ${shape.join(" by ")}`),
  zeros: (shape) => atom(sizeOf(shape) === 1 ? "0" : `zeros of shape ${shape.join(" by ")}`),
  identity: (side) => atom(`the identity of size ${side}`),
  sum: (terms) =>
    terms
      .map(({ negative, text }, at) => (negative ? ` minus ${text}` : at === 0 ? text : ` plus ${text}`))
      .join(""),
  product: (factors) => {
    const front = factors.filter(({ scalar }) => scalar).map(({ text }) => text);
    const matrices = factors.filter(({ scalar }) => !scalar).map(({ text }) => text);
    return [...front, ...(matrices.length > 0 ? [matrices.join(" elementwise times ")] : [])].join(" times ");
  },
  fraction: (top, bottom) => atom(`the fraction ${top.text} over ${bottom.text} end of fraction`),
  power: (base, exponent) => `${base} ${POWERS[exponent] ?? `to the power ${exponent}`}`,
  root: ({ text }) => atom(`the square root of ${text} end of root`),
  matrix: (factors) => factors.join(" matrix times "),
  matrixBinding: Binding.Product,
  transpose: (base) => `the transpose of ${base}`,
  total: ({ axis, of }, { text }) => {
    const along =
      axis === undefined || of.shape.length !== 2 ? "" : axis === 0 ? " over the rows" : " over the columns";
    return atom(`the sum${along} of open bracket ${text} close bracket`);
  },
  entry: ({ text }, letters) => atom(letters.length === 0 ? text : `entry ${letters.join(" ")} of ${text}`),
  delta: (letters) => atom(`delta ${letters.join(" ")}`),
  over: (letters, { text }) =>
    atom(`the sum over ${letters.join(" and ")} of open bracket ${text} close bracket`),
  call: ({ kind, spoken }, inputs) => {
    if (inputs.length === 0) return atom(spoken);
    // The log of x plus 1 could be that of x: only a single symbol stands behind a function without brackets.
    const words = inputs.map(({ text, binding }) => (binding < Binding.Atom ? SPOKEN.brackets(text) : text));
    const text = kind === "infix" ? words.join(` ${spoken} `) : `${spoken} ${words.join(" and ")}`;
    return { text, binding: kind === "infix" ? Binding.Sum : Binding.Prefix };
  },
  brackets: (text) => ` open bracket ${text} close bracket `,
  strike: (text) => `cancelled ${text}`,
  withShape: (text) => text,
};

function atom(text: string): Written {
  return { text, binding: Binding.Atom };
}

function constant({ numerator, denominator }: NumberForm): Written {
  const [above, below] = [numeral(numerator, 15), numeral(denominator, 15)];
  // 1 over 4 times x could be one over all of it.
  return atom(denominator === 1 ? above : `the fraction ${above} over ${below} end of fraction`);
}
