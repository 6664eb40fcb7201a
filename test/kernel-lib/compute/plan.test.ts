/** @file Plans over one memory against the rows' plain rules: every row, shapes around whole vectors, strange numbers. */

import { describe, expect, it } from "vitest";
import { centralDifferences, distance } from "../../../kernel-lib/autodiff/check.js";
import { Plan } from "../../../kernel-lib/compute/plan.js";
import { recordedTwice } from "../../../kernel-lib/compute/recording.js";
import { fromData, gradients, max, mean, min, sum, Tensor } from "../../../kernel-lib/index.js";
import { table } from "../../../kernel-lib/operations/methods.js";
import { apply } from "../../../kernel-lib/tensor/apply.js";
import { random, uniform } from "../../../kernel-lib/tensor/random.js";
import { sizeOf, type Shape } from "../../../kernel-lib/tensor/shape.js";

type Precision = "float32" | "float64";
const PRECISIONS: readonly Precision[] = ["float32", "float64"];
const rows = [...table.values()];
const uses = rows.flatMap((row) =>
  row.samples.flatMap((sample) =>
    PRECISIONS.map((precision) => ({ name: row.name, row, sample, precision })),
  ),
);

/** Entries that break what is only nearly right. */
const STRANGE = [NaN, Infinity, -Infinity, 0, -0, 1e-40, -3, 2.5];

/** Around one vector and two, in rows that end within a vector. */
const SHAPES: readonly (readonly Shape[])[] = [
  ...[[1], [2], [3], [4], [5], [17], [1, 1], [3, 5], [4, 8], [2, 3, 5]].map((shape) => [shape, shape]),
  ...[[5, 1], [1, 7], [7], [1, 1], []].map((shape) => [[5, 7], shape]),
  ...[[5, 1], [1, 7], [7], []].map((shape) => [shape, [5, 7]]),
  [
    [5, 1],
    [1, 3],
  ],
];

const byArithmetic = rows.filter(
  ({ compute, elementwise }) => (compute?.entry ?? compute?.inDouble) !== undefined && elementwise,
);
const entryCases = byArithmetic.flatMap((row) =>
  SHAPES.flatMap((shapes) =>
    PRECISIONS.map((precision) => ({
      name: row.name,
      row,
      shapes: shapes.slice(0, row.pullbacks.length),
      precision,
    })),
  ),
);

describe("in a plan, a row", () => {
  it.each(uses)("and its gradients are those of plain calls: $name in $precision at $sample", (use) => {
    const { row, sample, precision } = use;
    const inputs = sample.shapes.map((shape, at) =>
      inPrecision(
        sample.data?.[at] ?? uniform(shape, { seed: 5 + at, ...row.domain[at] }).data,
        shape,
        precision,
      ),
    );
    expectPlanned(
      (...given) => {
        const value = apply(row, given, sample.settings);
        const total = value.mul(value).sum();
        return { value, total, ...gradients(total, Object.fromEntries(given.entries())) };
      },
      inputs,
      precision === "float32" ? 1e-5 : 1e-13,
    );
  });

  it.each(entryCases)("gives every entry as its plain rule does: $name of $shapes in $precision", (use) => {
    const { row, shapes, precision } = use;
    const seed = random(3);
    const strange = (shape: Shape): Tensor => {
      const entry = (): number =>
        seed.uniform() < 0.5 ? STRANGE[seed.integer(STRANGE.length)] : seed.uniform() - 0.5;
      return inPrecision(Array.from({ length: sizeOf(shape) }, entry), shape, precision);
    };
    const inputs = shapes.map(strange);
    const [got] = planned((...given) => ({ value: apply(row, given) }), inputs);
    expect(got).toEqual(apply(row, inputs).detach());
  });

  it.each(
    [[1], [3], [4], [19], [39], [1, 1], [3, 5], [4, 8], [5, 39], [3, 1], [2, 3, 5]].flatMap((shape) =>
      PRECISIONS.map((precision) => ({ shape, precision })),
    ),
  )("folds along every axis: $shape in $precision", ({ shape, precision }) => {
    const x = inPrecision(uniform(shape, { seed: 9, low: -1, high: 1 }).data, shape, precision);
    const ways = [
      {},
      { keepdims: true },
      ...shape.flatMap((_, axis) => [{ axis }, { axis, keepdims: true }]),
    ];
    for (const reduce of [sum, mean, max, min]) {
      for (const way of ways) {
        expectPlanned(
          (given) => ({ total: reduce(given, way) }),
          [x],
          precision === "float32" ? 1e-6 : 1e-15,
        );
      }
    }
    for (const strange of STRANGE) {
      const odd = new Tensor(x.data.slice(), shape);
      odd.data[odd.size - 1] = strange;
      for (const way of ways) {
        const [largest, smallest] = planned((given) => ({ a: max(given, way), b: min(given, way) }), [odd]);
        expect([largest, smallest]).toEqual([max(odd, way).detach(), min(odd, way).detach()]);
      }
    }
    x.data[x.size - 1] = NaN;
    const [total] = planned((given) => ({ total: sum(given) }), [x]);
    expect(total.item()).toBeNaN();
  });
});

