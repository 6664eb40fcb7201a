/** @file Rows that reduce: many entries to fewer, along one axis or all of them. */

import { functional } from "../tensor/notation.js";
import type { Application, Fold, Operation, Pullback, Sample, Settings, Value } from "../tensor/operation.js";
import type { Role } from "../tensor/role.js";
import { sizeOf, type Shape } from "../tensor/shape.js";
import { allocate, Tensor, type Numbers } from "../tensor/tensor.js";
import { axisSettings, count, spread, type Along } from "./axes.js";
import { configured, whole, type Configured } from "./define.js";

/** All entries, and along each axis, with and without keeping it. */
const SAMPLES: readonly Sample[] = [
  { shapes: [[3]] },
  { shapes: [[2, 3]], settings: { keepdims: true } },
  { shapes: [[2, 3]], settings: { axis: 0 } },
  { shapes: [[2, 3, 2]], settings: { axis: 1, keepdims: true } },
];

/** Sum of the entries, Σ x. */
export const sum: Configured<Along> = reduction("sum", {
  law: "every summand counts once",
  role: { kind: "total" },
  start: 0,
  step: (total, value) => total + value,
  by: "add",
  share: (gradient) => gradient,
  pullback: ({ gradient, inputs: [x], settings }) => spread(gradient, x, settings),
});

/** Mean of the entries, (1/m) Σ x. */
export const mean: Configured<Along> = reduction("mean", {
  law: "every entry counts 1/m",
  role: { kind: "mean" },
  start: 0,
  step: (total, value) => total + value,
  by: "add",
  finish: (total, count) => total / count,
  share: (gradient, count) => gradient / count,
  pullback: ({ gradient, inputs: [x], settings }) => spread(gradient.div(count(x, settings)), x, settings),
});

/** Product of the entries, Π x; its gradient needs x ≠ 0. */
export const prod: Configured<Along> = reduction("prod", {
  law: "product rule",
  needs: "no entry of X is 0",
  start: 1,
  step: (total, value) => total * value,
  pullback: ({ gradient, inputs: [x], settings }) =>
    spread(gradient, x, settings)
      .mul(kept(prod, x, settings))
      .div(x),
});

/** Largest entry; it alone passes the gradient, and each of several equal ones passes all of it. */
export const max: Configured<Along> = reduction("max", {
  law: "the largest one passes the gradient",
  needs: "one entry of X is the largest",
  start: -Infinity,
  step: Math.max,
  by: "larger",
  pullback: ({ gradient, inputs: [x], settings }) =>
    x.eq(kept(max, x, settings)).mul(spread(gradient, x, settings)),
});

/** Smallest entry; it alone passes the gradient, and each of several equal ones passes all of it. */
export const min: Configured<Along> = reduction("min", {
  law: "the smallest one passes the gradient",
  needs: "one entry of X is the smallest",
  start: Infinity,
  step: Math.min,
  by: "smaller",
  pullback: ({ gradient, inputs: [x], settings }) =>
    x.eq(kept(min, x, settings)).mul(spread(gradient, x, settings)),
});

/** Sum of absolute values, ‖x‖₁. */
export const norm1: Configured<Along> = reduction("norm1", {
  law: "derivative of the sum of absolute values",
  needs: "no entry of X is 0",
  definition: ([x], settings) => x.abs().sum(settings),
  start: 0,
  step: (total, value) => total + Math.abs(value),
  pullback: ({ gradient, inputs: [x], settings }) => spread(gradient, x, settings).mul(x.sign()),
});

/** Length √Σ x², of a matrix its Frobenius norm; its gradient needs x ≠ 0. */
export const norm2: Configured<Along> = reduction("norm2", {
  law: "derivative of the norm",
  needs: "X is not zero",
  definition: ([x], settings) => x.square().sum(settings).sqrt(),
  start: 0,
  step: (total, value) => total + value * value,
  finish: Math.sqrt,
  pullback: ({ gradient, inputs: [x], output, settings }) => spread(gradient.div(output), x, settings).mul(x),
});

interface ReductionRule {
  readonly law: string;
  readonly needs?: string;
  readonly definition?: Operation["definition"];
  readonly role?: Role;
  /** What no entry gives. */
  readonly start: number;
  readonly step: (total: number, value: number) => number;
  /** What `step` is, where a kernel can do it. */
  readonly by?: Fold;
  readonly finish?: (total: number, count: number) => number;
  readonly pullback: Pullback;
  /** The number that `pullback` gives each entry, where it is the same for all that fall into one. */
  readonly share?: (gradient: number, count: number) => number;
}

