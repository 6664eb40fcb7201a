/** @file Gradients as numbers: the worked example, paths that meet, long chains, and what is refused. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { centralDifferences, distance } from "../../../kernel-lib/autodiff/check.js";
import { sweep } from "../../../kernel-lib/autodiff/sweep.js";
import { requireFinite } from "../../../kernel-lib/autodiff/trace.js";
import { bce, derive, gradients, log, mul, sigmoid, tensor, Tensor } from "../../../kernel-lib/index.js";
import type { Nested } from "../../../kernel-lib/tensor/tensor.js";

interface WorkedExample {
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly forward: Readonly<Record<string, Nested>>;
  readonly backward: Readonly<Record<string, Nested>>;
}

const corpus = new URL("../../corpus/corpus-public.json", import.meta.url);
const { worked_example: example } = JSON.parse(readFileSync(corpus, "utf8")) as {
  worked_example: WorkedExample;
};

describe("the worked 2-3-1 example", () => {
  const given = (key: string): Tensor => tensor(example.inputs[key]).named(key);
  const [x, W1, b1, W2, b2, y] = ["x", "W1", "b1", "W2", "b2", "y"].map(given);
  const Z1 = W1.matmul(x).add(b1);
  const A1 = sigmoid(Z1);
  const Z2 = W2.matmul(A1).add(b2);
  const yhat = sigmoid(Z2);
  const L = bce(yhat, y);

  it.each(Object.entries({ Z1, A1, Z2, yhat, L }))("has the forward value %s to 1e-12", (key, value) => {
    expect(distance(value, tensor(example.forward[key]))).toBeLessThan(1e-12);
  });

  it.each(
    Object.entries(
      gradients(L, { dL_dyhat: yhat, dZ2: Z2, dW2: W2, db2: b2, dA1: A1, dZ1: Z1, dW1: W1, db1: b1, dx: x }),
    ),
  )("has the gradient %s to 1e-12", (key, value) => {
    expect(distance(value, tensor(example.backward[key]))).toBeLessThan(1e-12);
  });
});

describe("sweeps over tensors that they share", () => {
  const [x, y] = [tensor(3).named("x"), tensor(5).named("y")];
  const product = mul(x, y);
  const [first, second] = [product.square(), mul(y, product)];
  const swept = (result: Tensor) => sweep(result, [x, y], { operation: "test" });

  it("keep their gradients apart, whichever is asked first", () => {
    const [one, other] = [swept(first), swept(second)];
    const slopes = [one, other, one].map((found) => [x, y].map((source) => found.get(source)?.item()));
    expect(slopes).toEqual([
      [150, 90],
      [25, 30],
      [150, 90],
    ]);
  });

  it("may begin within one another", () => {
    const found = sweep(first, [x, y], {
      operation: "test",
      visit: (_, gradient) => {
        swept(second);
        return gradient;
      },
    });
    expect([x, y].map((source) => found.get(source)?.item())).toEqual([150, 90]);
  });

  it("know nothing of what they did not meet", () => {
    expect(swept(first).get(second)).toBeUndefined();
  });
});

describe("gradients", () => {
  it("add up over the paths of a tensor that is used twice", () => {
    const [a, b, c, d] = [1, 2, 3, 4].map((value) => tensor(value));
    const u = a.add(b);
    const f = u.mul(c).add(u.mul(d));
    const found = gradients(f, { a, b, c, d });
    expect(JSON.stringify(found)).toBe('{"a":7,"b":7,"c":3,"d":3}');
  });

  it("count a tensor twice that an operation takes twice", () => {
    const x = tensor(3);
    expect(gradients(mul(x, x), { x }).x.item()).toBe(6);
  });

  it("follow a chain of 100,000 operations without overflowing the stack", () => {
    const x = tensor(1);
    let sum = x;
    for (let i = 0; i < 100_000; i++) sum = sum.add(x);
    expect(gradients(sum, { x }).x.item()).toBe(100_001);
  });

  it("keep no trace, so that training holds no graph of them", () => {
    const x = tensor([1, 2]);
    expect(gradients(x.square().sum(), { x }).x.trace).toBeUndefined();
  });

  it("have the precision of the computation", () => {
    const x = tensor([[1, 2]], { precision: "float32" });
    expect(gradients(x.square().mean(), { x }).x.data).toBeInstanceOf(Float32Array);
  });

  it("stop where a tensor is detached", () => {
    const x = tensor(2);
    expect(gradients(x.detach().mul(x), { x }).x.item()).toBe(2);
  });

  it("take the gradient that arrives at a result of several numbers", () => {
    const x = tensor([1, 2]);
    const { x: slope } = gradients(x.square(), { x }, { seed: tensor([1, 10]) });
    expect(slope.toArray()).toEqual([2, 40]);
  });

  it("agree with central differences, which know no rule", () => {
    const x = tensor([0.4, 1.1]).named("x");
    const f = sigmoid(log(x).mul(x)).sum();
    expect(distance(gradients(f, { x }).x, centralDifferences(f, x))).toBeLessThan(1e-10);
  });

  it("refuse what they cannot give, with the next step", () => {
    const x = tensor([[1, 2]]).named("x");
    expect(() => gradients(x.square(), { x })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gradients: a gradient belongs to one number, this result has shape [1, 2]; take sum() or mean() of it, or give a seed of that shape]`,
    );
    expect(() => gradients(x.square(), { x }, { seed: tensor(1) })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gradients: the seed has shape [], the result [1, 2]; they must be the same]`,
    );
    expect(() => gradients(x.sum(), { w: tensor(1).named("w") })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: gradients: the result was not computed from w; pass a tensor that was used on the way to it (named() makes a new tensor: use the one it returns)]`,
    );
    expect(() => gradients(x.sum(), { w: tensor([[1, 2]]) })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: gradients: the result was not computed from a tensor of shape [1, 2]; pass a tensor that was used on the way to it (named() makes a new tensor: use the one it returns)]`,
    );
    const mistyped: Record<string, Tensor> = { x };
    expect(() => gradients(x.sum(), { W1: mistyped.W1 })).toThrow(
      "gradients: W1 is undefined, not a tensor; look at how it is spelled where it comes from",
    );
    expect(() => derive(x.sum(), mistyped.W1)).toThrow("derive: what it is derived by is undefined");
    expect(() => derive(mistyped.loss, x)).toThrow("derive: the result is undefined");
    expect(() => gradients(x.sum(), { x: x.named("x") })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: gradients: the result was not computed from x; another tensor of that name was used: pass that one]`,
    );
  });
});

describe("requireFinite", () => {
  const check = (made: Tensor) => () => {
    requireFinite(made, "train");
  };

  it("names the operation that made NaN or an infinity, and what it got", () => {
    expect(check(log(tensor([[1, 0]]).named("p")).mul(2))).toThrowErrorMatchingInlineSnapshot(
      `[DomainError: train: log made −∞ from p = 0; keep its input inside the range where log is defined]`,
    );
    expect(check(tensor(0).named("a").div(tensor(0).named("b")).add(1))).toThrowErrorMatchingInlineSnapshot(
      `[DomainError: train: div made NaN from a = 0, b = 0; keep its input inside the range where div is defined]`,
    );
    expect(
      check(
        tensor([[1, 0]])
          .log()
          .neg(),
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[DomainError: train: log made −∞ from 0 in a tensor of shape [1, 2]; keep its input inside the range where log is defined]`,
    );
    expect(check(tensor([1, NaN]).named("x").mul(2))).toThrowErrorMatchingInlineSnapshot(
      `[DomainError: train: x holds NaN at entry 1; give finite numbers]`,
    );
  });

  it("accepts finite numbers", () => {
    expect(check(tensor([1, 2]).exp())).not.toThrow();
  });
});