describe("a plan", () => {
  it("has the gradients that central differences measure", () => {
    const [W, b, X] = [
      uniform([5, 7], { seed: 1, low: -1, high: 1 }),
      uniform([5, 1], { seed: 2, low: -1, high: 1 }),
      uniform([7, 9], { seed: 3, low: -1, high: 1 }),
    ];
    const loss = (given: Tensor): Tensor => given.matmul(X).add(b).sigmoid().square().mean();
    const [slope] = planned((given) => gradients(loss(given), { given }), [W]);
    expect(distance(slope, centralDifferences(loss(W), W))).toBeLessThan(1e-8);
  });

  it("reads one array in several ways", () => {
    const x = uniform([3, 3], { seed: 1, low: 1, high: 2 });
    const row = uniform([3], { seed: 2, low: 1, high: 2 });
    expectPlanned(
      (a, b) => ({
        both: a
          .mul(b)
          .add(b.reshape([3, 1]))
          .sub(a.reshape([9]).sum()),
        turned: a.matmul(a.transpose()).add(a.transpose()),
        twice: a.mul(b).matmul(a).transpose().transpose().matmul(a),
        column: b.reshape([3, 1]).mul(b),
        other: a.reshape([9]).mul(2).reshape([3, 3]).matmul(b),
        cut: a
          .matmul(a)
          .transpose()
          .reshape([1, 9])
          .matmul(a.reshape([9, 1])),
      }),
      [x, row],
      1e-14,
    );
  });

  it("does once what is the same, and no more than that", () => {
    const x = uniform([3, 4], { seed: 1, low: 1, high: 2 });
    const operations = (f: (x: Tensor) => Tensor): string[] =>
      recordedTwice((x: Tensor) => ({ y: f(x) }), [x]).steps.map(({ operation }) => operation.name);
    expect(operations((x) => x.exp().mul(x.exp()))).toEqual(["exp", "mul"]);
    expect(operations((x) => x.max({ axis: 0 }).add(x.max({ axis: 0, keepdims: true })))).toHaveLength(3);
    expectPlanned((x) => ({ a: x.exp(), b: x.exp(), c: x.exp().exp() }), [x], 1e-14);
  });

  it("carries outputs over to inputs when a run is done, in place or not", () => {
    const f = (state: Tensor, _: Tensor, x: Tensor) => ({
      early: state.sum(),
      next: state.sub(x.mul(0.5)),
      before: state.mul(1),
    });
    const [state, old, x] = [
      fromData(Float64Array.of(1, 2, 3), [3]),
      fromData(new Float64Array(3), [3]),
      fromData(Float64Array.of(2, 4, 6), [3]),
    ];
    const plan = planOf(f, [state, old, x], {
      carried: new Map([
        [1, 0],
        [2, 1],
      ]),
      early: 1,
    });
    [state, old, x].forEach(({ data }, at) => {
      plan.write(at, data);
    });
    plan.start();
    expect(plan.first(0)).toBe(6);
    plan.start();
    expect(plan.first(0)).toBe(6);
    plan.finish();
    expect([plan.read(1), plan.read(2)].map((tensor) => tensor.toArray())).toEqual([
      [0, 0, 0],
      [1, 2, 3],
    ]);
    plan.start();
    plan.finish();
    expect([plan.read(1), plan.read(2)].map((tensor) => tensor.toArray())).toEqual([
      [-1, -2, -3],
      [0, 0, 0],
    ]);
  });

  it("keeps what it is given until all is looked at, also where the next value is known early", () => {
    const [state, x] = [fromData(Float64Array.of(1, 2, 3), [3]), fromData(Float64Array.of(2, 4, 6), [3])];
    const f = (before: Tensor, given: Tensor) => {
      const next = before.add(given);
      return { early: next.sum(), next };
    };
    const plan = planOf(f, [state, x], { carried: new Map([[1, 0]]), early: 1 });
    plan.write(0, state.data);
    plan.write(1, x.data);
    for (let turn = 0; turn < 3; turn++) plan.start();
    expect([plan.first(0), plan.held(0).toArray()]).toEqual([18, [1, 2, 3]]);
    plan.finish();
    expect(plan.held(0).toArray()).toEqual([3, 6, 9]);
  });
});

type Planned = (...given: Tensor[]) => Record<string, Tensor>;

function planOf(
  f: Planned,
  inputs: readonly Tensor[],
  options = { carried: new Map<number, number>(), early: 0 },
): Plan {
  const plan = Plan.of(recordedTwice(f, [...inputs]), options);
  if (plan === undefined) throw new Error("there is no plan");
  return plan;
}

function planned(f: Planned, inputs: readonly Tensor[]): Tensor[] {
  const plan = planOf(f, inputs);
  inputs.forEach(({ data }, at) => {
    plan.write(at, data);
  });
  plan.start();
  plan.finish();
  return Object.keys(f(...inputs)).map((_, at) => plan.read(at));
}

function expectPlanned(f: Planned, inputs: readonly Tensor[], digits: number): void {
  const got = planned(f, inputs);
  Object.values(f(...inputs)).forEach((expected, at) => {
    expect(got[at].shape).toEqual(expected.shape);
    expect(got[at].data.constructor).toBe(expected.data.constructor);
    expect(distance(got[at], expected)).toBeLessThan(digits);
  });
}

function inPrecision(values: ArrayLike<number>, shape: Shape, precision: Precision): Tensor {
  return fromData(precision === "float32" ? Float32Array.from(values) : Float64Array.from(values), shape);
}
