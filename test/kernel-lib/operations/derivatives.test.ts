/** @file Every row's derivatives against central differences, to second order, at the uses that the row itself names. */

import { describe, expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import { sweep } from "../../../kernel-lib/autodiff/sweep.js";
import { ancestors } from "../../../kernel-lib/autodiff/trace.js";
import { fromData, Tensor, zeros } from "../../../kernel-lib/index.js";
import { table } from "../../../kernel-lib/operations/methods.js";
import { apply } from "../../../kernel-lib/tensor/apply.js";
import type { Operation, Sample } from "../../../kernel-lib/tensor/operation.js";
import { random, uniform, type Random } from "../../../kernel-lib/tensor/random.js";

type Point = readonly Tensor[];

const SEED = 20;
const STEP = 1e-3;
const FIRST_ORDER = 1e-9;
const SECOND_ORDER = 1e-8;

const uses = [...table.values()].flatMap((row) =>
  row.samples.map((sample) => ({ name: row.name, written: JSON.stringify(sample), row, sample })),
);

describe("the derivatives of a row", () => {
  it.each(uses)("are what central differences measure: $name at $written", ({ row, sample }) => {
    const { at, weight } = draw(row, sample);
    const number = (inputs: Point): Tensor => weighted(apply(row, inputs, sample.settings), weight);
    at.forEach((_, which) => {
      const rule = derivative(number(at), at[which]);
      expect(rule.shape).toEqual(at[which].shape);
      expect(distance(rule, measured(number, at, which))).toBeLessThan(FIRST_ORDER);
    });
  });

  it.each(uses)("have derivatives themselves, as measured: $name at $written", ({ row, sample }) => {
    const { at, weight, second } = draw(row, sample);
    const number = (inputs: Point): Tensor => {
      const first = weighted(apply(row, inputs, sample.settings), weight);
      return inputs
        .map((input, which) => weighted(derivative(first, input), second[which]))
        .reduce((sum, term) => sum.add(term));
    };
    at.forEach((_, which) => {
      expect(distance(derivative(number(at), at[which]), measured(number, at, which))).toBeLessThan(
        SECOND_ORDER,
      );
    });
  });
});

/** A seeded point in the row's domain, and weights for its output and for each gradient. */
function draw(row: Operation, { shapes, settings, data }: Sample) {
  const seed = random(SEED);
  const at = shapes.map((shape, which) =>
    data === undefined
      ? uniform(shape, { seed, ...row.domain[which] })
      : fromData(Float64Array.from(data[which]), shape),
  );
  const weights = (like: Tensor, from: Random) => uniform(like.shape, { seed: from, low: 0.5, high: 1.5 });
  return {
    at,
    weight: weights(apply(row, at, settings), seed),
    second: at.map((input) => weights(input, seed)),
  };
}

function weighted(values: Tensor, weight: Tensor): Tensor {
  return values.mul(weight).sum();
}

/** By the rules; zero where the result does not depend on the input at all. */
function derivative(result: Tensor, input: Tensor): Tensor {
  if (!ancestors(result).includes(input)) return zeros(input.shape);
  return sweep(result, [input], { operation: "test" }).get(input) ?? zeros(input.shape);
}

/** Fourth-order central differences of a computation that is done anew at every point. */
function measured(number: (inputs: Point) => Tensor, at: Point, which: number): Tensor {
  const moved = (entry: number, change: number): number => {
    const data = Float64Array.from(at[which].data);
    data[entry] += change;
    return number(at.with(which, new Tensor(data, at[which].shape))).item();
  };
  const slopes = Float64Array.from({ length: at[which].size }, (_, entry) => {
    const near = moved(entry, STEP) - moved(entry, -STEP);
    const far = moved(entry, 2 * STEP) - moved(entry, -2 * STEP);
    return (8 * near - far) / (12 * STEP);
  });
  return new Tensor(slopes, at[which].shape);
}
