/** @file The Kronecker product. */

import { ShapeError } from "../tensor/errors.js";
import { infix } from "../tensor/notation.js";
import { apply } from "../tensor/apply.js";
import type { Operation } from "../tensor/operation.js";
import { shapeText } from "../tensor/shape.js";
import { allocate, type Operand, type Tensor } from "../tensor/tensor.js";
import { whole, type Binary } from "./define.js";

const kronRow: Operation = whole(
  "kron",
  [
    ({ gradient, inputs: [a, b] }) => blocks(gradient, a, b).mul(inside(b)).sum({ axis: 3 }).sum({ axis: 1 }),
    ({ gradient, inputs: [a, b] }) =>
      blocks(gradient, a, b).mul(outside(a)).sum({ axis: 2 }).sum({ axis: 0 }),
  ],
  {
    samples: [
      {
        shapes: [
          [2, 3],
          [2, 2],
        ],
      },
    ],
    law: "product rule",
    role: { kind: "kronecker" },
    notation: infix("\\otimes", "kron", "Kronecker times"),
    evaluate: ([a, b]) => {
      if (a.rank !== 2 || b.rank !== 2) {
        throw new ShapeError(
          `kron: needs two matrices, got shapes ${shapeText(a.shape)} and ${shapeText(b.shape)}; reshape them first`,
        );
      }
      const [[m, n], [p, q]] = [a.shape, b.shape];
      const data = allocate([a, b], a.size * b.size);
      for (let at = 0; at < data.length; at++) {
        const [row, column] = [Math.floor(at / (n * q)), at % (n * q)];
        const left = Math.floor(row / p) * n + Math.floor(column / q);
        data[at] = a.data[left] * b.data[(row % p) * q + (column % q)];
      }
      return { data, shape: [m * p, n * q] };
    },
  },
);

/** Kronecker product a ⊗ b: every entry of a times the whole of b. @throws ShapeError if one is no matrix. */
export const kron: Binary = Object.assign((a: Operand, b: Operand) => apply(kronRow, [a, b]), {
  row: kronRow,
});

/** A matrix of the product's shape as [rows of a, rows of b, columns of a, columns of b]. */
function blocks(product: Tensor, a: Tensor, b: Tensor): Tensor {
  return product.reshape([a.shape[0], b.shape[0], a.shape[1], b.shape[1]]);
}

function inside(b: Tensor): Tensor {
  return b.reshape([1, b.shape[0], 1, b.shape[1]]);
}

function outside(a: Tensor): Tensor {
  return a.reshape([a.shape[0], 1, a.shape[1], 1]);
}
