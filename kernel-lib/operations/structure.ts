/** @file Rows that place entries without computing: transpose, reshape, expand. */

import { ShapeError } from "../tensor/errors.js";
import { functional, superscript } from "../tensor/notation.js";
import { apply, asTensor } from "../tensor/apply.js";
import type { Operation, Settings } from "../tensor/operation.js";
import { broadcast, sameShape, shapeText, sizeOf, type Shape } from "../tensor/shape.js";
import { allocate, type Operand, type Tensor } from "../tensor/tensor.js";
import { stretchedOffsets, sumToShape } from "./broadcasting.js";
import { whole } from "./define.js";

/** An operation that takes a tensor and the shape it is to have. */
export type ToShape = ((x: Operand, shape: Shape) => Tensor) & { readonly row: Operation };

const transposeRow = whole("transpose", [({ gradient }) => gradient.transpose()], {
  samples: [{ shapes: [[2, 3]] }, { shapes: [[3]] }, { shapes: [[2, 3, 2]] }],
  law: "a transpose is undone by a transpose",
  notation: superscript("\\top", "T", "transpose"),
  role: { kind: "transpose" },
  compute: {
    write: ([{ entries, shape }]) => {
      if (shape.length < 2) return entries;
      const [rows, columns] = shape.slice(-2);
      return entries.map((_, at) => {
        const inside = at % (rows * columns);
        return entries[at - inside + (inside % rows) * columns + Math.floor(inside / rows)];
      });
    },
  },
  evaluate: ([x]) => {
    if (x.rank < 2) return x;
    const [rows, columns] = x.shape.slice(-2);
    const data = allocate([x], x.size);
    for (let start = 0; start < x.size; start += rows * columns) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) data[start + j * rows + i] = x.data[start + i * columns + j];
      }
    }
    return { data, shape: [...x.shape.slice(0, -2), columns, rows] };
  },
});

/** Xᵀ: the last two axes change places; scalars and 1-D tensors stay as they are. */
export const transpose = Object.assign((x: Operand): Tensor => apply(transposeRow, [x]), {
  row: transposeRow,
});

const reshapeRow = whole("reshape", [({ gradient, inputs: [x] }) => gradient.reshape(x.shape)], {
  samples: [{ shapes: [[2, 3]], settings: { shape: [3, 2] } }],
  law: "reshaping moves no number",
  role: { kind: "reshape" },
  notation: functional("\\operatorname{reshape}", "reshape"),
  evaluate: ([x], settings) => {
    const shape = shapeSetting(settings);
    if (sizeOf(shape) !== x.size) {
      throw new ShapeError(
        `reshape: ${shapeText(x.shape)} has ${x.size} entries, ${shapeText(shape)} has ${sizeOf(shape)}; the sizes must multiply to the same number`,
      );
    }
    return { data: x.data, shape };
  },
  settingsText: (settings) => shapeSetting(settings).map(String),
});

/** The same entries in row-major order under another shape. */
export const reshape: ToShape = placed(reshapeRow);

const expandRow = whole("expand", [({ gradient, inputs: [x] }) => sumToShape(gradient, x.shape)], {
  samples: [
    { shapes: [[]], settings: { shape: [2, 3] } },
    { shapes: [[3]], settings: { shape: [2, 3] } },
    { shapes: [[2, 1]], settings: { shape: [2, 3] } },
  ],
  law: "a copied entry receives the sum over its copies",
  notation: functional("\\operatorname{expand}", "expand"),
  role: { kind: "expand" },
  compute: {
    entry: (_, x) => x,
    write: ([{ entries, shape }], settings) =>
      Array.from(stretchedOffsets(shape, shapeSetting(settings)), (from) => entries[from]),
  },
  evaluate: ([x], settings) => {
    const shape = shapeSetting(settings);
    const joint = broadcast(x.shape, shape);
    if (joint === undefined || !sameShape(joint, shape)) {
      throw new ShapeError(
        `expand: ${shapeText(x.shape)} cannot be stretched to ${shapeText(shape)}; only axes of size 1 stretch`,
      );
    }
    const data = allocate([x], sizeOf(shape));
    if (x.size === 1) return { data: data.fill(x.data[0]), shape };
    const offsets = stretchedOffsets(x.shape, shape);
    for (let i = 0; i < data.length; i++) data[i] = x.data[offsets[i]];
    return { data, shape };
  },
  settingsText: (settings) => shapeSetting(settings).map(String),
});

/** Copies along axes of size 1 (or missing ones in front) until the shape is reached: broadcasting, written out. */
export const expand: ToShape = placed(expandRow);

/** Nothing to do where the shape is already right: no row is recorded then. */
function placed(row: Operation): ToShape {
  return Object.assign(
    (x: Operand, shape: Shape) => {
      const input = asTensor(x, row.name);
      return sameShape(input.shape, shape) ? input : apply(row, [input], { shape });
    },
    { row },
  );
}

function shapeSetting({ shape }: Settings): Shape {
  return Array.isArray(shape) ? (shape as Shape) : [];
}
