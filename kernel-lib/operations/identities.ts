/** @file Identities between operations that make formulas shorter, each written as two expressions over the rows. */

import { asTensor } from "../tensor/apply.js";
import type { Operation } from "../tensor/operation.js";
import { Tensor, type Operand } from "../tensor/tensor.js";
import "./methods.js";
import { relu, sigmoid, softplus, tanh } from "./activations.js";
import { abs, add, div, mul, neg, sqrt, square, sub } from "./arithmetic.js";
import type { Along } from "./axes.js";
import { sign, step } from "./comparison.js";
import type { Unary } from "./define.js";
import { cos, cosh, exp, expm1, log, log1p, sin, sinh, tan } from "./functions.js";
import { softmax } from "./normalization.js";
import { sum } from "./reduction.js";

/** An identity: the longer side, the shorter one, over the same unknown. */
export interface Identity {
  /** Its name in a derivation. */
  readonly law: string;
  /** The unknown that stands for any formula of any shape. */
  readonly unknown: Tensor;
  readonly longer: Tensor;
  readonly shorter: Tensor;
  /** Whether −u stands only for what has a minus; otherwise u may be the negative of any formula. */
  readonly signed?: boolean;
}

/** One side of an identity over its unknown. */
type Side = (u: Tensor) => Operand;

const UNKNOWN = new Tensor(Float64Array.of(0.5), [], { name: { base: "u" } });
/** The unknown of what works along an axis: any axis that a formula of up to three has. */
const UNKNOWN_BLOCK = new Tensor(
  Float64Array.from({ length: 8 }, (_, at) => 0.1 * at),
  [2, 2, 2],
  { name: { base: "u" } },
);
const ALONG: readonly Along[] = [{ axis: 0 }, { axis: 1 }, { axis: 2 }, {}];

const CIRCLE = "squares of sine and cosine";
const HYPERBOLA = "squares of hyperbolic sine and cosine";
/** cos² u + sin² u = 1 and cosh² u − sinh² u = 1, and what follows for one of them. */
const SQUARES: readonly (readonly [law: string, longer: Side, shorter: Side])[] = [
  [CIRCLE, (u) => add(square(sin(u)), square(cos(u))), () => 1],
  [CIRCLE, (u) => sub(1, square(sin(u))), (u) => square(cos(u))],
  [CIRCLE, (u) => sub(1, square(cos(u))), (u) => square(sin(u))],
  [HYPERBOLA, (u) => sub(square(cosh(u)), square(sinh(u))), () => 1],
  [HYPERBOLA, (u) => sub(square(cosh(u)), 1), (u) => square(sinh(u))],
  [HYPERBOLA, (u) => add(1, square(sinh(u))), (u) => square(cosh(u))],
];

/** Every identity; the unknown of those along an axis is a matrix. */
export const IDENTITIES: readonly Identity[] = [
  identity("definition of the sigmoid", (u) => div(exp(u), add(1, exp(u))), sigmoid),
  ...[sigmoid, tanh, tan, sinh, cosh, softplus, relu, abs].map(definitionOf),
  identity(definitionRule(softplus.row), (u) => log1p(exp(u)), softplus),
  identity(
    definitionRule(sigmoid.row),
    (u) => mul(exp(neg(u)), sigmoid(u)),
    (u) => sigmoid(neg(u)),
  ),
  // 1 − σ(u) stays: it is how the derivative of the sigmoid is known.
  { ...identity("sigmoid of the opposite", (u) => sub(1, sigmoid(neg(u))), sigmoid), signed: true },
  identity(
    "sigmoid of the log-odds",
    (u) => sigmoid(log(div(u, sub(1, u)))),
    (u) => u,
  ),
  ...[(u: Tensor) => log(exp(u)), (u: Tensor) => log1p(expm1(u))].map((longer) =>
    identity("logarithm of an exponential", longer, (u) => u),
  ),
  ...[(u: Tensor) => exp(log(u)), (u: Tensor) => expm1(log1p(u))].map((longer) =>
    identity("exponential of a logarithm", longer, (u) => u),
  ),
  identity(
    "exponential of a logarithm",
    (u) => exp(log1p(u)),
    (u) => add(1, u),
  ),
  identity(
    "exponentials of opposite numbers",
    (u) => mul(exp(u), exp(neg(u))),
    () => 1,
  ),
  ...SQUARES.map(([law, longer, shorter]) => identity(law, longer, shorter)),
  identity("a step counts once", (u) => square(step(u)), step),
  identity("a step counts once", (u) => mul(relu(u), step(u)), relu),
  identity(
    "absolute value and sign",
    (u) => mul(abs(u), sign(u)),
    (u) => u,
  ),
  identity("absolute value and sign", (u) => square(abs(u)), square),
  identity("root of a square", (u) => sqrt(square(u)), abs),
  ...ALONG.flatMap((along) => [
    identityOver(UNKNOWN_BLOCK, definitionRule(softmax.row), [
      (u) => div(exp(u), sum(exp(u), { ...along, keepdims: true })),
      (u) => softmax(u, along),
    ]),
    ...[true, false].map((keepdims) =>
      identityOver(UNKNOWN_BLOCK, "the softmax adds up to 1", [
        (u) => sum(softmax(u, along), { ...along, keepdims }),
        () => 1,
      ]),
    ),
  ]),
];

/** σ(−u) = 1 − σ(u): longer, and a way to what is shorter where σ(u) stands beside it. */
export const REFLECTION: Identity = {
  ...identity(
    "sigmoid of the opposite",
    (u) => sigmoid(neg(u)),
    (u) => sub(1, sigmoid(u)),
  ),
  signed: true,
};

/** The definition of an operation as a step: its law is about the derivative. */
export function definitionRule({ law }: Operation): string {
  return law.replace("derivative", "definition");
}

function definitionOf(shorter: Unary): Identity {
  const { row } = shorter;
  return identity(definitionRule(row), (u) => row.definition?.([u], {}) ?? shorter(u), shorter);
}

function identity(law: string, longer: Side, shorter: Side): Identity {
  return identityOver(UNKNOWN, law, [longer, shorter]);
}

function identityOver(unknown: Tensor, law: string, [longer, shorter]: readonly [Side, Side]): Identity {
  return { law, unknown, longer: asTensor(longer(unknown), law), shorter: asTensor(shorter(unknown), law) };
}
