/** @file Rows of activation functions; each gives its derivative in terms of its output where it can, so that fractions cancel. */

import { functional } from "../tensor/notation.js";
import type { DoubleArithmetic } from "../tensor/entry.js";
import type { Tensor } from "../tensor/tensor.js";
import { add, div, neg, sqrt, sub } from "./arithmetic.js";
import { pi } from "./constants.js";
import { binary, unary, type Binary, type Unary } from "./define.js";
import { cosh, exp, sinh } from "./functions.js";
import { errorFunction, logistic } from "./special.js";

/** Sigmoid σ(x) = 1 / (1 + e⁻ˣ), between 0 and 1, computed without overflow; σ′ = σ(1 − σ). */
export const sigmoid: Unary = unary("sigmoid", {
  value: logistic,
  // As `logistic` does it.
  inDouble: (by, x) =>
    by.shared(by.exponential(by.negate(by.absolute(x))), (small) =>
      by.divide(by.whereGreater([by.constant(0), x], small, by.constant(1)), by.add(by.constant(1), small)),
    ),
  partial: (_, a) => a.mul(sub(1, a)),
  slope: (_, a) => a * (1 - a),
  law: "derivative of the sigmoid",
  definition: ([x]) => div(1, add(1, exp(neg(x)))),
  notation: functional("\\sigma", "sigmoid", "sigma of"),
});

/** Hyperbolic tangent, between −1 and 1; tanh′ = 1 − tanh². */
export const tanh: Unary = unary("tanh", {
  value: Math.tanh,
  inDouble: tanhInDouble,
  partial: (_, a) => sub(1, a.square()),
  slope: (_, a) => 1 - a * a,
  law: "derivative of the hyperbolic tangent",
  definition: ([x]) => div(sinh(x), cosh(x)),
  notation: functional("\\tanh", "tanh", "hyperbolic tangent of"),
});

/** Below this 1 − e^{−2x} has lost digits, and the series has them. */
const TANH_SWITCH = 0.06;
/** tanh x = x Σ cₙ x²ⁿ for small x, the last term first. */
const TANH_SERIES = [62 / 2835, -17 / 315, 2 / 15, -1 / 3, 1];

function tanhInDouble<Entry>(by: DoubleArithmetic<Entry>, x: Entry): Entry {
  const [one, size] = [by.constant(1), by.absolute(x)];
  const series = by.shared(by.multiply(x, x), (square) =>
    TANH_SERIES.map(by.constant).reduce((sum, term) => by.add(by.multiply(sum, square), term)),
  );
  // (1 − e^{−2|x|}) / (1 + e^{−2|x|}) is tanh |x|.
  const quotient = by.shared(by.exponential(by.multiply(by.constant(-2), size)), (small) =>
    by.divide(by.subtract(one, small), by.add(one, small)),
  );
  return by.whereGreater(
    [size, by.constant(TANH_SWITCH)],
    by.shared(quotient, (value) => by.whereGreater([by.constant(0), x], by.negate(value), value)),
    by.multiply(x, series),
  );
}

/** Rectified linear unit max(x, 0); its derivative at 0 is taken as 0. */
export const relu: Unary = unary("relu", {
  value: (x) => (x > 0 ? x : 0),
  entry: (by, x) => by.whereGreater([x, by.constant(0)], x, by.constant(0)),
  partial: (x) => x.step(),
  slope: (x) => (x > 0 ? 1 : 0),
  law: "derivative of the rectified linear unit",
  needs: "x ≠ 0; at 0 the derivative is taken as 0",
  definition: ([x]) => x.mul(x.step()),
  piece: ([x]) => (x > 0 ? { kind: "input", index: 0 } : { kind: "constant", value: 0 }),
  notation: functional("\\operatorname{ReLU}", "relu", "rectified linear unit of"),
});

/** Softplus log(1 + eˣ), computed without overflow; its derivative is the sigmoid. */
export const softplus: Unary = unary("softplus", {
  value: (x) => Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0),
  partial: (x) => x.sigmoid(),
  slope: logistic,
  law: "derivative of the softplus",
  definition: ([x]) => add(1, x.exp()).log(),
  notation: functional("\\operatorname{softplus}", "softplus", "softplus of"),
});

