/** @file Rows that put matrices together or take one part out. */

import { zeros } from "../tensor/create.js";
import { ShapeError } from "../tensor/errors.js";
import { functional } from "../tensor/notation.js";
import { apply } from "../tensor/apply.js";
import type { Operation, Settings } from "../tensor/operation.js";
import { shapeText, sizeOf } from "../tensor/shape.js";
import { allocate, type Operand, type Tensor } from "../tensor/tensor.js";
import { whole, type Binary } from "./define.js";
import { eye } from "./identity.js";

const vstackRow: Operation = whole(
  "vstack",
  [
    ({ gradient, inputs: [a, b] }) => rowsOf(a.shape[0], { below: b.shape[0] }).matmul(gradient),
    ({ gradient, inputs: [a, b] }) => rowsOf(b.shape[0], { above: a.shape[0] }).matmul(gradient),
  ],
  {
    samples: [
      {
        shapes: [
          [2, 3],
          [1, 3],
        ],
      },
    ],
    law: "each part receives its own rows",
    role: { kind: "rows stacked" },
    notation: functional("\\operatorname{vstack}", "vstack", "rows of"),
    evaluate: ([a, b]) => {
      if (a.rank !== 2 || b.rank !== 2 || a.shape[1] !== b.shape[1]) throw misfit("vstack", "columns", a, b);
      const data = allocate([a, b], a.size + b.size);
      data.set(a.data);
      data.set(b.data, a.size);
      return { data, shape: [a.shape[0] + b.shape[0], a.shape[1]] };
    },
  },
);

/** The rows of one matrix above those of another. @throws ShapeError if they differ in columns. */
export const vstack: Binary = Object.assign((a: Operand, b: Operand) => apply(vstackRow, [a, b]), {
  row: vstackRow,
});

const hstackRow: Operation = whole(
  "hstack",
  [
    ({ gradient, inputs: [a, b] }) => gradient.matmul(rowsOf(a.shape[1], { below: b.shape[1] }).transpose()),
    ({ gradient, inputs: [a, b] }) => gradient.matmul(rowsOf(b.shape[1], { above: a.shape[1] }).transpose()),
  ],
  {
    samples: [
      {
        shapes: [
          [2, 3],
          [2, 1],
        ],
      },
    ],
    law: "each part receives its own columns",
    role: { kind: "columns stacked" },
    notation: functional("\\operatorname{hstack}", "hstack", "columns of"),
    evaluate: ([a, b]) => {
      if (a.rank !== 2 || b.rank !== 2 || a.shape[0] !== b.shape[0]) throw misfit("hstack", "rows", a, b);
      const [left, right] = [a.shape[1], b.shape[1]];
      const data = allocate([a, b], a.size + b.size);
      for (let row = 0; row < a.shape[0]; row++) {
        data.set(a.data.subarray(row * left, (row + 1) * left), row * (left + right));
        data.set(b.data.subarray(row * right, (row + 1) * right), row * (left + right) + left);
      }
      return { data, shape: [a.shape[0], left + right] };
    },
  },
);

/** The columns of one matrix beside those of another. @throws ShapeError if they differ in rows. */
export const hstack: Binary = Object.assign((a: Operand, b: Operand) => apply(hstackRow, [a, b]), {
  row: hstackRow,
});

/** The matrix that picks so many rows out of a stack: an identity with zeros for the rows above and below. */
function rowsOf(count: number, { above = 0, below = 0 }: { above?: number; below?: number }): Tensor {
  const behind = above === 0 ? eye(count) : zeros([count, above]).hstack(eye(count));
  return below === 0 ? behind : behind.hstack(zeros([count, below]));
}

const elemRow: Operation = whole(
  "elem",
  [
    ({ gradient, inputs: [x], settings }) => {
      const indices = indicesOf(settings);
      return indices
        .map((index, axis) => unitVector(x, axis, index))
        .reduce((product, unit) => product.mul(unit), gradient);
    },
  ],
  {
    samples: [
      { shapes: [[3]], settings: { index: [1] } },
      { shapes: [[2, 3]], settings: { index: [1, 2] } },
      { shapes: [[2, 3]], settings: { index: [1] } },
    ],
    law: "one entry passes the gradient",
    notation: functional("\\operatorname{elem}", "elem", "entry of"),
    evaluate: ([x], settings) => {
      const indices = indicesOf(settings);
      const shape = x.shape.slice(indices.length);
      if (indices.length > x.rank || indices.some((index, axis) => !(index >= 0 && index < x.shape[axis]))) {
        throw new ShapeError(
          `elem: a tensor of shape ${shapeText(x.shape)} has no entry ${shapeText(indices)}; indices are counted from 0`,
        );
      }
      const start = indices.reduce((at, index, axis) => at + index * sizeOf(x.shape.slice(axis + 1)), 0);
      return { data: x.data.slice(start, start + sizeOf(shape)), shape };
    },
    settingsText: (settings) => indicesOf(settings).map(String),
  },
);

/** The entry at these indices, or what lies behind the first of them: a row of a matrix. */
export const elem = Object.assign(
  (x: Operand, ...index: number[]): Tensor => apply(elemRow, [x], { index }),
  { row: elemRow },
);

function indicesOf({ index }: Settings): readonly number[] {
  return Array.isArray(index) ? (index as readonly number[]) : [];
}

/** 1 at one place along one axis, shaped to stand along that axis of x. */
function unitVector(x: Tensor, axis: number, index: number): Tensor {
  const shape = x.shape.map((size, at) => (at === axis ? size : 1)).slice(axis);
  return eye(x.shape[axis]).elem(index).reshape(shape);
}

function misfit(operation: string, side: string, a: Tensor, b: Tensor): ShapeError {
  return new ShapeError(
    `${operation}: ${shapeText(a.shape)} and ${shapeText(b.shape)} do not stack; both must be matrices with the same number of ${side}`,
  );
}
