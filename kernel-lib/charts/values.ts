/** @file What charts take as values: arrays of numbers or tensors, made plain and checked. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import type { Drawn } from "./figure.js";

/** Numbers in a row: an array, a typed array, or a tensor, whose entries are taken in order. */
export type Values = ArrayLike<number> | { readonly data: ArrayLike<number> };

/** Numbers in rows: nested arrays, or a tensor of shape [rows, columns]. */
export type MatrixValues = readonly ArrayLike<number>[] | NumbersWithShape;

/** Numbers with their shape, such as a tensor. */
export interface NumbersWithShape {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** The numbers of a row. */
export function numbersOf(values: Values): ArrayLike<number> {
  return "data" in values ? values.data : values;
}

/**
 * The rows of a matrix.
 * @throws ShapeError if it is not a matrix with at least one entry; `chart` is what the message calls the chart.
 */
export function rowsOf(matrix: MatrixValues, chart: string): readonly ArrayLike<number>[] {
  const rows = "data" in matrix ? cutRows(matrix, chart) : matrix;
  const widths = new Set(Array.from(rows, (row) => row.length));
  if (widths.size !== 1 || widths.has(0)) {
    throw new ShapeError(
      `${chart}: rows of ${[...widths].join(" and ") || "no"} entries; give equally long rows with at least one entry`,
    );
  }
  return rows;
}

function cutRows({ data, shape }: NumbersWithShape, chart: string): readonly ArrayLike<number>[] {
  if (shape.length !== 2) {
    throw new ShapeError(`${chart}: shape [${shape.join(", ")}] is not a matrix; give shape [rows, columns]`);
  }
  const [rows, columns] = shape;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => data[row * columns + column]),
  );
}

/** Smallest and largest finite value; `undefined` if there is none. */
export function extent(values: Iterable<Drawn>): readonly [number, number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}

/**
 * Smallest and largest value.
 * @throws UsageError if no value is finite, so that there is nothing to draw.
 */
export function extentOf(values: Iterable<Drawn>, chart: string): readonly [number, number] {
  const found = extent(values);
  if (found !== undefined) return found;
  throw new UsageError(`${chart}: no finite value to draw; look where the values become NaN or infinite`);
}

/** A value as it is drawn: a gap where it is not finite. */
export function drawn(value: number): Drawn {
  return Number.isFinite(value) ? value : null;
}

/** A count with its noun: `1 point`, `2 points`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
