/** @file A small network's sizes, batches for it, and whether two models have learned the same. */

import { expect } from "vitest";
import { distance } from "../../kernel-lib/autodiff/check.js";
import type { Examples } from "../../kernel-lib/data/examples.js";
import { fromData, type Layer, type Tensor } from "../../kernel-lib/index.js";
import { learned } from "../../kernel-lib/nn/layers.js";
import { uniform } from "../../kernel-lib/tensor/random.js";

/** Inputs, hidden units and classes. */
export const SIZES = [9, 7, 3] as const;

/** So many examples, each of one class. */
export function batchOf(count: number, seed: number, precision: "float32" | "float64"): Examples {
  const kind = precision === "float32" ? Float32Array : Float64Array;
  const X = uniform([SIZES[0], count], { seed, low: 0, high: 1 });
  const Y = new kind(SIZES[2] * count);
  for (let at = 0; at < count; at++) Y[((at + seed) % SIZES[2]) * count + at] = 1;
  return { X: fromData(kind.from(X.data), X.shape), Y: fromData(Y, [SIZES[2], count]) };
}

/** Expects parameters and statistics of the same names, and so near to each other. */
export function expectAlike(model: Layer, twin: Layer, digits: number): void {
  const got = learned(model);
  for (const [key, expected] of Object.entries<Tensor>(learned(twin))) {
    expect(got[key].name).toEqual(expected.name);
    expect(distance(got[key], expected), key).toBeLessThan(digits);
  }
}
