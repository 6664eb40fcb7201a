/** @file Pullbacks that are done at once, against the formulas of their rows: the very numbers. */

import { describe, expect, it } from "vitest";
import { fromData, type Tensor } from "../../../kernel-lib/index.js";
import { table } from "../../../kernel-lib/operations/methods.js";
import { apply, untraced } from "../../../kernel-lib/tensor/apply.js";
import { random, type Random } from "../../../kernel-lib/tensor/random.js";
import { sizeOf, type Shape } from "../../../kernel-lib/tensor/shape.js";

const ODD = [NaN, Infinity, -Infinity, 0, -0, 1e-40, 800, -800];
const SHAPES: readonly Shape[] = [[], [0], [7], [3, 5], [40, 20]];
const PRECISIONS = ["float64", "float32"] as const;
/** Inputs and the gradient that arrives may come in different ones. */
const PAIRS = PRECISIONS.flatMap((inputs) => PRECISIONS.map((gradient) => ({ inputs, gradient })));

const uses = [...table.values()].flatMap((row) => {
  const samples = row.elementwise
    ? SHAPES.map((shape) => ({ shapes: [shape], settings: {} }))
    : row.samples.map(({ shapes, settings = {} }) => ({ shapes, settings }));
  return (row.compute?.pullbacks ?? []).map((fast, which) => ({
    name: row.name,
    row,
    fast,
    which,
    samples,
  }));
});

describe.each(PAIRS)("for inputs in $inputs and a gradient in $gradient", (precisions) => {
  it.each(uses)("$name, input $which: has the numbers of its formula", ({ row, fast, which, samples }) => {
    const seed = random(11);
    const done = samples.filter(({ shapes, settings }) => {
      const inputs = shapes.map((shape) => drawn(shape, precisions.inputs, seed));
      const output = apply(row, inputs, settings);
      const gradient = drawn(output.shape, precisions.gradient, seed);
      const application = { gradient, inputs, output, settings };
      const found = untraced(() => fast(application));
      if (found === undefined) return false;
      const { data, shape } = untraced(() => row.pullbacks[which](application));
      expect({ data: found.data, shape: found.shape }).toEqual({ data, shape });
      return true;
    });
    if (precisions.inputs === "float64" && precisions.gradient === "float64") expect(done).not.toEqual([]);
  });
});

function drawn(shape: Shape, precision: (typeof PRECISIONS)[number], seed: Random): Tensor {
  const entry = (): number => (seed.uniform() < 0.2 ? ODD[seed.integer(ODD.length)] : 4 * seed.uniform() - 2);
  const entries = Array.from({ length: sizeOf(shape) }, entry);
  return fromData(precision === "float32" ? Float32Array.from(entries) : Float64Array.from(entries), shape);
}
