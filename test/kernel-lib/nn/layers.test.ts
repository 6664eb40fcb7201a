/** @file Dropout and batch normalization: what they do while training and for an answer, and that they are derived like anything else. */

import { describe, expect, it } from "vitest";
import { centralDifferences, distance } from "../../../kernel-lib/autodiff/check.js";
import {
  adam,
  batchNorm,
  bce,
  bceFromLogits,
  dense,
  derive,
  dropout,
  fit,
  gradients,
  l2Penalty,
  moons,
  network,
  normal,
  ones,
  relu,
  sequential,
  sigmoid,
  softmaxCrossEntropy,
  tanh,
  tensor,
  xor,
  type FitOptions,
  type FitProgress,
  type Layer,
} from "../../../kernel-lib/index.js";

const X = normal([3, 40], { seed: 5, mean: 2, deviation: 3 });

describe("dropout", () => {
  it("leaves out its share while training, keeps the mean, and changes nothing for an answer", () => {
    const layer = dropout(0.25, { seed: 1, layer: 2 });
    const input = ones([100, 100]);
    const { data } = layer.forward(input, "training");
    const kinds = new Set(data);
    expect([...kinds].sort()).toEqual([0, 1 / 0.75]);
    expect(data.filter((value) => value === 0).length / 10_000).toBeCloseTo(0.25, 1);
    expect(Array.from(data).reduce((sum, value) => sum + value) / 10_000).toBeCloseTo(1, 1);
    expect(layer.forward(input)).toBe(input);
  });

  it("chooses anew at every call, and the same from the same seed", () => {
    const choose = (): readonly number[][] => {
      const layer = dropout(0.5, { seed: 9 });
      return [1, 2].map(() => Array.from(layer.forward(ones([1, 20]), "training").data));
    };
    expect(choose()).toEqual(choose());
    expect(choose()[0]).not.toEqual(choose()[1]);
  });

  it.each([1, -0.1, NaN])("refuses a share of %d", (share) => {
    expect(() => dropout(share, { seed: 1 })).toThrow("give a number from 0 to below 1");
  });
});

describe("batch normalization", () => {
  it("brings each feature of a batch to mean 0 and variance 1 while training", () => {
    const out = batchNorm(3, { epsilon: 0 }).forward(X, "training");
    for (const value of out.mean({ axis: 1 }).data) expect(value).toBeCloseTo(0, 12);
    for (const value of out.variance({ axis: 1 }).data) expect(value).toBeCloseTo(1, 12);
  });

  it("answers by running statistics, which one batch moves by its share", () => {
    const layer = batchNorm(3, { share: 1, epsilon: 0, layer: 1 });
    expect(Array.from(layer.forward(X).data)).toEqual(Array.from(X.data));
    layer.forward(X, "training");
    const { mu1, v1 } = layer.statistics ?? {};
    expect(Array.from(mu1.data)).toEqual(Array.from(X.mean({ axis: 1 }).data));
    v1.data.forEach((value, row) => {
      expect(value).toBeCloseTo((X.variance({ axis: 1 }).data[row] * 40) / 39, 10);
    });
    const single = tensor([[1], [2], [3]]);
    const expected = single.sub(mu1).div(v1.sqrt());
    layer.forward(single).data.forEach((value, row) => {
      expect(value).toBeCloseTo(expected.data[row], 12);
    });
  });

  it("has gradients by input, γ and β as central differences have them, also through mean and variance", () => {
    const [z, weights] = [normal([2, 5], { seed: 3 }), normal([2, 5], { seed: 4 })];
    const layer = batchNorm(2, { activation: tanh, layer: 1 });
    layer.update({ gamma1: tensor([[1.5], [0.7]]), beta1: tensor([[0.2], [-0.3]]) });
    const sources: Layer["parameters"] = { z, ...layer.parameters };
    const output = layer.forward(z, "training").mul(weights).sum();
    for (const [key, gradient] of Object.entries(gradients(output, sources))) {
      expect(distance(gradient, centralDifferences(output, sources[key])), key).toBeLessThan(1e-9);
    }
  });

  it("refuses a single example to train on and another number of features", () => {
    expect(() => batchNorm(3).forward(tensor([[1], [2], [3]]), "training")).toThrow(
      "one example has no variance",
    );
    expect(() => batchNorm(2).forward(X)).toThrow("got shape [3, 40], needed is [2, examples]");
  });
});

