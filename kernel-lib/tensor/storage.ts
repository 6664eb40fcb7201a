/** @file Where the numbers of new tensors are kept. */

import type { Numbers } from "./tensor.js";

/** Storage of another kind for a while: see `compute/arena.ts`. */
export type Supply = (size: number, single: boolean) => Numbers | undefined;

let supply: Supply | undefined;

/** Storage for so many numbers in float32 or float64; what it holds is not said. */
export function storage(size: number, single: boolean): Numbers {
  const supplied = supply?.(size, single);
  if (supplied !== undefined) return supplied;
  return single ? new Float32Array(size) : new Float64Array(size);
}

/** Runs `compute` with storage from `from`, as far as that gives any. */
export function suppliedBy<Result>(from: Supply | undefined, compute: () => Result): Result {
  const before = supply;
  supply = from;
  try {
    return compute();
  } finally {
    supply = before;
  }
}
