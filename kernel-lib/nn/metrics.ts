/** @file Metrics: how often predictions are right, and in which way they are wrong. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import { shapeText } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { requireTargets } from "./losses.js";

/**
 * The share of entries on the right side of the threshold, from 0 to 1; targets are 0 or 1. The threshold is 0.5
 * for probabilities and 0 for logits.
 */
export function accuracy(predicted: Tensor, target: Tensor, { threshold = 0.5 } = {}): number {
  requireTargets(predicted, target);
  const { size } = predicted;
  let right = 0;
  for (let i = 0; i < size; i++) if (predicted.data[i] > threshold === target.data[i] > 0.5) right++;
  return right / size;
}

/** The class of each example: the row of the largest entry in each column, the first of equal ones. */
export function classes({ data, shape }: Tensor): Int32Array {
  if (shape.length !== 2 || shape[0] === 0) {
    throw new ShapeError(`classes: got shape ${shapeText(shape)}; give scores of shape [classes, examples]`);
  }
  const [rows, count] = shape;
  return Int32Array.from({ length: count }, (_, example) => {
    let best = 0;
    for (let row = 1; row < rows; row++) {
      if (data[row * count + example] > data[best * count + example]) best = row;
    }
    return best;
  });
}

/**
 * Targets for classes: column i has a 1 in the row of the label of example i and 0 elsewhere, shape [classes,
 * examples]. Labels are a list, or a tensor such as `imageExamples(train).Y`.
 * @throws UsageError if a label is not a whole number from 0 to classes − 1.
 */
export function oneHot(given: ArrayLike<number> | Tensor, count: number): Tensor {
  const labels = given instanceof Tensor ? given.data : given;
  const data = new Float64Array(count * labels.length);
  for (let example = 0; example < labels.length; example++) {
    const label = labels[example];
    if (!Number.isInteger(label) || label < 0 || label >= count) {
      throw new UsageError(`oneHot: the label ${label} is none of ${count} classes, 0 to ${count - 1}`);
    }
    data[label * labels.length + example] = 1;
  }
  return new Tensor(data, [count, labels.length]);
}

/** The share of examples whose class is the target's; both of shape [classes, examples]. */
export function classAccuracy(predicted: Tensor, target: Tensor): number {
  const counts = confusionMatrix(predicted, target);
  const [size] = counts.shape;
  let right = 0;
  for (let k = 0; k < size; k++) right += counts.data[k * size + k];
  return right / predicted.shape[1];
}

/** How many examples of each class (row) were taken for each class (column), shape [classes, classes]. */
export function confusionMatrix(predicted: Tensor, target: Tensor): Tensor {
  const [found, wanted] = [classes(predicted), classes(target)];
  const [size] = predicted.shape;
  if (found.length !== wanted.length || size !== target.shape[0]) {
    throw new ShapeError(
      `confusionMatrix: predictions have shape ${shapeText(predicted.shape)}, targets ${shapeText(target.shape)}; they must be the same`,
    );
  }
  const counts = new Float64Array(size * size);
  found.forEach((column, example) => counts[wanted[example] * size + column]++);
  return new Tensor(counts, [size, size]);
}

/** A receiver operating characteristic: both rates as the threshold falls from ∞, and the area below the curve. */
export interface RocCurve {
  readonly falsePositiveRates: readonly number[];
  readonly truePositiveRates: readonly number[];
  readonly area: number;
}

/**
 * The curve of scores against targets 0 or 1; examples of equal score are passed at once.
 * @throws UsageError if one of both kinds of target is missing.
 */
export function rocCurve(scores: Tensor, target: Tensor): RocCurve {
  requireTargets(scores, target);
  const { size } = scores;
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => scores.data[b] - scores.data[a]);
  const positives = order.filter((i) => target.data[i] > 0.5).length;
  if (positives === 0 || positives === size) {
    throw new UsageError(
      `rocCurve: ${positives} of ${size} targets are positive; both kinds are needed for its rates`,
    );
  }
  const [falseRates, trueRates] = [[0], [0]];
  let [hits, area] = [0, 0];
  order.forEach((i, place) => {
    if (target.data[i] > 0.5) hits++;
    if (place + 1 < size && scores.data[order[place + 1]] === scores.data[i]) return;
    const [x, y] = [(place + 1 - hits) / (size - positives), hits / positives];
    area += ((x - falseRates[falseRates.length - 1]) * (y + trueRates[trueRates.length - 1])) / 2;
    falseRates.push(x);
    trueRates.push(y);
  });
  return { falsePositiveRates: falseRates, truePositiveRates: trueRates, area };
}
