/** @file Rows of linear algebra. */

import { matrixProduct, type Matrix } from "../compute/products.js";
import { ShapeError } from "../tensor/errors.js";
import { infix } from "../tensor/notation.js";
import type { Scribe, Written } from "../tensor/entry.js";
import { apply } from "../tensor/apply.js";
import type { Operation, Value } from "../tensor/operation.js";
import { broadcast, shapeText, sizeOf } from "../tensor/shape.js";
import { allocate, numbersOf, Tensor, type Numbers, type Operand } from "../tensor/tensor.js";
import { stretchedOffsets, sumToShape } from "./broadcasting.js";
import { whole, type Binary } from "./define.js";

const matmulRow: Operation = whole(
  "matmul",
  [
    ({ gradient, inputs: [a, b] }) => {
      if (a.rank === 1 && b.rank === 1) return gradient.mul(b);
      if (a.rank === 1 && b.rank === 2) return b.matmul(gradient);
      if (a.rank === 2 && b.rank === 1) return gradient.outer(b);
      const { left, right, above } = asMatrices(a, b, gradient);
      return sumToShape(above.matmul(right.transpose()), left.shape).reshape(a.shape);
    },
    ({ gradient, inputs: [a, b] }) => {
      if (a.rank === 1 && b.rank === 1) return gradient.mul(a);
      if (a.rank === 1 && b.rank === 2) return a.outer(gradient);
      if (a.rank === 2 && b.rank === 1) return a.transpose().matmul(gradient);
      const { left, right, above } = asMatrices(a, b, gradient);
      return sumToShape(left.transpose().matmul(above), right.shape).reshape(b.shape);
    },
  ],
  {
    samples: [
      [
        [2, 3],
        [3, 4],
      ],
      [[3], [3]],
      [[2, 3], [3]],
      [[3], [3, 2]],
      [
        [2, 2, 3],
        [3, 2],
      ],
      [
        [2, 3],
        [2, 3, 2],
      ],
      [[2, 2, 3], [3]],
      [[3], [2, 3, 2]],
    ].map((shapes) => ({ shapes })),
    law: "product rule for matrices",
    notation: infix("", "@", "times"),
    role: { kind: "matrix product" },
    evaluate: ([a, b]) => product(a, b),
    compute: {
      write: ([a, b], _, scribe) => productWritten(a, b, scribe),
      evaluate: ([a, b]) =>
        a.rank === 2 && b.rank === 2 && a.shape[1] === b.shape[0]
          ? matrixTimes(matrixOf(a), matrixOf(b))
          : undefined,
      pullbacks: [
        ({ gradient, inputs: [a, b] }) =>
          a.rank === 2 && b.rank === 2 ? tensorOf(matrixTimes(matrixOf(gradient), turned(b))) : undefined,
        ({ gradient, inputs: [a, b] }) =>
          a.rank === 2 && b.rank === 2 ? tensorOf(matrixTimes(turned(a), matrixOf(gradient))) : undefined,
      ],
    },
  },
);

/**
 * Matrix product A B: [m, k] by [k, n] gives [m, n]. A 1-D tensor counts as a row on the left and a column on the
 * right; further axes in front are a batch.
 *
 * @throws ShapeError if the inner sizes differ or an operand is a scalar.
 */
export const matmul: Binary = Object.assign((a: Operand, b: Operand) => apply(matmulRow, [a, b]), {
  row: matmulRow,
});

/** Both operands, and the gradient of their product, as matrices: a 1-D one as the row or column it counts as. */
function asMatrices(a: Tensor, b: Tensor, gradient: Tensor) {
  const left = a.rank === 1 ? a.reshape([1, a.size]) : a;
  const right = b.rank === 1 ? b.reshape([b.size, 1]) : b;
  const batch = broadcast(left.shape.slice(0, -2), right.shape.slice(0, -2)) ?? [];
  const sizes = [left.shape[left.rank - 2], right.shape[right.rank - 1]];
  return { left, right, above: gradient.reshape([...batch, ...sizes]) };
}

function matrixOf({ data, shape }: Tensor): Matrix {
  return { data, rows: shape[0], columns: shape[1], turned: false };
}

function turned({ data, shape }: Tensor): Matrix {
  return { data, rows: shape[0], columns: shape[1], turned: true };
}

/** The product of two matrices that fit, which may be read as their transposes; undefined for mixed precisions. */
function matrixTimes(left: Matrix, right: Matrix): Value | undefined {
  const rows = left.turned ? left.columns : left.rows;
  const columns = right.turned ? right.rows : right.columns;
  const data = matrixProduct(left, right) ?? plainProduct(left, right);
  return data && { data, shape: [rows, columns] };
}

