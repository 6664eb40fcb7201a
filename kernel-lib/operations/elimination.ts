/** @file Gaussian elimination with row exchanges: determinants and inverses of square matrices. */

import { DomainError, ShapeError } from "../tensor/errors.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";

/** Sides of a square matrix. @throws ShapeError if it is not one. */
export function squareSide({ shape }: Tensor, operation: string): number {
  if (shape.length === 2 && shape[0] === shape[1]) return shape[0];
  throw new ShapeError(
    `${operation}: needs a square matrix, got shape ${shapeText(shape)}; give one with as many rows as columns`,
  );
}

/** Determinant, 0 for a singular matrix. */
export function determinant(x: Tensor, operation: string): number {
  const side = squareSide(x, operation);
  const rows = Float64Array.from(x.data);
  let product = 1;
  for (let column = 0; column < side; column++) {
    const pivot = largestBelow(rows, column, side);
    if (rows[pivot * side + column] === 0) return 0;
    if (pivot !== column) {
      exchange(rows, { from: pivot, to: column, width: side });
      product = -product;
    }
    product *= rows[column * side + column];
    clear(rows, { column, first: column + 1, height: side, width: side });
  }
  return product;
}

/** Inverse. @throws DomainError if the matrix is singular. */
export function inverse(x: Tensor, operation: string): Float64Array {
  const side = squareSide(x, operation);
  const width = 2 * side;
  const rows = new Float64Array(side * width);
  for (let row = 0; row < side; row++) {
    rows.set(x.data.subarray(row * side, (row + 1) * side), row * width);
    rows[row * width + side + row] = 1;
  }
  for (let column = 0; column < side; column++) {
    const pivot = largestBelow(rows, column, side, width);
    const value = rows[pivot * width + column];
    if (value === 0) {
      throw new DomainError(
        `${operation}: the matrix is singular, its determinant is 0; its columns must be independent`,
      );
    }
    exchange(rows, { from: pivot, to: column, width });
    for (let k = 0; k < width; k++) rows[column * width + k] /= value;
    clear(rows, { column, first: 0, height: side, width });
  }
  return Float64Array.from({ length: side * side }, (_, at) => {
    return rows[Math.floor(at / side) * width + side + (at % side)];
  });
}

function largestBelow(rows: Float64Array, column: number, side: number, width = side): number {
  let best = column;
  for (let row = column + 1; row < side; row++) {
    if (Math.abs(rows[row * width + column]) > Math.abs(rows[best * width + column])) best = row;
  }
  return best;
}

function exchange(
  rows: Float64Array,
  { from, to, width }: { from: number; to: number; width: number },
): void {
  if (from === to) return;
  const kept = rows.slice(from * width, (from + 1) * width);
  rows.copyWithin(from * width, to * width, (to + 1) * width);
  rows.set(kept, to * width);
}

interface Clearing {
  readonly column: number;
  readonly first: number;
  readonly height: number;
  readonly width: number;
}

/** Takes multiples of the pivot's row from the others until its column is 0 there. */
function clear(rows: Float64Array, { column, first, height, width }: Clearing): void {
  const pivot = column * width;
  for (let row = first; row < height; row++) {
    const factor = rows[row * width + column] / rows[pivot + column];
    if (row === column || factor === 0) continue;
    for (let k = column; k < width; k++) rows[row * width + k] -= factor * rows[pivot + k];
  }
}
