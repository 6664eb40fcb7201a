/** @file Making tensors from plain numbers. */

import { ShapeError, UsageError } from "./errors.js";
import { shapeText, sizeOf, type Shape } from "./shape.js";
import { Tensor, type Nested, type Numbers } from "./tensor.js";

/** Precision of the entries: float64 unless asked otherwise. */
export type Precision = "float64" | "float32";

/**
 * A tensor from a number or nested arrays: `tensor(2)` is a scalar, `tensor([[1, 2], [3, 4]])` has shape [2, 2].
 *
 * @throws ShapeError if rows differ in length.
 * @throws UsageError if an entry is not a number.
 */
export function tensor(values: Nested, { precision = "float64" }: { precision?: Precision } = {}): Tensor {
  const shape = shapeOfNested(values);
  const entries: number[] = [];
  collect(values, shape, entries);
  return new Tensor(precision === "float32" ? Float32Array.from(entries) : Float64Array.from(entries), shape);
}

/**
 * A tensor over data that are already in row-major order; the array is taken as it is, not copied.
 * @throws ShapeError if the number of entries does not fit the shape.
 */
export function fromData(data: Numbers, shape: Shape): Tensor {
  if (data.length !== sizeOf(shape)) {
    throw new ShapeError(
      `fromData: shape ${shapeText(shape)} holds ${sizeOf(shape)} entries, got ${data.length}; give a shape whose sizes multiply to ${data.length}`,
    );
  }
  return new Tensor(data, shape);
}

/** A tensor with every entry the same. */
export function filled(shape: Shape, value: number): Tensor {
  return new Tensor(new Float64Array(sizeOf(shape)).fill(value), shape);
}

/** A tensor of zeros. */
export function zeros(shape: Shape): Tensor {
  return filled(shape, 0);
}

/** A tensor of ones. */
export function ones(shape: Shape): Tensor {
  return filled(shape, 1);
}

function shapeOfNested(values: Nested): number[] {
  const shape: number[] = [];
  let level: Nested | undefined = values;
  while (Array.isArray(level)) {
    const list: readonly Nested[] = level;
    shape.push(list.length);
    level = list[0];
  }
  return shape;
}

function collect(values: Nested, shape: Shape, into: number[], axis = 0): void {
  if (axis === shape.length) {
    if (typeof values !== "number") {
      throw Array.isArray(values)
        ? raggedError(shape)
        : new UsageError(`tensor: ${typeof values} is not a number; give numbers in nested arrays`);
    }
    into.push(values);
    return;
  }
  if (!Array.isArray(values) || values.length !== shape[axis]) throw raggedError(shape);
  for (const part of values as readonly Nested[]) collect(part, shape, into, axis + 1);
}

function raggedError(shape: Shape): ShapeError {
  return new ShapeError(
    `tensor: the nested arrays are not all of one length, the first ones give ${shapeText(shape)}; give every row the same number of entries`,
  );
}
