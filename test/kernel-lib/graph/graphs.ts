/** @file Graphs that tests draw. */

import { bce, mul, sigmoid, tensor, type Tensor } from "../../../kernel-lib/index.js";

/** A number under a symbol. */
export const scalar = (symbol: string, value: number): Tensor => tensor(value).named(symbol);

/** J = 3(a + bc), step by step as in the lecture. */
export function lectureGraph() {
  const [a, b, c] = [scalar("a", 5), scalar("b", 3), scalar("c", 2)];
  const u = b.mul(c).named("u");
  const v = a.add(u).named("v");
  return { a, b, c, J: mul(3, v).named("J") };
}

/** f = (a + b)c + (a + b)d: the node u is used twice. */
export function forkedGraph() {
  const [a, b, c, d] = [scalar("a", 1), scalar("b", 2), scalar("c", 3), scalar("d", 4)];
  const u = a.add(b).named("u");
  const v = u.mul(c).named("v");
  const w = u.mul(d).named("w");
  return { a, f: v.add(w).named("f") };
}

/** The second layer alone: one edge has a row of three numbers beside it. */
export function outputLayer(): Tensor {
  const A1 = tensor([[0.579324], [0.509999], [0.559714]]).named("A", { layer: 1 });
  const W2 = tensor([[0.3, -0.2, 0.4]]).named("W", { layer: 2 });
  const b2 = tensor([[-0.2]]).named("b", { layer: 2 });
  const yhat = sigmoid(W2.matmul(A1).add(b2).named("z", { layer: 2 })).named("ŷ");
  return bce(yhat, tensor([[1]]).named("y")).named("ℓ");
}