function reduction(
  name: string,
  { start, step, by, finish, pullback, share, ...common }: ReductionRule,
): Configured<Along> {
  const row = whole(name, [pullback], {
    ...common,
    samples: SAMPLES,
    notation: functional(`\\operatorname{${name}}`, name, `${name} of`),
    evaluate: ([x], settings) => {
      const { data, shape } = reduce(x, settings, { start, step, by });
      if (finish) for (let i = 0; i < data.length; i++) data[i] = finish(data[i], count(x, settings));
      return { data, shape };
    },
    compute: {
      fold: by && { by, finish },
      pullbacks: share && [(application) => shared(application, share)],
      write: ([x], settings, scribe) =>
        groups(x.shape, settings).map((group) => {
          const add = (total: string, at: number): string =>
            scribe.named(
              by === "add" ? scribe.by.add(total, x.entries[at]) : scribe.call(step, [total, x.entries[at]]),
            );
          const total = group.reduce(add, String(start));
          return finish ? scribe.call(finish, [total, String(group.length)]) : total;
        }),
    },
  });
  return configured(row, (along, x) => axisSettings(name, along, x));
}

/** The gradient of a single result, shared out to all entries at once. */
function shared(
  { gradient, inputs: [x] }: Application,
  share: (gradient: number, count: number) => number,
): Tensor | undefined {
  if (gradient.size !== 1) return undefined;
  const data = allocate([gradient], x.size);
  return new Tensor(data.fill(share(gradient.data[0], x.size)), x.shape);
}

/** The reduction with its axis kept, so that it stands beside the entries it came from. */
function kept(reduce: Configured<Along>, x: Tensor, { axis }: Settings): Tensor {
  return reduce(x, typeof axis === "number" ? { axis, keepdims: true } : {});
}

/** For each entry of the result, where the entries lie that fall into it, in their order. */
function groups(shape: Shape, { axis }: Settings): number[][] {
  if (typeof axis !== "number") return [Array.from({ length: sizeOf(shape) }, (_, at) => at)];
  const [length, inner] = [shape[axis], sizeOf(shape.slice(axis + 1))];
  return Array.from({ length: sizeOf(shape.slice(0, axis)) * inner }, (_, at) => {
    const from = Math.floor(at / inner) * length * inner + (at % inner);
    return Array.from({ length }, (__, k) => from + k * inner);
  });
}

interface Steps {
  readonly start: number;
  readonly step: (total: number, value: number) => number;
  readonly by: Fold | undefined;
}

function reduce(x: Tensor, { axis, keepdims }: Settings, { start, step, by }: Steps): Value {
  const all = typeof axis !== "number";
  const [outer, length, inner] = all
    ? [1, x.size, 1]
    : [sizeOf(x.shape.slice(0, axis)), x.shape[axis], sizeOf(x.shape.slice(axis + 1))];
  const totals = allocate([x], outer * inner).fill(start);
  const take = by === "add" ? addUp : takeIn;
  for (let o = 0; o < outer; o++) take(totals, x.data, { o, length, inner, step });
  if (all) return { data: totals, shape: keepdims === true ? x.shape.map(() => 1) : [] };
  const shape = x.shape.flatMap((size, at) => (at === axis ? (keepdims === true ? [1] : []) : [size]));
  return { data: totals, shape };
}

/** A block of entries, `length` by `inner`, that falls into `inner` totals. */
interface Block {
  readonly o: number;
  readonly length: number;
  readonly inner: number;
  readonly step: (total: number, value: number) => number;
}

function takeIn(totals: Numbers, data: Numbers, { o, length, inner, step }: Block): void {
  for (let k = 0; k < length; k++) {
    const from = (o * length + k) * inner;
    for (let i = 0; i < inner; i++) totals[o * inner + i] = step(totals[o * inner + i], data[from + i]);
  }
}

/** The same for sums: a call for each entry would take several times as long as adding it. */
function addUp(totals: Numbers, data: Numbers, { o, length, inner }: Block): void {
  const single = totals instanceof Float32Array;
  if (inner === 1) {
    let total = totals[o];
    const end = (o + 1) * length;
    if (single) for (let at = o * length; at < end; at++) total = Math.fround(total + data[at]);
    else for (let at = o * length; at < end; at++) total += data[at];
    totals[o] = total;
    return;
  }
  for (let k = 0; k < length; k++) {
    const from = (o * length + k) * inner;
    for (let i = 0; i < inner; i++) totals[o * inner + i] += data[from + i];
  }
}