/** Sigmoid-weighted linear unit x σ(x). */
export const silu: Unary = unary("silu", {
  value: (x) => x * logistic(x),
  partial: (x) => x.sigmoid().mul(x.mul(sub(1, x.sigmoid())).add(1)),
  law: "derivative of the sigmoid-weighted linear unit",
  definition: ([x]) => x.mul(x.sigmoid()),
  notation: functional("\\operatorname{SiLU}", "silu", "sigmoid-weighted linear unit of"),
});

/** Gaussian error linear unit x Φ(x), with Φ the standard normal distribution; exact. @see Hendrycks & Gimpel, 2016. */
export const gelu: Unary = unary("gelu", {
  value: (x) => 0.5 * x * (1 + errorFunction(x * Math.SQRT1_2)),
  // Φ(x) + x φ(x), with the density φ(x) = e^{−x²/2} / √(2π).
  partial: (x) =>
    x
      .div(sqrt(2))
      .erf()
      .add(1)
      .mul(0.5)
      .add(x.mul(x.square().div(-2).exp()).div(sqrt(2)).div(sqrt(pi()))),
  law: "derivative of the Gaussian error linear unit",
  definition: ([x]) => x.mul(x.div(sqrt(2)).erf().add(1)).mul(0.5),
  notation: functional("\\operatorname{GELU}", "gelu", "Gaussian error linear unit of"),
});

const GELU_CUBIC = 0.044715;

/** Gaussian error linear unit by its tanh approximation. @see Hendrycks & Gimpel, 2016. */
export const gelu_tanh: Unary = unary("gelu_tanh", {
  value: (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + GELU_CUBIC * x ** 3))),
  partial: (x) => {
    const t = x
      .add(x.pow(3).mul(GELU_CUBIC))
      .mul(Math.sqrt(2 / Math.PI))
      .tanh();
    const inner = x
      .square()
      .mul(3 * GELU_CUBIC)
      .add(1)
      .mul(Math.sqrt(2 / Math.PI));
    return t
      .add(1)
      .add(x.mul(sub(1, t.square())).mul(inner))
      .mul(0.5);
  },
  law: "derivative of the approximate Gaussian error linear unit",
  definition: ([x]) =>
    x
      .mul(
        x
          .add(x.pow(3).mul(GELU_CUBIC))
          .mul(Math.sqrt(2 / Math.PI))
          .tanh()
          .add(1),
      )
      .mul(0.5),
  notation: functional("\\operatorname{GELU}", "gelu_tanh", "approximate Gaussian error linear unit of"),
});

/** Leaky rectified linear unit: x where x > 0, otherwise a x. */
export const leaky_relu: Binary = binary("leaky_relu", {
  value: (x, a) => (x > 0 ? x : a * x),
  partials: [(x, a) => x.step().add(a.mul(sub(1, x.step()))), (x) => x.mul(sub(1, x.step()))],
  law: "derivative of the leaky rectified linear unit",
  needs: "x ≠ 0; at 0 the lower side is taken",
  definition: ([x, a]) => bySide(x, a.mul(x)),
  notation: functional("\\operatorname{LeakyReLU}", "leaky_relu", "leaky rectified linear unit of"),
});

/** Exponential linear unit: x where x > 0, otherwise a (eˣ − 1). */
export const elu: Binary = binary("elu", {
  value: (x, a) => (x > 0 ? x : a * Math.expm1(x)),
  partials: [
    (x, a) => x.step().add(a.mul(x.exp()).mul(sub(1, x.step()))),
    (x) => x.expm1().mul(sub(1, x.step())),
  ],
  law: "derivative of the exponential linear unit",
  needs: "x ≠ 0; at 0 the lower side is taken",
  definition: ([x, a]) => bySide(x, a.mul(x.expm1())),
  notation: functional("\\operatorname{ELU}", "elu", "exponential linear unit of"),
});

/** x where x > 0, otherwise `below`: the step is 1 on one side and 0 on the other. */
function bySide(x: Tensor, below: Tensor): Tensor {
  const above = x.step();
  return x.mul(above).add(below.mul(sub(1, above)));
}
