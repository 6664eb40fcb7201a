/** @file Optimizers: from parameters and their gradients to the next parameters. */

import { UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/operation.js";
import type { ParameterSet } from "./layers.js";

/** One update; it may keep what it needs from one update to the next. */
export type Optimizer = (parameters: ParameterSet, gradients: ParameterSet) => ParameterSet;

/**
 * Gradient descent θ ← θ − α dθ for every parameter, all from the old values.
 * @throws UsageError if the learning rate α is not a number > 0.
 */
export function gradientDescent(learningRate: number): Optimizer {
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new UsageError(
      `gradientDescent: the learning rate is ${learningRate}; give a number > 0, such as 0.1`,
    );
  }
  return (parameters, gradients) =>
    untraced(() =>
      Object.fromEntries(
        Object.entries(parameters).map(([key, parameter]) => [
          key,
          parameter.sub(gradients[key].mul(learningRate)),
        ]),
      ),
    );
}
