/** @file Shapes: sizes per axis, how they are read and how two of them broadcast. */

import { ShapeError } from "./errors.js";

/** Sizes per axis; `[]` is a scalar, `[3, 2]` a matrix of 3 rows and 2 columns. */
export type Shape = readonly number[];

/** Number of entries of a tensor of this shape: the product of its sizes, 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let product = 1;
  for (const size of shape) product *= size;
  return product;
}

/** Row-major steps per axis: how far apart neighbours along each axis lie in the data. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** Whether two shapes have the same sizes in the same order. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** A shape as the messages print it: `[3, 2]`. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * The shape that two operands share after broadcasting, or `undefined` where they do not fit: aligned at the
 * right, sizes must be equal or 1, and 1 stretches (NumPy's rule).
 */
export function broadcast(a: Shape, b: Shape): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const result = new Array<number>(rank);
  for (let axis = 0; axis < rank; axis++) {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    result[axis] = left === 1 ? right : left;
  }
  return result;
}

/**
 * The axes along which `small` was stretched to reach `large`, counted in `large`.
 * An axis that `small` does not have counts as stretched even where its size is 1.
 */
export function stretchedAxes(small: Shape, large: Shape): number[] {
  const missing = large.length - small.length;
  return large.flatMap((size, axis) =>
    axis < missing || (small[axis - missing] === 1 && size !== 1) ? [axis] : [],
  );
}

/**
 * An axis counted from the front; −1 is the last one.
 * @throws ShapeError if the tensor has no such axis.
 */
export function resolveAxis(axis: number, shape: Shape, operation: string): number {
  const resolved = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= shape.length) {
    throw new ShapeError(
      `${operation}: there is no axis ${axis} in ${shapeText(shape)}; axes are counted from 0 to ${shape.length - 1}`,
    );
  }
  return resolved;
}
