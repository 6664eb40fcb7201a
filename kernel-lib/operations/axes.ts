/** @file What rows that work along an axis share. */

import type { Settings } from "../tensor/operation.js";
import { resolveAxis } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";

/** Which axis is reduced (all of them when left out) and whether it stays with size 1. */
export interface Along {
  readonly axis?: number;
  readonly keepdims?: boolean;
}

/** How many entries fall into one. */
export function count(x: Tensor, { axis }: Settings): number {
  return typeof axis === "number" ? x.shape[axis] : x.size;
}

/** A gradient of a reduction, copied back over the entries that were reduced. */
export function spread(gradient: Tensor, x: Tensor, { axis, keepdims }: Settings): Tensor {
  // A missing first axis is broadcast anyway; any other must be put back with size 1.
  if (typeof axis === "number" && axis > 0 && keepdims !== true) {
    return gradient.reshape(x.shape.map((size, at) => (at === axis ? 1 : size))).expand(x.shape);
  }
  return gradient.expand(x.shape);
}

const ALL: Settings = {};

/** The axis as a row keeps it: counted from the front, left out where all entries are reduced. */
export function axisSettings(operation: string, along: Along | undefined, x: Tensor): Settings {
  if (along === undefined) return ALL;
  const { axis, keepdims } = along;
  return {
    ...(axis !== undefined && { axis: resolveAxis(axis, x.shape, operation) }),
    ...(keepdims === true && { keepdims }),
  };
}
