/** @file The matrix product of big matrices, through the machine. */

import type { Numbers } from "../tensor/tensor.js";
import { storage } from "../tensor/storage.js";
import { sharedMachine } from "./engine.js";
import { Machine } from "./machine.js";

/** A matrix as it lies in memory: row-major; `turned` means its transpose. */
export interface Matrix {
  readonly data: Numbers;
  readonly rows: number;
  readonly columns: number;
  readonly turned?: boolean;
}

/** Products of fewer multiplications are done sooner by plain loops. */
const WORTHWHILE = 4096;

/**
 * The product of two matrices, row-major; transposes are read in place. Undefined where plain loops are to do it:
 * for small matrices, mixed precisions, or where this engine has no vectors.
 */
export function matrixProduct(left: Matrix, right: Matrix): Numbers | undefined {
  const [rows, inner] = left.turned === true ? [left.columns, left.rows] : [left.rows, left.columns];
  const columns = right.turned === true ? right.rows : right.columns;
  const single = left.data instanceof Float32Array;
  if (rows * inner * columns < WORTHWHILE || single !== right.data instanceof Float32Array) return undefined;
  const into = storage(rows * columns, single);
  const done = run({ left, right, into }, (machine, [a, b, c]) => {
    const sizes = [rows, columns, inner];
    machine
      .kernels(single)
      .product(...sizes, a.byteOffset, ...steps(left), b.byteOffset, ...steps(right), c.byteOffset);
  });
  return done ? into : undefined;
}

interface Product {
  readonly left: Matrix;
  readonly right: Matrix;
  readonly into: Numbers;
}

/** Runs a kernel where all its arrays are in one memory: in theirs, or in the shared one on copies. */
function run(
  { left, right, into }: Product,
  kernel: (machine: Machine, arrays: readonly [Numbers, Numbers, Numbers]) => void,
): boolean {
  const machine = Machine.of(into) ?? sharedMachine();
  if (machine === undefined) return false;
  const shelf = machine.spare();
  const here = (data: Numbers, copied: boolean): Numbers | undefined => {
    if (data.buffer === machine.buffer) return data;
    const copy = shelf.take(data.length, data instanceof Float32Array);
    if (copied) copy?.set(data);
    return copy;
  };
  const [a, b, c] = [here(left.data, true), here(right.data, true), here(into, false)];
  if (a === undefined || b === undefined || c === undefined) return false;
  kernel(machine, [a, b, c]);
  if (c !== into) into.set(c);
  return true;
}

/** How far apart in bytes neighbours of a column and of a row are. */
function steps({ data, columns, turned }: Matrix): [number, number] {
  const size = data.BYTES_PER_ELEMENT;
  return turned === true ? [size, columns * size] : [columns * size, size];
}
