/** @file The matrix product of big matrices, through the machine. */

import type { Numbers } from "../tensor/tensor.js";
import { sharedMachine } from "./engine.js";
import { spaceFor, type Machine } from "./machine.js";
import { worthSkippingAgain } from "./zeros.js";

/** A matrix as it lies in memory: row-major; `turned` means its transpose. */
export interface Matrix {
  readonly data: Numbers;
  readonly rows: number;
  readonly columns: number;
  readonly turned: boolean;
}

/** Products of fewer multiplications are done sooner by plain loops. */
const WORTHWHILE = 4096;

/**
 * The product of two matrices, row-major; transposes are read in place. Undefined where plain loops are to do it:
 * for small matrices, mixed precisions, or where no machine can hold them.
 */
export function matrixProduct(left: Matrix, right: Matrix, given?: Machine): Numbers | undefined {
  const [rows, inner] = left.turned ? [left.columns, left.rows] : [left.rows, left.columns];
  const columns = right.turned ? right.rows : right.columns;
  const single = left.data instanceof Float32Array;
  if (rows * inner * columns < WORTHWHILE || single !== right.data instanceof Float32Array) return undefined;
  const machine = given ?? sharedMachine(spaceFor([rows * inner, inner * columns, rows * columns], single));
  if (machine === undefined) return undefined;
  const { shelf } = machine;
  shelf.clear();
  const [a, b, c] = [shelf.copy(left.data), shelf.copy(right.data), shelf.take(rows * columns, single)];
  const { product, skipping } = machine.kernels(single);
  const read = { shape: [right.rows, right.columns], turned: right.turned };
  const skips = !left.turned && worthSkippingAgain(right.data, read, { rows, build: machine.build });
  const kernel = skips ? skipping : product;
  kernel(
    ...[rows, columns, inner],
    ...[a.byteOffset, ...steps(left), b.byteOffset, ...steps(right), c.byteOffset],
  );
  return c.slice();
}

/** How far apart in bytes neighbours of a column and of a row are. */
function steps({ data, columns, turned }: Matrix): [number, number] {
  const size = data.BYTES_PER_ELEMENT;
  return turned ? [size, columns * size] : [columns * size, size];
}
