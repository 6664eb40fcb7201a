/** @file Small graphs of numbers for exams, drawn by seed. */

import { add, mul } from "../operations/rows.js";
import { gradients } from "../autodiff/gradient.js";
import type { Random } from "../tensor/random.js";
import { tensor } from "../tensor/create.js";
import type { Tensor } from "../tensor/tensor.js";

/** A graph of numbers. */
export interface NumberGraph {
  readonly inputs: readonly Tensor[];
  /** What is computed on the way, in its order. */
  readonly inner: readonly Tensor[];
  readonly result: Tensor;
  /** False where two of its values or derivatives are the same, so that one could be taken for another. */
  readonly clear: boolean;
}

/**
 * A graph with inputs a, b, c (and d), and nodes u, v (and w) before the result f. Every input is used; from
 * difficulty 2 on u is used twice. Where a node is added or multiplied is drawn.
 */
export function drawnGraph(numbers: Random, difficulty: 1 | 2 | 3): NumberGraph {
  const inputs = Array.from("abcd".slice(0, difficulty === 3 ? 4 : 3)).map((letter) =>
    tensor(2 + numbers.integer(7)).named(letter),
  );
  const [a, b, c, d] = inputs;
  const drawn = numbers.integer(2) === 0;
  const [one, other] = drawn ? [add, mul] : [mul, add];
  const u = one(a, b).named("u");
  const v = (difficulty === 1 ? other(u, c) : mul(u, c)).named("v");
  const inner = difficulty === 1 ? [u, v] : [u, v, (difficulty === 2 ? other(u, a) : mul(u, d)).named("w")];
  const result = difficulty === 1 ? mul(tensor(3), v) : add(v, inner[2]);
  const f = result.named("f");
  const slopes = gradients(f, Object.fromEntries([...inputs, u].map((each, at) => [String(at), each])));
  const all = [...inputs, ...inner, f].map((each) => each.item());
  const own = Object.values(slopes).map((each) => each.item());
  return {
    inputs,
    inner,
    result: f,
    clear: new Set(all).size === all.length && new Set(own).size >= inputs.length - 1,
  };
}
