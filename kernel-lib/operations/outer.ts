/** @file The outer product of two vectors. */

import { infix } from "../tensor/notation.js";
import { apply, asTensor } from "../tensor/apply.js";
import type { Operation } from "../tensor/operation.js";
import { allocate, type Operand } from "../tensor/tensor.js";
import { whole, type Binary } from "./define.js";
import { matmul } from "./linear.js";
import { reshape } from "./structure.js";

const outerRow: Operation = whole(
  "outer",
  [({ gradient, inputs: [, b] }) => gradient.matmul(b), ({ gradient, inputs: [a] }) => a.matmul(gradient)],
  {
    samples: [{ shapes: [[2], [3]] }],
    law: "product rule",
    role: { kind: "outer product" },
    compute: {
      write: ([a, b], _, { by }) => a.entries.flatMap((x) => b.entries.map((y) => by.multiply(x, y))),
    },
    notation: infix("\\otimes", "outer", "outer product with"),
    evaluate: ([a, b]) => {
      const data = allocate([a, b], a.size * b.size);
      for (let at = 0; at < data.length; at++)
        data[at] = a.data[Math.floor(at / b.size)] * b.data[at % b.size];
      return { data, shape: [a.size, b.size] };
    },
  },
);

/** Outer product of two vectors: [n] and [m] give [n, m] with the entries aᵢ bⱼ. */
export const outer: Binary = Object.assign(
  (left: Operand, right: Operand) => {
    const [a, b] = [asTensor(left, "outer"), asTensor(right, "outer")];
    return a.rank === 1 && b.rank === 1
      ? apply(outerRow, [a, b])
      : matmul(reshape(a, [a.size, 1]), reshape(b, [1, b.size]));
  },
  { row: outerRow },
);
