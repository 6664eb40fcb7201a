/** @file Rows of arithmetic, entry by entry with broadcasting. */

import { fence, functional, infix, prefix, superscript } from "../tensor/notation.js";
import { binary, unary, type Binary, type Unary } from "./define.js";

/** Sum a + b. */
export const add: Binary = binary("add", {
  value: (a, b) => a + b,
  entry: (by, a, b) => by.add(a, b),
  partials: [() => 1, () => 1],
  law: "sum rule",
  notation: infix("+", "+", "plus"),
  role: { kind: "sum" },
});

/** Difference a − b. */
export const sub: Binary = binary("sub", {
  value: (a, b) => a - b,
  entry: (by, a, b) => by.subtract(a, b),
  partials: [() => 1, () => -1],
  law: "sum rule",
  notation: infix("-", "-", "minus"),
  role: { kind: "difference" },
});

/** Elementwise product a ⊙ b. */
export const mul: Binary = binary("mul", {
  value: (a, b) => a * b,
  entry: (by, a, b) => by.multiply(a, b),
  partials: [(_, b) => b, (a) => a],
  law: "product rule",
  notation: infix("\\odot", "*", "times"),
  role: { kind: "product" },
});

/** Quotient a / b, entry by entry. */
export const div: Binary = binary("div", {
  value: (a, b) => a / b,
  entry: (by, a, b) => by.divide(a, b),
  partials: [(_, b) => b.pow(-1), (a, b) => a.neg().mul(b.pow(-2))],
  law: "quotient rule",
  needs: "b ≠ 0",
  notation: infix("/", "/", "over"),
  role: { kind: "quotient" },
});

/** Power a^b, entry by entry; the gradient by the exponent needs a > 0. */
export const pow: Binary = binary("pow", {
  value: (a, b) => a ** b,
  partials: [(a, b) => b.mul(a.pow(b.sub(1))), (a, _, output) => a.log().mul(output)],
  law: "power rule",
  needs: "a > 0, unless b is a whole number; a ≠ 0 where b < 1",
  notation: infix("^", "**", "to the power"),
  role: { kind: "power" },
});

/** Negative −x. */
export const neg: Unary = unary("neg", {
  value: (x) => -x,
  entry: (by, x) => by.negate(x),
  partial: () => -1,
  law: "constant factor",
  notation: prefix("-", "-", "minus"),
  role: { kind: "negation" },
});

/** Square x². */
export const square: Unary = unary("square", {
  value: (x) => x * x,
  entry: (by, x) => by.multiply(x, x),
  partial: (x) => x.mul(2),
  law: "power rule",
  notation: superscript("2", "**2", "squared"),
  role: { kind: "fixed power", exponent: 2 },
});

/** Square root of x ≥ 0. */
export const sqrt: Unary = unary("sqrt", {
  value: Math.sqrt,
  entry: (by, x) => by.squareRoot(x),
  partial: (_, root) => root.pow(-1).mul(0.5),
  law: "power rule",
  needs: "x > 0",
  notation: functional("\\sqrt", "sqrt", "square root of"),
  role: { kind: "fixed power", exponent: 0.5 },
});

/** Absolute value |x|; its derivative at 0 is taken as 0. */
export const abs: Unary = unary("abs", {
  value: Math.abs,
  entry: (by, x) => by.absolute(x),
  partial: (x) => x.sign(),
  law: "derivative of the absolute value",
  needs: "x ≠ 0; at 0 the derivative is taken as 0",
  definition: ([x]) => x.mul(x.sign()),
  piece: ([x]) => ({ kind: x < 0 ? "negative" : "input", index: 0 }),
  notation: fence("\\lvert", "\\rvert", "absolute value of"),
});
