/** @file Identities between operations that make formulas shorter, each written as two expressions over the rows. */

import { asTensor, type Operation } from "../tensor/operation.js";
import { Tensor } from "../tensor/tensor.js";
import { add, div, sub } from "./arithmetic.js";
import type { Unary } from "./define.js";
import { exp, log } from "./functions.js";
import { sigmoid, tanh } from "./activations.js";

/** An identity: the longer side, the shorter one, over the same unknown. */
export interface Identity {
  /** Its name in a derivation. */
  readonly law: string;
  /** The unknown that stands for any formula of any shape. */
  readonly unknown: Tensor;
  readonly longer: Tensor;
  readonly shorter: Tensor;
}

/** Every identity that holds entry by entry. */
export const IDENTITIES: readonly Identity[] = [
  identity("definition of the sigmoid", (u) => div(exp(u), add(1, exp(u))), sigmoid),
  definitionOf(sigmoid),
  definitionOf(tanh),
  identity(
    "sigmoid of the log-odds",
    (u) => sigmoid(log(div(u, sub(1, u)))),
    (u) => u,
  ),
  identity(
    "logarithm of an exponential",
    (u) => log(exp(u)),
    (u) => u,
  ),
  identity(
    "exponential of a logarithm",
    (u) => exp(log(u)),
    (u) => u,
  ),
];

/** The definition of an operation as a step: its law is about the derivative. */
export function definitionRule({ law }: Operation): string {
  return law.replace("derivative", "definition");
}

function definitionOf(shorter: Unary): Identity {
  const { row } = shorter;
  return identity(definitionRule(row), (u) => row.definition?.([u], {}) ?? shorter(u), shorter);
}

function identity(law: string, longer: (u: Tensor) => Tensor, shorter: (u: Tensor) => Tensor): Identity {
  const unknown = new Tensor(Float64Array.of(0.5), [], { name: { base: "u" } });
  return { law, unknown, longer: longer(unknown), shorter: asTensor(shorter(unknown), law) };
}
