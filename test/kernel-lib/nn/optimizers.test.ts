/** @file Optimizers against their formulas worked by hand, schedules, and clipped gradients. */

import { describe, expect, it } from "vitest";
import {
  adam,
  adamW,
  clipped,
  cosineDecay,
  fromData,
  gradientDescent,
  momentum,
  nesterov,
  normal,
  rmsProp,
  stepDecay,
  tensor,
  warmUp,
  type Optimizer,
  type Tensor,
} from "../../../kernel-lib/index.js";

function drawn(seed: number, precision: "float32" | "float64"): Tensor {
  const { data, shape } = normal([40, 30], { seed });
  return precision === "float32" ? fromData(Float32Array.from(data), shape) : fromData(data, shape);
}

/** The rows of a matrix, each a parameter of its own. */
function rowsOf({ data, shape: [rows, columns] }: Tensor): Record<string, Tensor> {
  return Object.fromEntries(
    Array.from({ length: rows }, (_, row) => [
      `row ${row}`,
      fromData(data.slice(row * columns, (row + 1) * columns), [columns]),
    ]),
  );
}

/** θ after each of three updates from θ = 1, with the gradients 0.5, −1 and 2. */
function path(optimizer: Optimizer): number[] {
  let theta = tensor(1);
  return [0.5, -1, 2].map((gradient) => {
    theta = optimizer({ theta }, { theta: tensor(gradient) }).theta;
    return theta.item();
  });
}

describe("an optimizer", () => {
  it.each<[string, Optimizer, number[]]>([
    ["gradient descent", gradientDescent(0.1), [0.95, 1.05, 0.85]],
    // v = 0.5, −0.55, 1.505
    ["momentum", momentum(0.1), [0.95, 1.005, 0.8545]],
    // dθ + 0.9 v = 0.95, −1.495, 3.3545
    ["Nesterov's momentum", nesterov(0.1), [0.905, 1.0545, 0.71905]],
    // s = 0.125, 0.5625, 2.28125 with ρ = 0.5
    ["RMSProp", rmsProp(0.1, { beta2: 0.5, epsilon: 0 }), [0.858578643763, 0.991911977096, 0.85949503492]],
    // The first update of Adam is α, whatever the gradient's size.
    ["Adam", adam(0.1, { beta1: 0, beta2: 0, epsilon: 0 }), [0.9, 1, 0.9]],
    ["AdamW", adamW(0.1, { beta1: 0, beta2: 0, epsilon: 0, weightDecay: 0.5 }), [0.85, 0.9075, 0.762125]],
  ])("follows its formula: %s", (_, optimizer, expected) => {
    path(optimizer).forEach((theta, at) => {
      expect(theta).toBeCloseTo(expected[at], 10);
    });
  });

  it("corrects the running means of Adam for their start", () => {
    // Second update: mean (0.9·0.05 − 0.1)/(1 − 0.81), squares (0.999·0.00025 + 0.001)/(1 − 0.998001).
    const second = 0.9 - (0.1 * (-0.055 / 0.19)) / Math.sqrt(0.00124975 / 0.001999);
    expect(path(adam(0.1, { epsilon: 0 }))[1]).toBeCloseTo(second, 12);
  });

  it("stays in the precision of the parameters", () => {
    const theta = tensor([1, 2], { precision: "float32" });
    for (const optimizer of [momentum(0.1), rmsProp(0.1), adamW(0.1)]) {
      expect(optimizer({ theta }, { theta }).theta.data).toBeInstanceOf(Float32Array);
    }
  });

  it.each([
    ["gradient descent", () => gradientDescent(cosineDecay(0.1, { steps: 20, lowest: 0.01 }))],
    ["momentum", () => momentum(0.1)],
    ["Nesterov's momentum", () => nesterov(0.1)],
    ["RMSProp", () => rmsProp(0.1)],
    ["Adam", () => adam(0.1)],
    ["AdamW", () => adamW(0.1)],
  ] as const)("gives a big parameter what it gives its parts, to the bit: %s", (_, made) => {
    for (const precision of ["float32", "float64"] as const) {
      const gradients = Array.from({ length: 8 }, (__, seed) => drawn(seed, precision));
      const start = drawn(9, precision);
      const [whole, inParts] = [made(), made()];
      let theta = start;
      let rows = rowsOf(start);
      for (const gradient of gradients) {
        theta = whole({ theta }, { theta: gradient }).theta;
        rows = inParts(rows, rowsOf(gradient));
      }
      expect(theta.data.some(Number.isNaN)).toBe(false);
      expect(Object.values(rows).flatMap(({ data }) => Array.from(data))).toEqual(Array.from(theta.data));
    }
  });

  it("takes gradients that are scaled down together where they are too long", () => {
    const [a, b] = [tensor([3]), tensor([4])];
    const step = clipped(gradientDescent(1), 1)({ a, b }, { a, b });
    expect([step.a.data[0], step.b.data[0]]).toEqual([expect.closeTo(2.4, 12), expect.closeTo(3.2, 12)]);
    const short = clipped(gradientDescent(1), 10)({ a, b }, { a, b });
    expect([short.a.data[0], short.b.data[0]]).toEqual([0, 0]);
  });

  it("refuses rates and shares that are none", () => {
    expect(() => adam(NaN)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: adam: the learning rate is NaN; give a number > 0, such as 0.1]`,
    );
    expect(() => momentum(0.1, { momentum: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: momentum: a running mean keeps a share of 1; give a number from 0 to below 1]`,
    );
    expect(() => clipped(gradientDescent(1), 0)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: clipped: the norm is 0; give a number > 0, such as 1]`,
    );
    expect(() => path(gradientDescent((step) => 1 - step))).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: gradientDescent: the learning rate is 0; give a number > 0, such as 0.1]`,
    );
    expect(() => stepDecay(1, { every: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: stepDecay: got 0 updates; give a whole number ≥ 1]`,
    );
  });
});

it.each([
  ["halves step by step", stepDecay(0.8, { every: 2 }), [0.8, 0.8, 0.4, 0.4, 0.2]],
  [
    "falls along a cosine",
    cosineDecay(1, { steps: 4, lowest: 0.2 }),
    [1, 0.882842712, 0.6, 0.317157288, 0.2],
  ],
  ["warms up first", warmUp(stepDecay(0.8, { every: 1 }), 2), [0.4, 0.8, 0.8, 0.4, 0.2]],
])("A schedule %s", (_, schedule, expected) => {
  expected.forEach((rate, step) => {
    expect(schedule(step)).toBeCloseTo(rate, 8);
  });
});

it("An optimizer follows a schedule", () => {
  const followed = path(gradientDescent(stepDecay(0.1, { every: 1 })));
  expect(followed.map((theta) => Number(theta.toFixed(9)))).toEqual([0.95, 1, 0.95]);
});
