/** @file Compiled updates against plain ones, and what is left to plain ones. */

import { describe, expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import {
  adam,
  adamW,
  batchNorm,
  bceFromLogits,
  dense,
  dropout,
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
  tanh,
  trainerOf,
  type Layer,
  type Loss,
  type Optimizer,
  type Tensor,
} from "../../../kernel-lib/index.js";
import type { Examples } from "../../../kernel-lib/data/examples.js";
import { learned } from "../../../kernel-lib/nn/layers.js";
import { uniform } from "../../../kernel-lib/tensor/random.js";

const SIZES = [9, 7, 3];
const optimizers: readonly [string, () => Optimizer][] = [
  ["gradient descent", () => gradientDescent(0.3)],
  ["a schedule", () => gradientDescent(stepDecay(0.3, { factor: 0.5, every: 2 }))],
  ["momentum", () => momentum(0.1)],
  ["Nesterov's momentum", () => nesterov(0.1)],
  ["RMSProp", () => rmsProp(0.01)],
  ["Adam", () => adam(0.01)],
  ["AdamW", () => adamW(0.01)],
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

describe("a trainer of a model with dropout and batch normalization", () => {
  const modelOf = (precision: "float32" | "float64"): Layer =>
    sequential([
      dense(SIZES[0], SIZES[1], { layer: 1, seed: 1, activation: relu, precision }),
      batchNorm(SIZES[1], { layer: 1, precision }),
      dropout(0.3, { layer: 1, seed: 2 }),
      dense(SIZES[1], 6, { layer: 2, seed: 3, activation: tanh, precision }),
      dropout(0.2, { layer: 2, seed: 4 }),
      dense(6, SIZES[2], { layer: 3, seed: 5, precision }),
    ]);
  /** Two trainers of the same, the second by plain updates: its optimizer does not say how it can be compiled. */
  const pair = (precision: "float32" | "float64", make: () => Optimizer) => {
    const [model, twin, optimizer] = [modelOf(precision), modelOf(precision), make()];
    const plainly: Optimizer = (parameters, slopes) => optimizer(parameters, slopes);
    return {
      models: [model, twin] as const,
      compiled: trainerOf(model, { loss: softmaxCrossEntropy, optimizer: make() }),
      plain: trainerOf(twin, { loss: softmaxCrossEntropy, optimizer: plainly }),
    };
  };

  it.each([
    { precision: "float64", name: "gradient descent", make: () => gradientDescent(0.1), within: 1e-11 },
    { precision: "float32", name: "gradient descent", make: () => gradientDescent(0.1), within: 1e-4 },
    // Where a gradient is small, Adam divides by little more than its rounding.
    { precision: "float64", name: "Adam", make: () => adam(0.01), within: 1e-8 },
  ] as const)("draws and keeps what plain updates do: $precision, $name", ({ precision, make, within }) => {
    const { models, compiled, plain } = pair(precision, make);
    for (let step = 0; step < 9; step++) {
      const batch = batchOf(step % 4 === 3 ? 5 : 8, step, precision);
      expect(Math.abs(compiled.step(batch) - plain.step(batch))).toBeLessThan(within);
      if (step === 5) compiled.settle();
    }
    compiled.settle();
    expectAlike(...models, within);
  });

  it("is compiled: runs the model for the first update and while it compiles, then no more", () => {
    const inner = modelOf("float64");
    let runs = 0;
    const counting: Layer = {
      pure: true,
      get parameters() {
        return inner.parameters;
      },
      get statistics() {
        return inner.statistics;
      },
      forward: (x, mode, draw) => {
        runs++;
        return inner.forward(x, mode, draw);
      },
      update: (values) => {
        inner.update(values);
      },
    };
    const trainer = trainerOf(counting, { loss: softmaxCrossEntropy, optimizer: gradientDescent(0.1) });
    for (let step = 0; step < 2; step++) trainer.step(batchOf(6, step, "float64"));
    const before = runs;
    for (let step = 0; step < 5; step++) trainer.step(batchOf(6, step, "float64"));
    expect(runs).toBe(before);
  });

  it("goes on as if a batch that is not finite had not been, but for what was drawn for it", () => {
    const { models, compiled, plain } = pair("float64", () => momentum(0.1));
    const good = batchOf(8, 1, "float64");
    const bad = {
      X: fromData(
        good.X.data.map((value, at) => (at === 4 ? NaN : value)),
        good.X.shape,
      ),
      Y: good.Y,
    };
    for (let step = 0; step < 9; step++) {
      if (step % 3 !== 2) {
        expect(compiled.step(good)).toBeCloseTo(plain.step(good), 11);
        continue;
      }
      for (const trainer of [compiled, plain]) expect(() => trainer.step(bad)).toThrow("NaN");
      expectAlike(...models, 1e-11);
    }
  });
});

function netOf(precision: "float32" | "float64"): Layer {
  return network(SIZES, { seed: 4, activation: relu, output: null, precision });
}

function batchOf(count: number, seed: number, precision: "float32" | "float64"): Examples {
  const kind = precision === "float32" ? Float32Array : Float64Array;
  const X = uniform([SIZES[0], count], { seed, low: 0, high: 1 });
  const Y = new kind(SIZES[2] * count);
  for (let at = 0; at < count; at++) Y[((at + seed) % SIZES[2]) * count + at] = 1;
  return { X: fromData(kind.from(X.data), X.shape), Y: fromData(Y, [SIZES[2], count]) };
}

function plainTrainer(model: Layer, optimizer: Optimizer): (batch: Examples) => void {
  return ({ X, Y }) => {
    const loss = softmaxCrossEntropy(model.forward(X), Y).mean();
    model.update(optimizer(model.parameters, gradients(loss, model.parameters)));
  };
}

function expectAlike(model: Layer, twin: Layer, digits: number): void {
  const got = learned(model);
  for (const [key, expected] of Object.entries<Tensor>(learned(twin))) {
    expect(got[key].name).toEqual(expected.name);
    expect(distance(got[key], expected), key).toBeLessThan(digits);
  }
}
