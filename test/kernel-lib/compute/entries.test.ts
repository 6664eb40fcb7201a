/** @file Rows of arithmetic on big tensors as they are called: the very numbers of their plain rules. */

import { describe, expect, it } from "vitest";
import { fromData, Tensor } from "../../../kernel-lib/index.js";
import { BIG, entryValue } from "../../../kernel-lib/compute/entries.js";
import { table } from "../../../kernel-lib/operations/methods.js";
import { random } from "../../../kernel-lib/tensor/random.js";
import { sizeOf, type Shape } from "../../../kernel-lib/tensor/shape.js";

const ODD = [NaN, Infinity, -Infinity, 0, -0, 1e-40, 3e38];
/** Results around whole vectors of 2 and 4 entries, and every way in which operands are stretched. */
const SHAPES: readonly (readonly Shape[])[] = [
  [[2048], [2048]],
  [
    [3, 683],
    [3, 683],
  ],
  [
    [50, 41],
    [50, 1],
  ],
  [[50, 41], [41]],
  [
    [50, 43],
    [1, 43],
  ],
  [[2051], []],
  [[], [2050]],
  [
    [47, 1],
    [1, 53],
  ],
  [
    [5, 20, 21],
    [5, 20, 21],
  ],
];
const ROWS = [...table.values()].filter(({ elementwise, compute }) => elementwise && compute?.entry);

describe.each(["float32", "float64"] as const)("in %s", (precision) => {
  it.each(ROWS.map((row) => [row.name, row] as const))("%s has the numbers of its plain rule", (_, row) => {
    for (const shapes of SHAPES) {
      const inputs = row.domain.map((__, at) => filled(shapes[at], precision, at));
      const plain = row.evaluate(inputs, {});
      const result = oftenEnough(() => row.compute?.evaluate?.(inputs, {}));
      if (sizeOf(plain.shape) < BIG) expect(result).toBeUndefined();
      else expect(result).toEqual(plain);
    }
  });

  it("takes an array that is given twice once", () => {
    const x = filled([41, 51], precision, 1);
    const row = rowOf("mul");
    expect(oftenEnough(() => row.compute?.evaluate?.([x, x], {}))).toEqual(row.evaluate([x, x], {}));
  });

  it("gives storage of its own", () => {
    const x = filled([4000], precision, 1);
    const first = oftenEnough(() => rowOf("square").compute?.evaluate?.([x], {}));
    const before = first?.data.slice();
    rowOf("square").compute?.evaluate?.([filled([4000], precision, 2)], {});
    expect(first?.data).toEqual(before);
  });
});

it("lets a number adapt to float32 before it is used, and leaves two precisions to the plain rule", () => {
  const x = filled([2100], "float32", 1);
  const tenth = new Tensor(Float64Array.of(0.1), []);
  const row = rowOf("mul");
  expect(oftenEnough(() => row.compute?.evaluate?.([x, tenth], {}))).toEqual(row.evaluate([x, tenth], {}));
  const other = filled([2100], "float64", 2);
  expect(oftenEnough(() => entryValue(row, [x, other], [2100]))).toBeUndefined();
});

describe("worked out in float64 and rounded to float32", () => {
  const inDouble = [...table.values()].filter(({ compute }) => compute?.inDouble !== undefined);
  const STRIDE = 65521;
  /** Float32 numbers of all sizes, and others between −20 and 20. */
  const numbers = [
    new Float32Array(
      Uint32Array.from({ length: Math.floor(2 ** 32 / STRIDE) }, (_, at) => at * STRIDE).buffer,
    ),
    Float32Array.from({ length: 2 ** 16 }, (_, at) => (at / 2 ** 16 - 0.5) * 40),
    Float32Array.from({ length: 2 ** 11 }, (_, at) => ODD[at % ODD.length]),
  ];

  it.each(inDouble.map((row) => [row.name, row] as const))("%s has the bits of its plain rule", (_, row) => {
    for (const data of numbers) {
      const x = fromData(data, [data.length]);
      const result = oftenEnough(() => row.compute?.evaluate?.([x], {}));
      expect(result).toBeDefined();
      const plain = row.evaluate([x], {});
      expect(result?.data.findIndex((value, at) => !Object.is(value, plain.data[at]))).toBe(-1);
    }
    const double = filled([2100], "float64", 1);
    expect(oftenEnough(() => row.compute?.evaluate?.([double], {}))).toBeUndefined();
  });

  it("are the rows with exponentials that networks use", () => {
    expect(inDouble.map(({ name }) => name).sort()).toEqual(["exp", "sigmoid", "tanh"]);
  });
});

/** What a kernel gives once its kind has come often enough for one to be written. */
function oftenEnough<Result>(compute: () => Result): Result {
  compute();
  compute();
  return compute();
}

function rowOf(name: string) {
  const row = table.get(name);
  if (row === undefined) throw new Error(`no row ${name}`);
  return row;
}

function filled(shape: Shape, precision: "float32" | "float64", seed: number): Tensor {
  const numbers = random(seed + 1);
  const entries = Array.from({ length: sizeOf(shape) }, (_, at) =>
    at % 97 === 5 + seed ? ODD[at % ODD.length] : numbers.uniform() - 0.3,
  );
  return fromData(precision === "float32" ? Float32Array.from(entries) : Float64Array.from(entries), shape);
}
