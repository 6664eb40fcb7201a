/** @file The product that skips zeros against the one that does not: the same bits, whatever the matrices hold. */

import { describe, expect, it } from "vitest";
import { bestBuild, Machine } from "../../../kernel-lib/compute/machine.js";
import { matrixProduct } from "../../../kernel-lib/compute/products.js";
import type { Build } from "../../../kernel-lib/compute/tile-kernel.js";
import { compile, fromData, gradients, type Tensor } from "../../../kernel-lib/index.js";
import { random, uniform } from "../../../kernel-lib/tensor/random.js";
import type { Numbers } from "../../../kernel-lib/tensor/tensor.js";

/** Rows, inner size, columns: around a vector, a panel (8 to 32 rows) and the blocks (256, 512), and their edges. */
const SIZES = [
  [4, 4, 1],
  [1, 300, 7],
  [33, 257, 9],
  [16, 31, 33],
  [70, 5, 129],
  [6, 40, 515],
] as const;
const DENSITIES = [0, 0.1, 0.5, 1];
const CASES = SIZES.flatMap((size) =>
  DENSITIES.flatMap((density) =>
    ["as it lies", "transposed"].flatMap((way) =>
      [true, false].map((single) => ({ size, density, way, single })),
    ),
  ),
);

// The shared machine first, so that the environment's switch has been read before.
matrixProduct(
  { data: new Float32Array(400), rows: 20, columns: 20, turned: false },
  { data: new Float32Array(400), rows: 20, columns: 20, turned: false },
);
const BUILDS: readonly Build[] = bestBuild() === "fused" ? ["plain", "fused", "wide"] : ["plain"];

describe.each(BUILDS)("with zeros skipped, the %s product", (build) => {
  const machine = new Machine(build, 2 ** 24);

  it.each(CASES)("is what it is otherwise: $size, density $density, $way, float32: $single", (use) => {
    const { both } = multiplied(machine, use);
    expect(both("skipping")).toEqual(both("product"));
  });

  it.each([NaN, Infinity, -Infinity])("lets %d in the left matrix meet every 0 of the right one", (odd) => {
    const { both, left } = multiplied(machine, {
      size: [5, 40, 6],
      density: 0.2,
      way: "as it lies",
      single: true,
    });
    for (const at of [0, 77, left.length - 1]) {
      left[at] = odd;
      expect(both("skipping")).toEqual(both("product"));
      left[at] = 1;
    }
  });

  it.each([NaN, Infinity, -Infinity])("takes %d in the right matrix as it is", (odd) => {
    const { both, right } = multiplied(machine, {
      size: [5, 40, 6],
      density: 0.2,
      way: "as it lies",
      single: false,
    });
    right[100] = odd;
    expect(both("skipping")).toEqual(both("product"));
  });
});

describe("a product of numbers that come again", () => {
  const [rows, inner, columns] = [40, 90, 33];
  const left = uniform([rows, inner], { seed: 1 });
  const choice = random(2);
  const sparse = Float64Array.from({ length: inner * columns }, () =>
    choice.uniform() < 0.2 ? choice.uniform() : 0,
  );

  it.each([
    ["as they lie", false],
    ["transposed", true],
  ])("has the bits of their first product, %s", (_, turned) => {
    const data = sparse.slice();
    const X = fromData(data, turned ? [columns, inner] : [inner, columns]);
    const times = (one: Tensor): Numbers =>
      gradients(left.matmul(turned ? one.transpose() : one).sum(), { left }).left.data;
    const product = (one: Tensor): Numbers => left.matmul(turned ? one.transpose() : one).data;
    const first = [product(X), times(X)];
    for (let again = 0; again < 3; again++) expect([product(X), times(X)]).toEqual(first);
  });

  it("is right for what they hold now, though another was counted", () => {
    const data = sparse.slice();
    const X = fromData(data, [inner, columns]);
    for (let again = 0; again < 3; again++) left.matmul(X);
    data.fill(0.5);
    expect(left.matmul(X).data).toEqual(left.matmul(fromData(data.slice(), [inner, columns])).data);
  });
});

describe("a compiled step whose batch has many zeros", () => {
  const step = compile((W: Tensor, X: Tensor) => {
    const Z = W.matmul(X);
    return { Z, ...gradients(Z.square().sum(), { W }) };
  });
  const [rows, inner, columns] = [20, 90, 40];
  const W = uniform([rows, inner], { seed: 1 });
  const batch = (seed: number, density: number): Tensor => {
    const choice = random(seed);
    return fromData(
      uniform([inner, columns], { seed }).data.map((value) => (choice.uniform() < density ? value : 0)),
      [inner, columns],
    );
  };
  const plainly = (weights: Tensor, X: Tensor) => {
    const Z = weights.matmul(X);
    return { Z, W: Z.mul(2).matmul(X.transpose()) };
  };

  it.each([
    ["the batch it was compiled for", 2, 0.2],
    ["a batch without zeros", 3, 1],
    ["a batch of zeros only", 4, 0],
  ])("gives the bits of plain products for %s", (_, seed, density) => {
    step(W, batch(2, 0.2));
    const X = batch(seed, density);
    const [got, wanted] = [step(W, X), plainly(W, X)];
    expect([got.Z.data, got.W.data]).toEqual([wanted.Z.data, wanted.W.data]);
  });

  it("lets an infinite weight meet the zeros", () => {
    const odd = fromData(
      W.data.map((value, at) => (at === 5 ? Infinity : value)),
      W.shape,
    );
    const X = batch(2, 0.2);
    const [got, wanted] = [step(odd, X), plainly(odd, X)];
    expect(wanted.Z.data.some(Number.isNaN)).toBe(true);
    expect([got.Z.data, got.W.data]).toEqual([wanted.Z.data, wanted.W.data]);
  });
});

interface Use {
  readonly size: readonly [number, number, number];
  readonly density: number;
  readonly way: string;
  readonly single: boolean;
}

/** Two matrices in a machine, and what a kernel makes of them. */
function multiplied(machine: Machine, { size: [rows, inner, columns], density, way, single }: Use) {
  const { shelf } = machine;
  shelf.clear();
  const take = (length: number): Numbers => shelf.take(length, single);
  const seed = random(rows + inner + columns);
  const [left, right] = [take(rows * inner), take(inner * columns)];
  left.forEach((_, at) => (left[at] = seed.uniform() - 0.5));
  right.forEach((_, at) => (right[at] = seed.uniform() < density ? seed.uniform() - 0.5 : 0));
  const result = take(rows * columns);
  const bytes = left.BYTES_PER_ELEMENT;
  const steps = way === "transposed" ? [bytes, inner * bytes] : [columns * bytes, bytes];
  const places = [left.byteOffset, inner * bytes, bytes, right.byteOffset, ...steps, result.byteOffset];
  const both = (kernel: "product" | "skipping"): Numbers => {
    result.fill(NaN);
    machine.kernels(single)[kernel](rows, columns, inner, ...places);
    return result.slice();
  };
  return { both, left, right };
}
