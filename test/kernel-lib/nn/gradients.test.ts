/** @file Activations, layers and losses against TensorFlow.js and central differences, plainly and compiled. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { centralDifferences, distance } from "../../../kernel-lib/autodiff/check.js";
import {
  batchNorm,
  bce,
  bceFromLogits,
  compile,
  dense,
  elu,
  fromData,
  gradients,
  l1Penalty,
  l2Penalty,
  leaky_relu,
  logsumexp,
  relu,
  sequential,
  sigmoid,
  silu,
  softmaxCrossEntropy,
  softplus,
  squaredError,
  tanh,
  variance,
  type Activation,
  type Loss,
  type ParameterSet,
  type Tensor,
} from "../../../kernel-lib/index.js";

interface Reference {
  readonly name: string;
  readonly inputs: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
  >;
  readonly value: number;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

// Written by bench/training/reference.js, which is the only one to do so.
const { cases } = JSON.parse(readFileSync(new URL("tensorflow.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Reference[];
};

type Computed = (inputs: ParameterSet) => Tensor;

const activation =
  (g: Activation): Computed =>
  ({ x, weight }) =>
    g(x).mul(weight).sum();
const loss =
  (of: Loss, key: "predicted" | "logits"): Computed =>
  ({ [key]: predicted, target }) =>
    of(predicted, target).mean();
/** A layer made of the tensors themselves, so that gradients are taken by them. */
const layer =
  (g: Activation): Computed =>
  ({ W, x, b, weight }) =>
    g(W.matmul(x).add(b)).mul(weight).sum();

const COMPUTED: Readonly<Record<string, Computed>> = {
  sigmoid: activation(sigmoid),
  tanh: activation(tanh),
  relu: activation(relu),
  softplus: activation(softplus),
  silu: activation(silu),
  elu: activation((x) => elu(x, 1)),
  leaky_relu: activation((x) => leaky_relu(x, 0.2)),
  softmax: activation((x) => x.softmax({ axis: 0 })),
  log_softmax: activation((x) => x.log_softmax({ axis: 0 })),
  logsumexp: ({ x }) => logsumexp(x, { axis: 0 }).square().sum(),
  "variance along rows": ({ x }) => variance(x, { axis: 1 }).square().sum(),
  "dense, sigmoid": layer(sigmoid),
  "dense, relu, big": layer(relu),
  "batch normalization": ({ x, gain, shift, weight }) => {
    const way = { axis: 1, keepdims: true };
    const deviation = variance(x, way).add(1e-5).sqrt();
    return gain
      .mul(x.sub(x.mean(way)).div(deviation))
      .add(shift)
      .mul(weight)
      .sum();
  },
  squaredError: loss(squaredError, "predicted"),
  bce: loss(bce, "predicted"),
  bceFromLogits: loss(bceFromLogits, "logits"),
  softmaxCrossEntropy: loss(softmaxCrossEntropy, "logits"),
  l1Penalty: ({ W }) => l1Penalty({ W }, 0.3),
  l2Penalty: ({ W }) => l2Penalty({ W }, 0.3),
  "network 4-5-3": ({ W1, b1, W2, b2, x, target }) =>
    softmaxCrossEntropy(W2.matmul(tanh(W1.matmul(x).add(b1))).add(b2), target).mean(),
};

/** What TensorFlow.js computes in float32 is off by this much; ours in float32 by as much again. */
const APART = { float64: 1e-5, float32: 2e-5 } as const;
type Precision = keyof typeof APART;
const PRECISIONS: readonly Precision[] = ["float64", "float32"];

describe("gradients", () => {
  it("are compared for every case of the reference", () => {
    expect(Object.keys(COMPUTED).sort()).toEqual(cases.map(({ name }) => name).sort());
  });

  const each = cases.flatMap((one) => PRECISIONS.map((precision) => ({ ...one, precision })));

  it.each(each)("are those of TensorFlow.js: $name in $precision", (one) => {
    const inputs = inputsOf(one, one.precision);
    const value = COMPUTED[one.name](inputs);
    expectReference(one, value, gradients(value, wanted(inputs)));
  });

  it.each(each)("are those of TensorFlow.js where they are compiled: $name in $precision", (one) => {
    const f = COMPUTED[one.name];
    const compiled = compile((given: ParameterSet) => {
      const value = f(given);
      return { value, ...gradients(value, wanted(given)) };
    });
    const given = inputsOf(one, one.precision);
    compiled(given);
    // The second call replays what the first one wrote down.
    const { value, ...slopes } = compiled(given);
    expectReference(one, value, slopes);
  });

  it.each(cases)("are central differences: $name", (one) => {
    const inputs = inputsOf(one, "float64");
    const value = COMPUTED[one.name](inputs);
    const slopes = gradients(value, wanted(inputs));
    for (const [key, slope] of Object.entries(slopes)) {
      expect(distance(slope, centralDifferences(value, inputs[key]))).toBeLessThan(1e-8);
    }
  });

  it("of a model are those of the expression that it stands for", () => {
    const one = caseOf("network 4-5-3");
    const { W1, b1, W2, b2, x, target } = inputsOf(one, "float64");
    const model = sequential([
      dense(4, 5, { layer: 1, weights: W1, bias: b1, activation: tanh }),
      dense(5, 3, { layer: 2, weights: W2, bias: b2 }),
    ]);
    const value = softmaxCrossEntropy(model.forward(x), target).mean();
    expectReference(one, value, gradients(value, { ...model.parameters, x }));
  });

  it("of batch normalization while it is trained are those of its expression", () => {
    const one = caseOf("batch normalization");
    const { x, gain, shift, weight } = inputsOf(one, "float64");
    const layer = batchNorm(3);
    layer.update({ gamma: gain, beta: shift });
    const value = layer.forward(x, "training").mul(weight).sum();
    const { gamma, beta } = layer.parameters;
    expectReference(one, value, gradients(value, { x, gain: gamma, shift: beta, weight }));
  });
});

function caseOf(name: string): Reference {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`tensorflow.json holds no ${name}`);
  return found;
}

function inputsOf({ inputs }: Reference, precision: Precision): ParameterSet {
  const array = precision === "float32" ? Float32Array : Float64Array;
  return Object.fromEntries(
    Object.entries(inputs).map(([key, { values, shape }]) => [key, fromData(array.from(values), shape)]),
  );
}

/** What gradients are taken by: everything but the target. */
function wanted(inputs: ParameterSet): ParameterSet {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "target"));
}

function expectReference(
  { gradients: expected, value }: Reference,
  found: Tensor,
  slopes: ParameterSet,
): void {
  const apart = APART[found.data instanceof Float32Array ? "float32" : "float64"];
  expect(distance(found, fromData(Float64Array.of(value), []))).toBeLessThan(apart);
  expect(Object.keys(slopes).sort()).toEqual(Object.keys(expected).sort());
  for (const [key, slope] of Object.entries(slopes)) {
    expect(distance(slope, fromData(Float64Array.from(expected[key]), slope.shape))).toBeLessThan(apart);
  }
}
