/** @file Compiled updates of models that draw numbers and keep some, against plain ones. */

import { describe, expect, it } from "vitest";
import {
  adam,
  batchNorm,
  dense,
  dropout,
  fromData,
  gradientDescent,
  momentum,
  relu,
  sequential,
  softmaxCrossEntropy,
  tanh,
  trainerOf,
  type Layer,
  type Optimizer,
} from "../../../kernel-lib/index.js";
import { batchOf, expectAlike, SIZES } from "../../support/training.js";

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