/** The same by plain loops. */
function plainProduct(left: Matrix, right: Matrix): Numbers | undefined {
  const single = left.data instanceof Float32Array;
  if (single !== right.data instanceof Float32Array) return undefined;
  const [rows, inner] = left.turned ? [left.columns, left.rows] : [left.rows, left.columns];
  const columns = right.turned ? right.rows : right.columns;
  const into = numbersOf(rows * columns, single);
  multiply(factor(left), factor(right), { data: into, rows, inner, columns, from: 0 });
  return into;
}

function tensorOf(value: Value | undefined): Tensor | undefined {
  return value && new Tensor(value.data, value.shape);
}

/** The entries of a product as sums, for operands without a batch. */
function productWritten(a: Written, b: Written, scribe: Scribe): readonly string[] | undefined {
  if (a.shape.length > 2 || b.shape.length > 2) return undefined;
  const inner = a.shape[a.shape.length - 1];
  const columns = b.shape.length === 1 ? 1 : b.shape[1];
  return Array.from({ length: (a.entries.length / inner) * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return Array.from({ length: inner }, (__, k) =>
      scribe.named(`${a.entries[row * inner + k]} * ${b.entries[k * columns + column]}`),
    ).join(" + ");
  });
}

function product(a: Tensor, b: Tensor): Value {
  if (a.rank === 0 || b.rank === 0) {
    throw new ShapeError(
      `matmul: ${shapeText(a.shape)} × ${shapeText(b.shape)}, one of them is a scalar; a scalar scales with mul`,
    );
  }
  const left = a.rank === 1 ? [1, a.size] : a.shape;
  const right = b.rank === 1 ? [b.size, 1] : b.shape;
  const [rows, inner] = left.slice(-2);
  const [innerRight, columns] = right.slice(-2);
  const batch = broadcast(left.slice(0, -2), right.slice(0, -2));
  if (inner !== innerRight || batch === undefined) throw new ShapeError(mismatch(a, b));
  const data = allocate([a, b], sizeOf(batch) * rows * columns);
  const [fromLeft, fromRight] = [
    stretchedOffsets(left.slice(0, -2), batch),
    stretchedOffsets(right.slice(0, -2), batch),
  ];
  fromLeft.forEach((offset, at) => {
    multiply(
      { data: a.data, down: inner, across: 1, from: offset * rows * inner },
      { data: b.data, down: columns, across: 1, from: fromRight[at] * inner * columns },
      { data, rows, inner, columns, from: at * rows * columns },
    );
  });
  const kept = [...(a.rank === 1 ? [] : [rows]), ...(b.rank === 1 ? [] : [columns])];
  return { data, shape: [...batch, ...kept] };
}

/** A matrix as it is read: how far apart neighbours of a column and of a row are, and where it begins. */
interface Factor {
  readonly data: Numbers;
  readonly down: number;
  readonly across: number;
  readonly from: number;
}

function factor({ data, columns, turned }: Matrix): Factor {
  return turned ? { data, down: 1, across: columns, from: 0 } : { data, down: columns, across: 1, from: 0 };
}

interface Product {
  readonly data: Numbers;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly from: number;
}

/**
 * into += left right. The innermost loop runs along memory, over four rows of `right` at a time, so that each entry
 * of `into` is read and written once for four products.
 */
function multiply(left: Factor, right: Factor, { data: into, rows, inner, columns, from }: Product): void {
  const [leftData, rightData] = [left.data, right.data];
  const { down, across } = right;
  for (let i = 0; i < rows; i++) {
    const start = from + i * columns;
    let k = 0;
    for (let at = left.from + i * left.down; k + 4 <= inner; k += 4, at += 4 * left.across) {
      const a = leftData[at];
      const b = leftData[at + left.across];
      const c = leftData[at + 2 * left.across];
      const d = leftData[at + 3 * left.across];
      let row = right.from + k * down;
      for (let j = 0; j < columns; j++, row += across) {
        into[start + j] =
          into[start + j] +
          a * rightData[row] +
          b * rightData[row + down] +
          c * rightData[row + 2 * down] +
          d * rightData[row + 3 * down];
      }
    }
    for (; k < inner; k++) {
      const a = leftData[left.from + i * left.down + k * left.across];
      let row = right.from + k * down;
      for (let j = 0; j < columns; j++, row += across) into[start + j] += a * rightData[row];
    }
  }
}

function mismatch(a: Tensor, b: Tensor): string {
  const sides = `matmul: inner sizes differ, ${shapeText(a.shape)} × ${shapeText(b.shape)}`;
  if (a.rank === 2 && b.rank === 2) {
    if (a.shape[0] === b.shape[0]) {
      return `${sides}; transpose the first, as in a.transpose().matmul(b)`;
    }
    if (a.shape[1] === b.shape[1]) {
      return `${sides}; transpose the second, as in a.matmul(b.transpose())`;
    }
    if (a.shape[0] === b.shape[1]) return `${sides}; change their order, as in b.matmul(a)`;
  }
  return `${sides}; the columns of the first must be as many as the rows of the second`;
}
