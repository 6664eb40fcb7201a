/** @file Examples as the course writes them, one per column: from images, split, and in batches. */

import { fromData } from "../tensor/create.js";
import { ShapeError, UsageError } from "../tensor/errors.js";
import { random, type Seed } from "../tensor/random.js";
import { numbersOf, type Numbers, type Tensor } from "../tensor/tensor.js";
import { WHITE, type LabelledImages } from "./dataset.js";

/** Inputs X, shape [features, m], and targets Y, shape [outputs, m]: column i is example i. */
export interface Examples {
  readonly X: Tensor;
  readonly Y: Tensor;
}

/** How images become examples: `positive` is the label whose target is 1; without it a target is the label. */
export interface ImageExampleOptions {
  readonly positive?: number;
}

/** How examples are cut in batches: columns per batch (the last may have fewer), and a seed to shuffle first. */
export interface BatchOptions {
  readonly size: number;
  readonly seed?: Seed;
}

/** How examples are split: the share from 0 to 1 that goes into training, and the seed of the choice. */
export interface SplitOptions {
  readonly share: number;
  readonly seed: Seed;
}

/**
 * Images as columns: X of shape [pixels, m] from 0 (black) to 1 (white), Y of shape [1, m].
 *
 * ```ts
 * const { train } = loadDataset("fashion-mnist", { classes: [0, 9] });
 * const { X, Y } = imageExamples(train, { positive: 9 }); // Y is 1 for an ankle boot
 * ```
 */
export function imageExamples(part: LabelledImages, { positive }: ImageExampleOptions = {}): Examples {
  if (positive !== undefined && !part.labels.includes(positive)) {
    throw new UsageError(`imageExamples: no image has the label ${positive}; choose one that is there`);
  }
  const [count, ...size] = part.images.shape;
  const pixels = size.reduce((product, length) => product * length, 1);
  const X = new Float64Array(pixels * count);
  for (let example = 0; example < count; example++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      X[pixel * count + example] = part.images.data[example * pixels + pixel] / WHITE;
    }
  }
  const target = (label: number): number => (positive === undefined ? label : Number(label === positive));
  return examples(X, Float64Array.from(part.labels, target));
}

/** Examples from the values of X, row by row, and of Y (one row). */
export function examples(X: Float64Array, Y: Float64Array): Examples {
  const count = Y.length;
  return { X: fromData(X, [X.length / count, count]), Y: fromData(Y, [1, count]) };
}

/** The number of examples, m. */
export function exampleCount({ X, Y }: Examples): number {
  if (X.shape.length !== 2 || Y.shape.length !== 2 || X.shape[1] !== Y.shape[1]) {
    throw new ShapeError(
      `examples: X has shape [${X.shape.join(", ")}] and Y [${Y.shape.join(", ")}]; ` +
        "give matrices with one column per example, equally many in both",
    );
  }
  return X.shape[1];
}

/** The examples with these indices, in this order. */
export function pickExamples(from: Examples, indices: ArrayLike<number>): Examples {
  const count = exampleCount(from);
  const strange = Array.from(indices).find(
    (index) => !Number.isInteger(index) || index < 0 || index >= count,
  );
  if (strange !== undefined) {
    throw new UsageError(`pickExamples: no example ${strange}; indices go from 0 to ${count - 1}`);
  }
  return { X: pickColumns(from.X, indices), Y: pickColumns(from.Y, indices) };
}

/** The same examples in random order. */
export function shuffle(from: Examples, seed: Seed): Examples {
  return pickExamples(from, random(seed).permutation(exampleCount(from)));
}

/** Training and test examples, chosen at random; each part keeps at least one. */
export function split(from: Examples, { share, seed }: SplitOptions): { train: Examples; test: Examples } {
  const count = exampleCount(from);
  const cut = Math.round(count * share);
  if (!(cut >= 1 && cut < count)) {
    throw new UsageError(
      `split: a share of ${share} of ${count} examples leaves one part empty; give a share between 0 and 1, such as 0.8`,
    );
  }
  const order = random(seed).permutation(count);
  return { train: pickExamples(from, order.subarray(0, cut)), test: pickExamples(from, order.subarray(cut)) };
}

/** Batches of `size` columns that hold every example once. The same generator as `seed` shuffles anew each time. */
export function batches(from: Examples, { size, seed }: BatchOptions): readonly Examples[] {
  const count = exampleCount(from);
  if (!Number.isInteger(size) || size < 1) {
    throw new UsageError(`batches: the size is ${size}; give a whole number ≥ 1`);
  }
  const order =
    seed === undefined ? Int32Array.from({ length: count }, (_, i) => i) : random(seed).permutation(count);
  return Array.from({ length: Math.ceil(count / size) }, (_, batch) =>
    pickExamples(from, order.subarray(batch * size, (batch + 1) * size)),
  );
}

/** Examples that lie one after the other in memory, and become columns where they are asked for as such. */
export class PickedExamples implements Examples {
  /** `rows` is Xᵀ: row i is example i. */
  constructor(
    readonly rows: Tensor,
    readonly Y: Tensor,
  ) {}

  get X(): Tensor {
    return turned(this.rows);
  }
}

/** Picks from the same examples again and again: all are laid out one after the other first. */
export function examplePicker(from: Examples): (indices: ArrayLike<number>) => PickedExamples {
  const [X, Y] = [from.X, from.Y].map(({ data, shape: [rows, columns] }) => ({
    data: transposed(data, rows, columns),
    features: rows,
  }));
  return (indices) => new PickedExamples(pickRows(X, indices), turned(pickRows(Y, indices)));
}

interface Rows {
  readonly data: Numbers;
  readonly features: number;
}

function pickRows({ data, features }: Rows, indices: ArrayLike<number>): Tensor {
  const picked = numbersOf(features * indices.length, data instanceof Float32Array);
  for (let row = 0; row < indices.length; row++) {
    const from = indices[row] * features;
    picked.set(data.subarray(from, from + features), row * features);
  }
  return fromData(picked, [indices.length, features]);
}

function turned({ data, shape: [rows, columns] }: Tensor): Tensor {
  return fromData(transposed(data, rows, columns), [columns, rows]);
}

/** A matrix with rows and columns exchanged: four rows at once, whose entries come to lie beside each other. */
function transposed(data: Numbers, rows: number, columns: number): Numbers {
  const result = numbersOf(data.length, data instanceof Float32Array);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((next) => (row + next) * columns);
    for (let column = 0, into = row; column < columns; column++, into += rows) {
      result[into] = data[a + column];
      result[into + 1] = data[b + column];
      result[into + 2] = data[c + column];
      result[into + 3] = data[d + column];
    }
  }
  for (; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = data[row * columns + column];
  }
  return result;
}

function pickColumns({ data, shape: [rows, columns] }: Tensor, indices: ArrayLike<number>): Tensor {
  const count = indices.length;
  const picked = numbersOf(rows * count, data instanceof Float32Array);
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < count; place++)
      picked[row * count + place] = data[row * columns + indices[place]];
  }
  return fromData(picked, [rows, count]);
}
