/** @file Rows of elementary functions, entry by entry. */

import { functional } from "../tensor/notation.js";
import { sqrt, sub } from "./arithmetic.js";
import { pi } from "./constants.js";
import { unary, type Unary } from "./define.js";
import { errorFunction } from "./special.js";

/** Exponential eˣ. */
export const exp: Unary = unary("exp", {
  value: Math.exp,
  inDouble: (by, x) => by.exponential(x),
  partial: (_, output) => output,
  law: "derivative of the exponential",
  notation: functional("\\exp", "exp", "exponential of"),
});

/** Natural logarithm of x > 0. */
export const log: Unary = unary("log", {
  value: Math.log,
  partial: (x) => x.pow(-1),
  law: "derivative of the logarithm",
  needs: "x > 0",
  notation: functional("\\log", "log", "natural logarithm of"),
});

/** log(1 + x), accurate near 0. */
export const log1p: Unary = unary("log1p", {
  value: Math.log1p,
  partial: (x) => x.add(1).pow(-1),
  law: "derivative of the logarithm of 1 + x",
  needs: "x > −1",
  definition: ([x]) => x.add(1).log(),
  notation: functional("\\operatorname{log1p}", "log1p", "natural logarithm of one plus"),
});

/** eˣ − 1, accurate near 0. */
export const expm1: Unary = unary("expm1", {
  value: Math.expm1,
  partial: (x) => x.exp(),
  law: "derivative of the exponential minus 1",
  definition: ([x]) => x.exp().sub(1),
  notation: functional("\\operatorname{expm1}", "expm1", "exponential minus one of"),
});

/** Sine, x in radians. */
export const sin: Unary = unary("sin", {
  value: Math.sin,
  partial: (x) => x.cos(),
  law: "derivative of the sine",
  notation: functional("\\sin", "sin", "sine of"),
});

/** Cosine, x in radians. */
export const cos: Unary = unary("cos", {
  value: Math.cos,
  partial: (x) => x.sin().neg(),
  law: "derivative of the cosine",
  notation: functional("\\cos", "cos", "cosine of"),
});

/** Tangent, x in radians. */
export const tan: Unary = unary("tan", {
  value: Math.tan,
  partial: (_, output) => output.square().add(1),
  law: "derivative of the tangent",
  needs: "cos x ≠ 0",
  definition: ([x]) => x.sin().div(x.cos()),
  notation: functional("\\tan", "tan", "tangent of"),
  domain: { low: 0.2, high: 1.2 },
});

/** Arc sine of −1 ≤ x ≤ 1. */
export const asin: Unary = unary("asin", {
  value: Math.asin,
  partial: (x) => sub(1, x.square()).pow(-0.5),
  law: "derivative of the arc sine",
  needs: "−1 < x < 1",
  notation: functional("\\arcsin", "asin", "arc sine of"),
  domain: { low: -0.8, high: 0.8 },
});

/** Arc cosine of −1 ≤ x ≤ 1. */
export const acos: Unary = unary("acos", {
  value: Math.acos,
  partial: (x) => sub(1, x.square()).pow(-0.5).neg(),
  law: "derivative of the arc cosine",
  needs: "−1 < x < 1",
  notation: functional("\\arccos", "acos", "arc cosine of"),
  domain: { low: -0.8, high: 0.8 },
});

/** Arc tangent. */
export const atan: Unary = unary("atan", {
  value: Math.atan,
  partial: (x) => x.square().add(1).pow(-1),
  law: "derivative of the arc tangent",
  notation: functional("\\arctan", "atan", "arc tangent of"),
});

/** Hyperbolic sine. */
export const sinh: Unary = unary("sinh", {
  value: Math.sinh,
  partial: (x) => x.cosh(),
  law: "derivative of the hyperbolic sine",
  definition: ([x]) => x.exp().sub(x.neg().exp()).div(2),
  notation: functional("\\sinh", "sinh", "hyperbolic sine of"),
});

/** Hyperbolic cosine. */
export const cosh: Unary = unary("cosh", {
  value: Math.cosh,
  partial: (x) => x.sinh(),
  law: "derivative of the hyperbolic cosine",
  definition: ([x]) => x.exp().add(x.neg().exp()).div(2),
  notation: functional("\\cosh", "cosh", "hyperbolic cosine of"),
});

/** Error function (2/√π) ∫₀ˣ e^{−t²} dt. */
export const erf: Unary = unary("erf", {
  value: errorFunction,
  partial: (x) => x.square().neg().exp().mul(2).div(sqrt(pi())),
  law: "derivative of the error function",
  notation: functional("\\operatorname{erf}", "erf", "error function of"),
});
