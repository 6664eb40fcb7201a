/** @file The machine's matrix product against sums written out, and its place behind the row. */

import { describe, expect, it } from "vitest";
import { bestBuild, Machine } from "../../../kernel-lib/compute/machine.js";
import { matrixProduct, type Matrix } from "../../../kernel-lib/compute/products.js";
import type { Build } from "../../../kernel-lib/compute/tile-kernel.js";
import { fromData, gradients, matmul, Tensor } from "../../../kernel-lib/index.js";
import { random } from "../../../kernel-lib/tensor/random.js";

/** Rows, inner size, columns: around the tiles (4 to 6 by 4 to 16), the blocks (120, 256, 512) and their edges. */
const SIZES = [
  [1, 4096, 1],
  [3, 300, 7],
  [4, 256, 8],
  [5, 257, 9],
  [17, 31, 33],
  [129, 5, 70],
  [6, 40, 515],
] as const;
const WAYS = [
  ["A B", false, false],
  ["Aᵀ B", true, false],
  ["A Bᵀ", false, true],
  ["Aᵀ Bᵀ", true, true],
] as const;
const PRECISIONS = [
  ["float32", 1e-5],
  ["float64", 1e-13],
] as const;
const CASES = SIZES.flatMap((size) =>
  WAYS.flatMap((way) => PRECISIONS.map((precision) => [size, way, precision] as const)),
);

// The shared machine first, so that the environment's switch has been read before.
matrixProduct(matrix(20, 20, "float32"), matrix(20, 20, "float32"));
const BUILDS: readonly Build[] = bestBuild() === "fused" ? ["plain", "fused", "wide"] : ["plain"];

describe.each(BUILDS)("the %s product", (build) => {
  const machine = new Machine(build, 2 ** 24);

  it.each(CASES)(
    "of %j as %j in %j is the sum of products",
    ([rows, inner, columns], way, [kind, digits]) => {
      const [left, right] = operands([rows, inner, columns], way, kind);
      const data = matrixProduct(left, right, machine);
      expect(apart(data, writtenOut(left, right))).toBeLessThan(digits);
    },
  );

  it.each([NaN, Infinity, -Infinity])(
    "passes %d on to the entries that it reaches, and to no other",
    (odd) => {
      const [left, right] = [matrix(9, 64, "float32"), matrix(64, 11, "float32")];
      left.data[3 * 64 + 7] = odd;
      const data = matrixProduct(left, right, machine) ?? [];
      const reached = Array.from(data, (value) => !Number.isFinite(value));
      expect(reached).toEqual(Array.from({ length: 99 }, (_, at) => Math.floor(at / 11) === 3));
    },
  );

  it("leaves what it was given as it was", () => {
    const [left, right] = [matrix(16, 32, "float64"), matrix(32, 16, "float64")];
    const before = [left.data.slice(), right.data.slice()];
    matrixProduct(left, right, machine);
    expect([left.data, right.data]).toEqual(before);
  });
});

describe("behind the row, the product", () => {
  it("is left to plain loops where it is small, empty or of two precisions", () => {
    expect(matrixProduct(matrix(4, 4, "float64"), matrix(4, 4, "float64"))).toBeUndefined();
    expect(matrixProduct(matrix(0, 9000, "float64"), matrix(9000, 5, "float64"))).toBeUndefined();
    expect(matrixProduct(matrix(40, 40, "float64"), matrix(40, 40, "float32"))).toBeUndefined();
  });

  it("takes a larger memory where the numbers need one", () => {
    const [rows, inner] = [3000, 3000];
    const left = matrix(rows, inner, "float64");
    const right = matrix(inner, 2, "float64");
    const data = matrixProduct(left, right);
    expect(apart(data, writtenOut(left, right))).toBeLessThan(1e-12);
  });

  it("gives storage of its own: nothing that a later product overwrites", () => {
    const [a, b] = [tensorOf(matrix(32, 32, "float32")), tensorOf(matrix(32, 32, "float32"))];
    const first = matmul(a, b);
    const before = first.data.slice();
    matmul(b, a);
    expect(first.data).toEqual(before);
  });

  it("has the gradients of the plain rule", () => {
    const [A, B] = [tensorOf(matrix(20, 30, "float64")), tensorOf(matrix(30, 10, "float64"))];
    const { A: dA, B: dB } = gradients(A.matmul(B).square().sum(), { A, B });
    const above = A.matmul(B).mul(2);
    expect(apart(dA.data, above.matmul(B.transpose()).data)).toBeLessThan(1e-13);
    expect(apart(dB.data, A.transpose().matmul(above).data)).toBeLessThan(1e-13);
  });
});

function operands(
  [rows, inner, columns]: readonly [number, number, number],
  [, left, right]: readonly [string, boolean, boolean],
  kind: "float32" | "float64",
): [Matrix, Matrix] {
  const [a, b] = [
    left ? matrix(inner, rows, kind) : matrix(rows, inner, kind),
    right ? matrix(columns, inner, kind) : matrix(inner, columns, kind),
  ];
  return [
    { ...a, turned: left },
    { ...b, turned: right },
  ];
}

function matrix(rows: number, columns: number, kind: "float32" | "float64"): Matrix {
  const seed = random(rows * 1000 + columns);
  const entries = Array.from({ length: rows * columns }, () => seed.uniform() - 0.5);
  return {
    data: kind === "float32" ? Float32Array.from(entries) : Float64Array.from(entries),
    rows,
    columns,
    turned: false,
  };
}

function tensorOf({ data, rows, columns }: Matrix): Tensor {
  return fromData(data, [rows, columns]);
}

/** Every entry as one sum, from the definition. */
function writtenOut(left: Matrix, right: Matrix): number[] {
  const at = ({ data, columns, turned }: Matrix, row: number, column: number): number =>
    turned ? data[column * columns + row] : data[row * columns + column];
  const [rows, inner] = left.turned ? [left.columns, left.rows] : [left.rows, left.columns];
  const columns = right.turned ? right.rows : right.columns;
  return Array.from({ length: rows * columns }, (_, entry) => {
    const [row, column] = [Math.floor(entry / columns), entry % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += at(left, row, k) * at(right, k, column);
    return sum;
  });
}

/** The largest difference, relative for large numbers; ∞ where one is not a number. */
function apart(a: ArrayLike<number> | undefined, b: ArrayLike<number>): number {
  if (a?.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < b.length; i++) {
    const difference = Math.abs(a[i] - b[i]) / (1 + Math.abs(b[i]));
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}