describe("a trained network", () => {
  const build = (): Layer =>
    sequential([
      dense(2, 4, { layer: 1, seed: 1 }),
      batchNorm(4, { layer: 1, activation: tanh }),
      dropout(0.1, { seed: 2, layer: 1 }),
      dense(4, 1, { layer: 2, seed: 3 }),
    ]);

  it("with batch normalization and dropout learns and is derived line by line, in both modes", async () => {
    const model = build();
    const data = moons({ count: 60, seed: 1 });
    let last: FitProgress | undefined;
    const how = { loss: bceFromLogits, epochs: 30, learningRate: adam(0.05), batchSize: 20, seed: 1 };
    for await (const progress of fit(model, data, how)) last = progress;
    expect(last?.losses.at(-1)).toBeLessThan(0.35);
    expect(model.statistics?.mu1.data.every((value) => value !== 0)).toBe(true);
    const few = moons({ count: 3, seed: 2 });
    for (const mode of ["answer", "training"] as const) {
      const loss = bceFromLogits(model.forward(few.X.named("X"), mode), few.Y.named("Y"))
        .mean()
        .named("L");
      for (const key of ["W1", "gamma1", "beta1", "W2"]) {
        const { lines } = derive(loss, model.parameters[key]);
        expect(lines.length, `${key} in mode ${mode}`).toBeGreaterThan(1);
      }
    }
  });

  it.each([
    ["σ and cross-entropy", sigmoid, sigmoid, bce, 1],
    ["ReLU and cross-entropy from logits", relu, null, bceFromLogits, 1],
    ["tanh and softmax cross-entropy", tanh, null, softmaxCrossEntropy, 2],
  ] as const)("of %s is derived at what it has learned", async (_, activation, output, loss, outputs) => {
    const model = network([2, 3, outputs], { seed: 2, activation, output });
    const Y = outputs === 1 ? xor().Y : tensor([[1, 0, 0, 1], [0, 1, 1, 0]]); // prettier-ignore
    const examples = { X: xor().X, Y };
    let epochs = 0;
    const how = { loss, epochs: 200, learningRate: 0.5 };
    for await (const { losses } of fit(model, examples, how)) epochs = losses.length - 1;
    expect(epochs).toBe(200);
    const total = loss(model.forward(examples.X.named("X")), Y.named("Y"))
      .mean()
      .named("L");
    for (const parameter of Object.values(model.parameters)) {
      expect(derive(total, parameter).lines.length).toBeGreaterThan(1);
    }
  });
});

describe("early stopping", () => {
  it("ends when the test loss no longer falls, and goes back to where it was lowest", async () => {
    const model = network([2, 32, 32, 1], { seed: 1, activation: tanh, output: null });
    const [data, test] = [
      moons({ count: 20, seed: 1, noise: 0.4 }),
      moons({ count: 200, seed: 2, noise: 0.4 }),
    ];
    const how = { loss: bceFromLogits, epochs: 2000, learningRate: adam(0.01), test, patience: 10 };
    let last: FitProgress | undefined;
    for await (const progress of fit(model, data, how)) last = progress;
    const { testLosses = [], backTo = -1, step = 0 } = last ?? {};
    expect(step).toBeLessThan(2000);
    expect(testLosses).toHaveLength(backTo + 11);
    expect(testLosses[backTo]).toBe(Math.min(...testLosses));
    expect(bceFromLogits(model.forward(test.X), test.Y).mean().item()).toBe(testLosses[backTo]);
  });

  it("needs test examples and a whole number", async () => {
    const how = { loss: bce, epochs: 1, learningRate: 1 };
    const first = (options: object): Promise<unknown> =>
      fit(network([2, 1], { seed: 1 }), xor(), { ...how, ...options }).next();
    await expect(first({ patience: 3 })).rejects.toThrow("there are none; give { test }");
    await expect(first({ patience: 0, test: xor() })).rejects.toThrow("a patience of 0 epochs");
  });
});

describe("fit", () => {
  it("adds a penalty to the loss of each batch", async () => {
    const learned = async (penalty: FitOptions["penalty"]): Promise<Layer["parameters"]> => {
      const model = network([2, 3, 1], { seed: 1 });
      const run = fit(model, xor(), { loss: bce, epochs: 1, learningRate: 0.5, penalty });
      for (let part = await run.next(); part.done !== true;) part = await run.next();
      return model.parameters;
    };
    const first = network([2, 3, 1], { seed: 1 }).parameters;
    const [without, penalized] = [await learned(undefined), await learned((all) => l2Penalty(all, 0.2))];
    expect(distance(penalized.W1, without.W1.sub(first.W1.mul(0.5 * 0.2)))).toBeLessThan(1e-15);
    expect(penalized.b1.toArray()).toEqual(without.b1.toArray());
  });

  it("measures metrics on the test examples where there are any, with every loss", async () => {
    const model = network([2, 3, 1], { seed: 1 });
    const metrics = { columns: (predicted: { shape: readonly number[] }) => predicted.shape[1] };
    const seen: unknown[] = [];
    const how = { loss: bce, epochs: 2, learningRate: 1, metrics };
    for await (const progress of fit(model, xor(), how)) seen.push([...progress.metrics.columns]);
    expect(seen.at(-1)).toEqual([4, 4, 4]);
    const test = moons({ count: 10, seed: 1 });
    for await (const { metrics: values } of fit(model, xor(), { ...how, test }))
      seen.push([...values.columns]);
    expect(seen.at(-1)).toEqual([10, 10, 10]);
  });
});
