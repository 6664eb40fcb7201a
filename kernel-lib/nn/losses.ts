/** @file Loss functions: how far each prediction is from its target, entry by entry. */

import { log, softplus, sub } from "../operations/rows.js";
import type { Tensor } from "../tensor/tensor.js";

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

/** Squared difference (ŷ − y)² of each entry. */
export const squaredError: Loss = (predicted, target) => predicted.sub(target).square();

/**
 * The share of entries on the right side of the threshold, from 0 to 1; targets are 0 or 1. The threshold is 0.5
 * for probabilities and 0 for logits.
 */
export function accuracy(predicted: Tensor, target: Tensor, { threshold = 0.5 } = {}): number {
  // The difference refuses shapes that do not fit.
  const { size } = predicted.sub(target);
  let right = 0;
  for (let i = 0; i < size; i++) if (predicted.data[i] > threshold === target.data[i] > 0.5) right++;
  return right / size;
}
