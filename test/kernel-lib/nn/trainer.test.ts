/** @file Compiled updates against plain ones, and what is left to plain ones. */

import { describe, expect, it } from "vitest";
import {
  adam,
  adamW,
  batchNorm,
  bceFromLogits,
  clipped,
  fromData,
  gradientDescent,
  gradients,
  l2Penalty,
  momentum,
  nesterov,
  network,
  relu,
  rmsProp,
  sequential,
  softmaxCrossEntropy,
  stepDecay,
  trainerOf,
  type Layer,
  type Loss,
  type Optimizer,
  type Tensor,
} from "../../../kernel-lib/index.js";
import { examplePicker, type Examples } from "../../../kernel-lib/data/examples.js";
import { batchOf, expectAlike, SIZES } from "../../support/training.js";
import { uniform } from "../../../kernel-lib/tensor/random.js";

const optimizers: readonly [string, () => Optimizer][] = [
  ["gradient descent", () => gradientDescent(0.3)],
  ["a schedule", () => gradientDescent(stepDecay(0.3, { factor: 0.5, every: 2 }))],
  ["momentum", () => momentum(0.1)],
  ["Nesterov's momentum", () => nesterov(0.1)],
  ["RMSProp", () => rmsProp(0.01)],
  ["Adam", () => adam(0.01)],
  ["AdamW", () => adamW(0.01)],
  ["momentum, clipped twice", () => clipped(clipped(momentum(0.1), 0.5), 0.8)],
];

describe("a trainer", () => {
  it.each(
    optimizers.flatMap(([name, make]) =>
      (["float32", "float64"] as const).map((precision) => ({ name, make, precision })),
    ),
  )("does what plain updates do, for batches of two sizes: $name in $precision", ({ make, precision }) => {
    const model = netOf(precision);
    const [twin, optimizer] = [netOf(precision), make()];
    const trainer = trainerOf(model, { loss: softmaxCrossEntropy, optimizer: make() });
    for (let step = 0; step < 8; step++) {
      const batch = batchOf(step % 3 === 2 ? 5 : 6, step, precision);
      const loss = softmaxCrossEntropy(twin.forward(batch.X), batch.Y).mean();
      twin.update(optimizer(twin.parameters, gradients(loss, twin.parameters)));
      expect(trainer.step(batch)).toBeCloseTo(loss.item(), precision === "float32" ? 5 : 12);
    }
    trainer.settle();
    expectAlike(model, twin, precision === "float32" ? 1e-5 : 1e-12);
  });

  it.each([
    ["a dense layer", () => netOf("float64")],
    ["batch normalization", () => sequential([batchNorm(SIZES[0], { layer: 9 }), netOf("float64")])],
  ])("takes examples that lie one after the other as they are: %s first", (_, make) => {
    const [model, twin] = [make(), make()];
    const pick = examplePicker(batchOf(20, 1, "float64"));
    const [trainer, other] = [model, twin].map((one) =>
      trainerOf(one, { loss: softmaxCrossEntropy, optimizer: gradientDescent(0.3) }),
    );
    for (let step = 0; step < 6; step++) {
      const picked = pick([step, step + 7, 3, 19, 2 * step]);
      expect(trainer.step(picked)).toBeCloseTo(other.step({ X: picked.X, Y: picked.Y }), 12);
    }
    trainer.settle();
    other.settle();
    expectAlike(model, twin, 1e-12);
  });

  it("adds a penalty on the parameters of each step", () => {
    const [model, twin] = [netOf("float64"), netOf("float64")];
    const penalty = (parameters: Readonly<Record<string, Tensor>>): Tensor => l2Penalty(parameters, 0.1);
    const trainer = trainerOf(model, { loss: softmaxCrossEntropy, penalty, optimizer: gradientDescent(0.3) });
    for (let step = 0; step < 5; step++) {
      const batch = batchOf(6, step, "float64");
      const { parameters } = twin;
      const loss = softmaxCrossEntropy(twin.forward(batch.X), batch.Y).mean().add(penalty(parameters));
      twin.update(gradientDescent(0.3)(parameters, gradients(loss, parameters)));
      expect(trainer.step(batch)).toBeCloseTo(loss.item(), 12);
    }
    trainer.settle();
    expectAlike(model, twin, 1e-12);
  });

  it("sees what else is done to the model and to the optimizer between settled steps", () => {
    const [model, twin] = [netOf("float64"), netOf("float64")];
    const [optimizer, other] = [momentum(0.1), momentum(0.1)];
    const trainer = trainerOf(model, { loss: softmaxCrossEntropy, optimizer });
    const plain = plainTrainer(twin, other);
    for (let step = 0; step < 6; step++) {
      trainer.step(batchOf(6, step, "float64"));
      plain(batchOf(6, step, "float64"));
      trainer.settle();
      for (const one of [model, twin]) one.update({ b2: one.parameters.b2.mul(0.5) });
    }
    expectAlike(model, twin, 1e-12);
  });

  it("names the operation that made a number that is not finite, and keeps the model from before", () => {
    const model = netOf("float64");
    const trainer = trainerOf(model, { loss: bceFromLogits, optimizer: gradientDescent(0.1) });
    const good = batchOf(6, 1, "float64");
    for (let step = 0; step < 3; step++) trainer.step(good);
    trainer.settle();
    const { parameters } = model;
    const bad = good.X.data.slice();
    bad[4] = Infinity;
    expect(() => trainer.step({ X: fromData(bad, good.X.shape), Y: good.Y })).toThrow(/Infinity|∞/);
    expect(model.parameters).toEqual(parameters);
  });

  it("leaves losses that draw numbers, and layers that may remember, to plain updates", () => {
    let calls = 0;
    const noisy: Loss = (predicted, target) => {
      const noise = uniform(predicted.shape, { seed: ++calls, low: 0.9, high: 1.1 });
      return softmaxCrossEntropy(predicted.mul(noise), target);
    };
    const net = netOf("float64");
    const counting: Layer = {
      get parameters() {
        return net.parameters;
      },
      forward: (x) => {
        calls++;
        return net.forward(x);
      },
      update: (values) => {
        net.update(values);
      },
    };
    const trainer = trainerOf(counting, { loss: softmaxCrossEntropy, optimizer: gradientDescent(0.1) });
    for (let step = 0; step < 5; step++) trainer.step(batchOf(6, step, "float64"));
    expect(calls).toBe(5);
    const other = trainerOf(netOf("float64"), { loss: noisy, optimizer: gradientDescent(0.1) });
    const losses = Array.from({ length: 5 }, () => other.step(batchOf(6, 1, "float64")));
    expect(new Set(losses).size).toBe(5);
  });
});

function netOf(precision: "float32" | "float64"): Layer {
  return network(SIZES, { seed: 4, activation: relu, output: null, precision });
}

function plainTrainer(model: Layer, optimizer: Optimizer): (batch: Examples) => void {
  return ({ X, Y }) => {
    const loss = softmaxCrossEntropy(model.forward(X), Y).mean();
    model.update(optimizer(model.parameters, gradients(loss, model.parameters)));
  };
}
