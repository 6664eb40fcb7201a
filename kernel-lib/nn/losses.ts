/** @file Loss functions: how far each prediction is from its target, entry by entry. */

import { log, softplus, sub } from "../operations/rows.js";
import { DomainError, ShapeError, UsageError } from "../tensor/errors.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { ParameterSet } from "./parameters.js";

/** From predictions and targets of one shape to the loss of each entry; `mean()` of it is the loss of a batch. */
export interface Loss {
  (predicted: Tensor, target: Tensor): Tensor;
  /** Refuses targets for which the loss means nothing; asked once, before training. */
  readonly requireTargets?: (target: Tensor) => void;
}

/**
 * Binary cross-entropy ℓ = −(y log ŷ + (1 − y) log(1 − ŷ)) of each entry, for probabilities 0 < ŷ < 1.
 * Where ŷ has been rounded to 0 or 1 it is not finite; `bceFromLogits` has no such place.
 */
export const bce: Loss = Object.assign(
  (predicted: Tensor, target: Tensor) =>
    target
      .mul(log(predicted))
      .add(sub(1, target).mul(log(sub(1, predicted))))
      .neg(),
  { requireTargets: requireShares("bce") },
);

/**
 * Binary cross-entropy from z, where ŷ = σ(z): softplus(z) − y z, which is max(z, 0) − y z + log(1 + e^{−|z|}).
 * Finite for every finite z; its derivative is σ(z) − y.
 */
export const bceFromLogits: Loss = Object.assign(
  (logits: Tensor, target: Tensor) => softplus(logits).sub(target.mul(logits)),
  { requireTargets: requireShares("bceFromLogits") },
);

/**
 * Cross-entropy −Σₖ yₖ log softmax(z)ₖ of each example, shape [1, m]: logits and targets of shape [classes, m], a
 * column of targets adding up to 1. Finite for every finite z; its derivative is softmax(z) − y.
 */
export const softmaxCrossEntropy: Loss = Object.assign(
  (logits: Tensor, target: Tensor) => {
    requireTargets(logits, target);
    return target
      .mul(logits.log_softmax({ axis: 0 }))
      .sum({ axis: 0, keepdims: true })
      .neg();
  },
  { requireTargets: requireDistributions },
);

/** λ Σ|θ| over the weights (parameters with more than one column), to be added to a loss that is one number. */
export function l1Penalty(parameters: ParameterSet, strength: number): Tensor {
  return penalty(parameters, (weights) => weights.abs().sum(), strength);
}

/** (λ/2) Σθ² over the weights (parameters with more than one column); its gradient is λθ. */
export function l2Penalty(parameters: ParameterSet, strength: number): Tensor {
  return penalty(parameters, (weights) => weights.square().sum().div(2), strength);
}

/** Squared difference (ŷ − y)² of each entry. */
export const squaredError: Loss = (predicted, target) => predicted.sub(target).square();

/**
 * Targets of another shape than the predictions would be repeated until they fit, and the loss would mean nothing.
 * @throws ShapeError if the shapes differ.
 */
export function requireTargets(predicted: Tensor, target: Tensor): void {
  if (sameShape(predicted.shape, target.shape)) return;
  const [rows, count] = predicted.shape;
  const next =
    target.shape[0] === 1 && target.shape[1] === count
      ? `targets of classes are columns of 0 and 1, as oneHot(labels, ${rows}) makes them`
      : "give one target for each output of each example";
  throw new ShapeError(
    `predictions have shape ${shapeText(predicted.shape)}, targets ${shapeText(target.shape)}; ${next}`,
  );
}

function requireShares(name: string): (target: Tensor) => void {
  return ({ data }) => {
    const at = data.findIndex((value: number) => !(value >= 0 && value <= 1));
    if (at < 0) return;
    throw new DomainError(
      `${name}: the target ${data[at]} at entry ${at} is none; targets are from 0 to 1, and softmaxCrossEntropy with oneHot takes more than two classes`,
    );
  };
}

/** How far the sum of a column may be from 1: what rounding to float32 leaves of it. */
const SUM_TOLERANCE = 1e-4;

function requireDistributions({ data, shape: [rows, count] }: Tensor): void {
  for (let example = 0; example < count; example++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const share = data[row * count + example];
      // Not a number compares with nothing, so that the sum below refuses it.
      sum += share >= 0 ? share : NaN;
    }
    if (Math.abs(sum - 1) <= SUM_TOLERANCE) continue;
    throw new DomainError(
      `softmaxCrossEntropy: the targets of example ${example} are no shares ≥ 0 that add up to 1; oneHot(labels, ${rows}) makes targets of classes`,
    );
  }
}

function penalty(parameters: ParameterSet, size: (weights: Tensor) => Tensor, strength: number): Tensor {
  if (!(strength >= 0 && Number.isFinite(strength))) {
    throw new UsageError(`penalty: the strength is ${strength}; give a number ≥ 0, such as 1e-4`);
  }
  const weights = Object.values(parameters).filter(({ shape }) => shape.length === 2 && shape[1] > 1);
  if (weights.length === 0) {
    throw new UsageError("penalty: no parameter has more than one column; pass model.parameters");
  }
  return weights
    .map(size)
    .reduce((sum, term) => sum.add(term))
    .mul(strength);
}
