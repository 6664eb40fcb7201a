/** @file How training ends, and what it refuses to begin with. */

import { describe, expect, it } from "vitest";
import {
  accuracy,
  bce,
  bceFromLogits,
  fit,
  gradientDescent,
  l2Penalty,
  network,
  oneHot,
  softmaxCrossEntropy,
  squaredError,
  tensor,
  trainerOf,
  xor,
  zeros,
  type Examples,
  type FitOptions,
  type FitProgress,
} from "../../../kernel-lib/index.js";

const X = tensor([
  [0, 0, 1, 1],
  [0, 1, 0, 1],
]);
const labels = tensor([[0, 1, 2, 0]]);

describe("early stopping goes back to the lowest loss of the test examples", () => {
  const how = { loss: bceFromLogits, test: xor(), patience: 100 };

  async function ended(options: Pick<FitOptions, "epochs" | "learningRate" | "batchSize" | "signal">) {
    const model = network([2, 3, 1], { seed: 1, output: null });
    let last: FitProgress | undefined;
    for await (const progress of fit(model, xor(), { ...how, seed: 1, ...options })) last = progress;
    const { testLosses = [], backTo = NaN, step = NaN } = last ?? {};
    const loss = bceFromLogits(model.forward(how.test.X), how.test.Y).mean().item();
    return { testLosses, backTo, step, loss };
  }

  it("where the epochs are over", async () => {
    const { testLosses, backTo, loss } = await ended({ epochs: 4, learningRate: 50 });
    expect(testLosses).toHaveLength(5);
    expect(backTo).toBeLessThan(4);
    expect(loss).toBe(testLosses[backTo]);
    expect(loss).toBe(Math.min(...testLosses));
  });

  it("where training is told to stop within an epoch", async () => {
    const stop = new AbortController();
    const learningRate = gradientDescent((step) => {
      if (step === 9) stop.abort();
      return 0.5;
    });
    const { testLosses, backTo, step, loss } = await ended({
      epochs: 10,
      batchSize: 1,
      learningRate,
      signal: stop.signal,
    });
    expect([step, testLosses.length]).toEqual([10, 3]);
    expect(loss).toBe(testLosses[backTo]);
    expect(loss).toBe(Math.min(...testLosses));
  });
});

describe("fit refuses", () => {
  const begin = (sizes: readonly number[], data: Examples, options: Partial<FitOptions> = {}) =>
    fit(network(sizes, { seed: 1, output: null }), data, {
      loss: bceFromLogits,
      epochs: 1,
      learningRate: 0.1,
      seed: 1,
      ...options,
    }).next();

  it("labels where each class has an output", async () => {
    for (const loss of [squaredError, bceFromLogits]) {
      await expect(begin([2, 3], { X, Y: tensor([[0, 1, 1, 0]]) }, { loss })).rejects.toThrow(
        /predictions have shape \[3, 4\], targets \[1, 4\]; .*oneHot\(labels, 3\)/,
      );
    }
    expect(() => softmaxCrossEntropy(zeros([3, 4]), labels)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: predictions have shape [3, 4], targets [1, 4]; targets of classes are columns of 0 and 1, as oneHot(labels, 3) makes them]`,
    );
    expect(() => accuracy(zeros([3, 4]), labels)).toThrow("oneHot(labels, 3)");
    const trainer = trainerOf(network([2, 3], { seed: 1 }), { loss: bce, optimizer: gradientDescent(1) });
    expect(() => trainer.step({ X, Y: labels })).toThrow("oneHot(labels, 3)");
  });

  it("targets that the loss does not know", async () => {
    await expect(begin([2, 1], { X, Y: labels })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[DomainError: bceFromLogits: the target 2 at entry 2 is none; targets are from 0 to 1, and softmaxCrossEntropy with oneHot takes more than two classes]`,
    );
    const test = { X, Y: tensor([[0, 1, NaN, 0]]) };
    await expect(begin([2, 1], xor(), { loss: bce, test })).rejects.toThrow("bce: the target NaN at entry 2");
    const twice = oneHot(labels, 3).add(oneHot([0, 0, 0, 1], 3));
    const loss = softmaxCrossEntropy;
    await expect(begin([2, 3], { X, Y: twice }, { loss })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[DomainError: softmaxCrossEntropy: the targets of example 0 are no shares ≥ 0 that add up to 1; oneHot(labels, 3) makes targets of classes]`,
    );
    const single = oneHot(labels, 3)
      .mul(0.9)
      .add(0.1 / 3);
    await expect(begin([2, 3], { X, Y: single }, { loss })).resolves.toMatchObject({ done: false });
  });

  it("examples that do not fit the model, or none", async () => {
    await expect(begin([3, 1], xor())).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: dense: x has shape [2, 4], but W1 takes 3 inputs; give x 3 rows and a column per example]`,
    );
    const none = { X: zeros([2, 0]), Y: zeros([1, 0]) };
    await expect(begin([2, 1], none)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[UsageError: fit: there are no examples; give X and Y at least one column, for one example]`,
    );
    await expect(begin([2, 1], xor(), { test: none })).rejects.toThrow("fit: there are no examples");
  });

  it.each([0, -2, 1.5, NaN])("batches of %d", async (batchSize) => {
    await expect(begin([2, 1], xor(), { batchSize })).rejects.toThrow(
      `fit: batches of ${batchSize} examples; give a whole number ≥ 1, such as 32`,
    );
  });

  it.each([-1, NaN, Infinity])("a penalty of %d", (strength) => {
    expect(() => l2Penalty({ W: X }, strength)).toThrow(`penalty: the strength is ${strength}; give`);
  });
});
