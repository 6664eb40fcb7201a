/** @file Layers and training: the course's conventions, its numbers, and what is refused. */

import { describe, expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import type { Examples } from "../../../kernel-lib/data/examples.js";
import { xor } from "../../../kernel-lib/data/generate.js";
import {
  accuracy,
  bce,
  dense,
  fit,
  gradientDescent,
  network,
  sequential,
  sigmoid,
  tensor,
  type FitOptions,
  type FitProgress,
  type Layer,
  type Tensor,
} from "../../../kernel-lib/index.js";
import { nameText } from "../../../kernel-lib/tensor/name.js";

/** The batch and the parameters that the course uses throughout. */
const batch: Examples = {
  X: tensor([
    [0.5, 0.1, 0.9, 0.3],
    [0.3, 0.8, 0.2, 0.6],
  ]),
  Y: tensor([[1, 0, 1, 0]]),
};

function lectureNetwork(): Layer {
  return sequential([
    dense(2, 3, {
      layer: 1,
      activation: sigmoid,
      weights: tensor([
        [0.2, 0.4],
        [0.1, 0.3],
        [0.5, -0.2],
      ]),
      bias: tensor([[0.1], [-0.1], [0.05]]),
    }),
    dense(3, 1, {
      layer: 2,
      activation: sigmoid,
      symbol: "ŷ",
      weights: tensor([[0.3, -0.2, 0.4]]),
      bias: tensor([[-0.2]]),
    }),
  ]);
}

async function trained(model: Layer, data: Examples, options: FitOptions): Promise<FitProgress> {
  let last: FitProgress | undefined;
  for await (const progress of fit(model, data, options)) last = progress;
  if (last === undefined) throw new Error("fit told nothing");
  return last;
}

describe("layers", () => {
  it("have rows for their neurons and columns for their inputs, under the lecture's symbols", () => {
    const model = network([2, 3, 1], { seed: 7 });
    const shapes = Object.entries(model.parameters).map(([key, { shape }]) => [key, shape]);
    expect(shapes).toEqual([
      ["W1", [3, 2]],
      ["b1", [3, 1]],
      ["W2", [1, 3]],
      ["b2", [1, 1]],
    ]);
    const symbols: string[] = [];
    for (let at: Tensor | undefined = model.forward(tensor([[1], [2]])); at; at = onward(at)) {
      if (at.name !== undefined) symbols.push(nameText(at.name));
    }
    expect(symbols).toEqual(["yhat", "z2", "A1", "z1", "W1"]);
  });

  it("write Z for a batch", () => {
    const layer = dense(2, 1, { seed: 1, layer: 1 });
    expect(layer.forward(batch.X).name).toEqual({ base: "Z", layer: 1 });
  });

  it("start from the same numbers for the same seed", () => {
    const start = (seed: number): unknown => network([2, 3, 1], { seed }).parameters.W2.toArray();
    expect(start(7)).toEqual(start(7));
    expect(start(7)).not.toEqual(start(8));
  });

  it("take the values of an update and keep their symbols", () => {
    const layer = dense(1, 1, { seed: 1, layer: 3 });
    layer.update({ W3: tensor([[5]]) });
    expect(layer.forward(tensor([[2]])).item()).toBe(10);
    expect(layer.parameters.W3.name).toEqual({ base: "W", layer: 3 });
  });

  it("refuse what does not fit, with the next step", () => {
    expect(() => dense(2, 3, {})).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: dense: no seed for the weights; give { seed: 7 }, or the weights themselves]`,
    );
    expect(() => dense(2, 3, { weights: tensor([[1, 2, 3]]) })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: dense: W has shape [1, 3], needed is [3, 2]; rows are the layer's neurons, columns its inputs]`,
    );
    expect(() => network([2], { seed: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: network: got [2]; give at least an input and an output size]`,
    );
    expect(() =>
      sequential([dense(1, 1, { seed: 1 }), dense(1, 1, { seed: 1 })]),
    ).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: sequential: two layers have a parameter W; number them with { layer: 2 }]`,
    );
    expect(() => gradientDescent(0)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: gradientDescent: the learning rate is 0; give a number > 0, such as 0.1]`,
    );
  });
});

describe("fit", () => {
  // The course's reference numbers: losses of the batch after so many steps of full-batch gradient descent.
  it.each([
    [0.1, [0.6862, 0.6861, 0.6848, 0.6731, 0.4517, 0.1623, 0.0488]],
    [1, [0.6862, 0.6847, 0.6734, 0.1633, 0.0117, 0.0046, 0.0019]],
    [5, [0.6862, 0.6823, 0.7267, 0.0117, 0.0015, 0.0007, 0.0003]],
  ])("reaches the losses of the lecture with α = %d", async (learningRate, expected) => {
    const { losses } = await trained(lectureNetwork(), batch, { loss: bce, epochs: 2000, learningRate });
    [0, 1, 10, 100, 500, 1000, 2000].forEach((step, at) => {
      expect(losses[step].toFixed(4)).toBe(expected[at].toFixed(4));
    });
  });

  it("learns XOR", async () => {
    const model = network([2, 3, 1], { seed: 7, deviation: 1 });
    const { losses } = await trained(model, xor(), { loss: bce, epochs: 3000, learningRate: 1 });
    expect(losses.at(-1)).toBeLessThan(0.01);
    expect(accuracy(model.forward(xor().X), xor().Y)).toBe(1);
  });

  it("stays at ln 2 on XOR when all weights start at zero", async () => {
    const zero = network([2, 3, 1], { seed: 1, deviation: 0 });
    const { losses } = await trained(zero, xor(), { loss: bce, epochs: 1000, learningRate: 1 });
    expect(losses.at(-1)).toBeCloseTo(Math.LN2, 12);
  });

  it("gives the same numbers for the same seed, shuffled or not", async () => {
    const run = async (): Promise<readonly number[]> => {
      const options = { loss: bce, epochs: 5, learningRate: 1, batchSize: 3, seed: 4 };
      return (await trained(network([2, 3, 1], { seed: 1 }), batch, options)).losses;
    };
    expect(await run()).toEqual(await run());
  });

  it("trains in the precision of the model", async () => {
    const model = network([2, 3, 1], { seed: 1, precision: "float32" });
    await trained(model, batch, { loss: bce, epochs: 2, learningRate: 1, batchSize: 2, seed: 1 });
    for (const { data } of Object.values(model.parameters)) expect(data).toBeInstanceOf(Float32Array);
  });

  it("keeps no graph: parameters are plain numbers after every update", async () => {
    const model = lectureNetwork();
    await trained(model, batch, { loss: bce, epochs: 3, learningRate: 1 });
    for (const { trace } of Object.values(model.parameters)) expect(trace).toBeUndefined();
  });

  it("measures test examples without training on them", async () => {
    const { losses, testLosses } = await trained(lectureNetwork(), batch, {
      loss: bce,
      epochs: 4,
      learningRate: 1,
      test: batch,
    });
    expect(testLosses).toEqual(losses);
  });

  it("gives way to other events, and stops when it is told to", async () => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      stop.abort();
    }, 100);
    const { step } = await trained(lectureNetwork(), batch, {
      loss: bce,
      epochs: 1_000_000,
      learningRate: 1,
      signal: stop.signal,
    });
    clearTimeout(timer);
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(1_000_000);
  });

  it("names the operation that made the loss NaN, and leaves the parameters finite", async () => {
    const model = lectureNetwork();
    const saturated = { X: tensor([[3000], [3000]]), Y: tensor([[1]]) };
    model.update({ W2: tensor([[100, 100, 100]]) });
    await expect(
      trained(model, saturated, { loss: bce, epochs: 1, learningRate: 1 }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[DomainError: fit: log made −∞ from 0 in a tensor of shape [1, 1]; keep its input inside the range where log is defined]`,
    );
    expect(distance(model.parameters.W2, tensor([[100, 100, 100]]))).toBe(0);
  });

  it("refuses batches without a seed and a number of epochs that is none", async () => {
    const options = { loss: bce, epochs: 1, learningRate: 1 };
    await expect(
      trained(lectureNetwork(), batch, { ...options, batchSize: 2 }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[UsageError: fit: batches of 2 are shuffled, but there is no seed; give one, as in { seed: 7 }]`,
    );
    await expect(
      trained(lectureNetwork(), batch, { ...options, epochs: 0 }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(`[UsageError: fit: 0 epochs; give a whole number ≥ 1]`);
  });
});

/** The first input of what made a tensor: back along the chain of layers. */
function onward({ trace }: Tensor): Tensor | undefined {
  return trace?.inputs.at(trace.operation.name === "matmul" && trace.inputs[1].trace ? 1 : 0);
}
