/** @file Networks for the tests: the lecture's 2-3-1 example, its batch, and others of any size. */

import type { NameParts } from "../../../kernel-lib/tensor/name.js";
import { sigmoid, sub, tensor, uniform, type Tensor } from "../../../kernel-lib/index.js";

/** A network in the lecture's notation, with its parameters by name. */
export interface Network {
  readonly loss: Tensor;
  readonly parameters: Readonly<Record<string, Tensor>>;
}

/** ℓ = −(y log ŷ + (1 − y) log(1 − ŷ)), entry by entry. */
export function crossEntropy(yhat: Tensor, y: Tensor): Tensor {
  return y
    .mul(yhat.log())
    .add(sub(1, y).mul(sub(1, yhat).log()))
    .neg();
}

/** The parameters of the lecture's 2-3-1 network. */
function lectureParameters(): Readonly<Record<"W1" | "b1" | "W2" | "b2", Tensor>> {
  return {
    W1: tensor([
      [0.2, 0.4],
      [0.1, 0.3],
      [0.5, -0.2],
    ]).named("W", { layer: 1 }),
    b1: tensor([[0.1], [-0.1], [0.05]]).named("b", { layer: 1 }),
    W2: tensor([[0.3, -0.2, 0.4]]).named("W", { layer: 2 }),
    b2: tensor([[-0.2]]).named("b", { layer: 2 }),
  };
}

/** The lecture's worked example: one example, x = (0.5, 0.3)ᵀ, y = 1. */
export function workedExample(): Network & { readonly x: Tensor } {
  const { W1, b1, W2, b2 } = lectureParameters();
  const x = tensor([[0.5], [0.3]]).named("x");
  const y = tensor([[1]]).named("y");
  const A1 = sigmoid(W1.matmul(x).add(b1).named("z", { layer: 1 })).named("A", { layer: 1 });
  const yhat = sigmoid(W2.matmul(A1).add(b2).named("z", { layer: 2 })).named("ŷ");
  return { x, loss: crossEntropy(yhat, y).named("ℓ"), parameters: { W1, b1, W2, b2 } };
}

/** The same network on the batch of four, with the mean loss. */
export function batchExample(facts: NameParts = {}): Network {
  const { W1, b1, W2, b2 } = lectureParameters();
  const X = tensor([
    [0.5, 0.1, 0.9, 0.3],
    [0.3, 0.8, 0.2, 0.6],
  ]).named("X", facts);
  const Y = tensor([[1, 0, 1, 0]]).named("Y", facts);
  const A1 = sigmoid(W1.matmul(X).add(b1).named("Z", { layer: 1 })).named("A", { layer: 1 });
  const Yhat = sigmoid(W2.matmul(A1).add(b2).named("Z", { layer: 2 })).named("Ŷ");
  return { loss: crossEntropy(Yhat, Y).mean().named("L"), parameters: { W1, b1, W2, b2 } };
}

/** A seeded network with these layer sizes and hidden activation, sigmoid and cross-entropy at the end, m examples. */
export function deepNetwork(
  sizes: readonly number[],
  hidden: (z: Tensor) => Tensor,
  { examples = 1 }: { examples?: number } = {},
): Network {
  const parameters: Record<string, Tensor> = {};
  const outputs = sizes[sizes.length - 1];
  let activation = uniform([sizes[0], examples], { seed: 1, low: -1 }).named("X");
  sizes.slice(1).forEach((size, at) => {
    const layer = at + 1;
    const W = uniform([size, sizes[at]], { seed: 10 + at, low: -1 }).named("W", { layer });
    const b = uniform([size, 1], { seed: 20 + at, low: -1 }).named("b", { layer });
    Object.assign(parameters, { [`W${layer}`]: W, [`b${layer}`]: b });
    const z = W.matmul(activation).add(b).named("Z", { layer });
    const last = layer === sizes.length - 1;
    activation = last ? sigmoid(z).named("Ŷ") : hidden(z).named("A", { layer });
  });
  const Y = uniform([outputs, examples], { seed: 2 }).named("Y");
  return { loss: crossEntropy(activation, Y).mean().named("L"), parameters };
}
