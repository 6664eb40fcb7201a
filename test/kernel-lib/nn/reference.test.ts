/** @file How well networks learn, from one seed: digits, moons and articles of clothing that they have not seen. */

import { expect, it } from "vitest";
import {
  accuracy,
  adam,
  bceFromLogits,
  classAccuracy,
  fit,
  he,
  imageExamples,
  loadDataset,
  moons,
  network,
  nesterov,
  oneHot,
  relu,
  softmaxCrossEntropy,
  split,
  tanh,
  type Examples,
  type FitOptions,
  type LabelledImages,
  type Layer,
} from "../../../kernel-lib/index.js";

/** No statement about speed: a busy machine takes this long. */
const PATIENCE_MS = 600_000;

async function trained(model: Layer, data: Examples, options: FitOptions): Promise<Layer> {
  let epochs = 0;
  for await (const { losses } of fit(model, data, options)) epochs = losses.length - 1;
  expect(epochs).toBe(options.epochs);
  return model;
}

function tenClasses(part: LabelledImages): Examples {
  const { X, Y } = imageExamples(part);
  return { X, Y: oneHot(Y.data, 10) };
}

it.each([
  ["digits", [64, 64, 10], 0.96, { epochs: 20, learningRate: adam(0.003), batchSize: 32 }],
  ["fashion-mnist", [784, 128, 10], 0.84, { epochs: 6, learningRate: nesterov(0.03), batchSize: 64 }],
] as const)(
  "names images of %s with a network %j, at least %d of the test right",
  async (name, sizes, share, how) => {
    const { train, test } = loadDataset(name);
    const settings = {
      activation: relu,
      output: null,
      deviation: he,
      precision: "float32",
      seed: 1,
    } as const;
    const model = network(sizes, settings);
    await trained(model, tenClasses(train), { loss: softmaxCrossEntropy, seed: 1, ...how });
    const { X, Y } = tenClasses(test);
    expect(classAccuracy(model.forward(X), Y)).toBeGreaterThanOrEqual(share);
  },
  PATIENCE_MS,
);

it(
  "parts moons with two hidden layers, at least 0.99 of the test right",
  async () => {
    const { train, test } = split(moons({ count: 1000, seed: 1 }), { share: 0.8, seed: 1 });
    const model = network([2, 16, 16, 1], { activation: tanh, output: null, seed: 1 });
    const how = { epochs: 60, learningRate: adam(0.01), batchSize: 32, seed: 1 };
    await trained(model, train, { loss: bceFromLogits, ...how });
    expect(accuracy(model.forward(test.X), test.Y, { threshold: 0 })).toBeGreaterThanOrEqual(0.99);
  },
  PATIENCE_MS,
);
