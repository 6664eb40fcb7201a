/** @file Loss functions: how far each prediction is from its target, entry by entry. */

import { log, softplus, sub } from "../operations/rows.js";
import { UsageError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import type { ParameterSet } from "./parameters.js";

/** From predictions and targets of one shape to the loss of each entry; `mean()` of it is the loss of a batch. */
export type Loss = (predicted: Tensor, target: Tensor) => Tensor;

/**
 * Binary cross-entropy ℓ = −(y log ŷ + (1 − y) log(1 − ŷ)) of each entry, for probabilities 0 < ŷ < 1.
 * Where ŷ has been rounded to 0 or 1 it is not finite; `bceFromLogits` has no such place.
 */
export const bce: Loss = (predicted, target) =>
  target
    .mul(log(predicted))
    .add(sub(1, target).mul(log(sub(1, predicted))))
    .neg();

/**
 * Binary cross-entropy from z, where ŷ = σ(z): softplus(z) − y z, which is max(z, 0) − y z + log(1 + e^{−|z|}).
 * Finite for every finite z; its derivative is σ(z) − y.
 */
export const bceFromLogits: Loss = (logits, target) => softplus(logits).sub(target.mul(logits));

/**
 * Cross-entropy −Σₖ yₖ log softmax(z)ₖ of each example, shape [1, m]: logits and targets of shape [classes, m], a
 * column of targets adding up to 1. Finite for every finite z; its derivative is softmax(z) − y.
 */
export const softmaxCrossEntropy: Loss = (logits, target) =>
  target
    .mul(logits.log_softmax({ axis: 0 }))
    .sum({ axis: 0, keepdims: true })
    .neg();

/** λ Σ|θ| over the weights (parameters with more than one column), to be added to a loss that is one number. */
export function l1Penalty(parameters: ParameterSet, strength: number): Tensor {
  return penalty(parameters, (weights) => weights.abs().sum(), strength);
}

/** (λ/2) Σθ² over the weights (parameters with more than one column); its gradient is λθ. */
export function l2Penalty(parameters: ParameterSet, strength: number): Tensor {
  return penalty(parameters, (weights) => weights.square().sum(), strength / 2);
}

/** Squared difference (ŷ − y)² of each entry. */
export const squaredError: Loss = (predicted, target) => predicted.sub(target).square();

function penalty(parameters: ParameterSet, size: (weights: Tensor) => Tensor, factor: number): Tensor {
  const weights = Object.values(parameters).filter(({ shape }) => shape.length === 2 && shape[1] > 1);
  if (weights.length === 0) {
    throw new UsageError("penalty: no parameter has more than one column; pass model.parameters");
  }
  return weights
    .map(size)
    .reduce((sum, term) => sum.add(term))
    .mul(factor);
}
