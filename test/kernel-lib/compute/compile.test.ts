/** @file Compiled functions against the same functions called plainly, and what is refused. */

import { describe, expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import {
  bce,
  compile,
  filled,
  fromData,
  gradients,
  network,
  sigmoid,
  softmaxCrossEntropy,
  tensor,
  Tensor,
  type Given,
} from "../../../kernel-lib/index.js";
import { UsageError } from "../../../kernel-lib/tensor/errors.js";
import { table } from "../../../kernel-lib/operations/methods.js";
import { apply } from "../../../kernel-lib/tensor/apply.js";
import type { Operation } from "../../../kernel-lib/tensor/operation.js";
import { random, uniform } from "../../../kernel-lib/tensor/random.js";

const PRECISIONS = [
  ["float64", 1e-13],
  ["float32", 1e-5],
] as const;
const uses = [...table.values()].flatMap((row) =>
  row.samples.flatMap((sample) =>
    PRECISIONS.map(([precision, digits]) => ({ name: row.name, row, sample, precision, digits })),
  ),
);

describe("compiled, a row and its gradients", () => {
  it.each(uses)("have the numbers of plain calls: $name in $precision at $sample", (use) => {
    const { row, sample, precision, digits } = use;
    const inputs = sample.shapes.map((shape, at) =>
      inPrecision(sample.data?.[at] ?? drawn(row, shape, at).data, shape, precision),
    );
    const f = (...given: Tensor[]): Record<string, Tensor> => {
      const value = apply(row, given, sample.settings);
      const total = value.mul(value).sum();
      return { value, total, ...gradients(total, Object.fromEntries(given.entries())) };
    };
    const compiled = compile(f);
    for (const point of [inputs, inputs.map((input) => input.mul(1.01).detach())]) {
      const [expected, got] = [f(...point), compiled(...point)];
      expect(Object.keys(got)).toEqual(Object.keys(expected));
      for (const [key, { data, shape }] of Object.entries(expected)) {
        expect(got[key].shape).toEqual(shape);
        expect(got[key].data.constructor).toBe(data.constructor);
        expect(distance(got[key], expected[key])).toBeLessThan(digits);
      }
    }
  });
});

describe("a compiled function", () => {
  const net = (sizes: readonly number[]) => network(sizes, { seed: 3 }).parameters;
  const step = ({ W1, b1, W2, b2 }: Readonly<Record<string, Tensor>>, X: Tensor, Y: Tensor) => {
    const hidden = sigmoid(W1.matmul(X).add(b1).named("z"));
    const loss = bce(sigmoid(W2.matmul(hidden).add(b2)), Y).mean();
    return { loss, ...gradients(loss, { W1, b1, W2, b2 }) };
  };
  const data = (rows: number, columns: number) =>
    uniform([rows, columns], { seed: rows + columns, low: 0, high: 1 });

  it.each([1, 7, 300])("has the loss and the gradients of %d examples", (examples) => {
    const given = [net([5, 40, 3]), data(5, examples), data(3, examples)] as const;
    expectSame(compile(step)(...given), step(...given));
  });

  it("is traced anew for other shapes, precisions and structures, and keeps what it had", () => {
    let traced = 0;
    const twice = compile((x: Given) => {
      traced++;
      const [first, second = first] = x instanceof Tensor ? [x] : Object.values(x);
      return first.mul(second).sum();
    });
    const values: Given[] = [
      tensor([1, 2]),
      tensor([[1, 2]]),
      tensor([1, 2], { precision: "float32" }),
      { a: tensor([1, 2]), b: tensor([3, 4]) },
      { a: tensor([1, 2]) },
    ];
    const results = [...values, ...values].map((value) => twice(value).item());
    expect(results).toEqual([5, 5, 5, 11, 5, 5, 5, 5, 11, 5]);
    // Each is written down at its numbers and at numbers nearby.
    expect(traced).toBe(2 * values.length);
  });

  it.each([2, 2000])(
    "gives new tensors without a trace, and changes nothing it was given: %d numbers",
    (size) => {
      const same = compile((x: Tensor) => ({ x, sum: x.sum(), twice: x.mul(2).reshape([size]) }));
      const x = filled([1, size], 1);
      const [first, second] = [same(x), same(x)];
      first.x.data[0] = 7;
      first.twice.data[0] = 7;
      expect([x, second.x, second.twice].map(({ data }) => data[0])).toEqual([1, 1, 2]);
      expect(second.sum.trace).toBeUndefined();
    },
  );

  it("may be used in another one", () => {
    const inner = compile((x: Tensor) => x.square());
    const outer = compile((x: Tensor) => gradients(inner(x).sum(), { x }));
    expect(outer(tensor([3])).x.toArray()).toEqual([6]);
    expect(outer(tensor([4])).x.toArray()).toEqual([8]);
  });

  it("passes on NaN and infinities as plain calls do", () => {
    const f = (x: Tensor): Tensor => x.relu().add(x.mul(0)).sub(x.abs().softplus());
    const x = tensor([NaN, Infinity, -Infinity, 0, -0]);
    expect(compile(f)(x).toArray()).toEqual(f(x).toArray());
  });

  it("is refused where it reads numbers out, decides by them, or draws some", () => {
    const seed = random(1);
    const strange: ((x: Tensor) => Tensor)[] = [
      (x) => x.mul(x.sum().item()),
      (x) => (x.sum().item() > 3 ? x.square() : x.mul(2)),
      (x) =>
        x.add(
          fromData(
            x.data.map((value) => value),
            x.shape,
          ),
        ),
      (x) => x.add(uniform([2], { seed, low: 0, high: 1 })),
    ];
    for (const f of strange) expect(() => compile(f)(tensor([1, 1.999]))).toThrow(UsageError);
  });

  it("is correct for a network whose softmax is over many examples", () => {
    const f = (W: Tensor, X: Tensor, Y: Tensor) => {
      const loss = softmaxCrossEntropy(W.matmul(X), Y).mean();
      return { loss, ...gradients(loss, { W }) };
    };
    const given = [data(10, 50), data(50, 64), data(10, 64).softmax({ axis: 0 }).detach()] as const;
    expectSame(compile(f)(...given), f(...given));
  });
});

function expectSame(got: Record<string, Tensor>, expected: Record<string, Tensor>): void {
  expect(Object.keys(got)).toEqual(Object.keys(expected));
  for (const [key, value] of Object.entries(expected)) expect(distance(got[key], value)).toBeLessThan(1e-13);
}

function drawn(row: Operation, shape: readonly number[], at: number): Tensor {
  return uniform(shape, { seed: 5 + at, ...row.domain[at] });
}

function inPrecision(values: ArrayLike<number>, shape: readonly number[], precision: string): Tensor {
  return fromData(precision === "float32" ? Float32Array.from(values) : Float64Array.from(values), shape);
}
