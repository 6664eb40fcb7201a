/** @file Rows of square matrices: trace, determinant, inverse, powers, diagonals. */

import { UsageError } from "../tensor/errors.js";
import { functional, superscript } from "../tensor/notation.js";
import { apply } from "../tensor/apply.js";
import type { Operation, Sample } from "../tensor/operation.js";
import { allocate, type Operand, type Tensor } from "../tensor/tensor.js";
import { whole, type WholeRule } from "./define.js";
import { eye } from "./identity.js";
import { determinant, inverse, squareSide } from "./elimination.js";

/** An operation of one matrix. */
export type OfMatrix = ((x: Operand) => Tensor) & { readonly row: Operation };

/** Square matrices far from singular. */
const SQUARES: readonly Sample[] = [
  { shapes: [[2, 2]], data: [[1.5, 0.4, -0.3, 1.2]] },
  { shapes: [[3, 3]], data: [[1.6, 0.3, -0.2, 0.1, 1.4, 0.5, -0.4, 0.2, 1.8]] },
];

/** Trace Σ xᵢᵢ, tr x. */
export const tr: OfMatrix = ofMatrix("trace", ({ gradient, inputs: [x] }) => gradient.mul(eye(x.shape[0])), {
  law: "the diagonal counts once",
  notation: functional("\\operatorname{tr}", "trace", "trace of"),
  evaluate: ([x]) => {
    const side = squareSide(x, "trace");
    const data = allocate([x], 1);
    for (let i = 0; i < side; i++) data[0] += x.data[i * side + i];
    return { data, shape: [] };
  },
});

/** Determinant. */
export const det: OfMatrix = ofMatrix(
  "det",
  ({ gradient, inputs: [x], output }) => gradient.mul(output).mul(x.inv().transpose()),
  {
    law: "Jacobi's formula",
    needs: "X has an inverse",
    role: { kind: "determinant" },
    notation: functional("\\det", "det", "determinant of"),
    evaluate: ([x]) => ({ data: Float64Array.of(determinant(x, "det")), shape: [] }),
  },
);

/** Logarithm of the determinant's size, log |det x|. */
export const logdet: OfMatrix = ofMatrix(
  "logdet",
  ({ gradient, inputs: [x] }) => gradient.mul(x.inv().transpose()),
  {
    law: "Jacobi's formula",
    needs: "X has an inverse",
    role: { kind: "log determinant" },
    notation: functional("\\log\\det", "logdet", "log determinant of"),
    evaluate: ([x]) => ({ data: Float64Array.of(Math.log(Math.abs(determinant(x, "logdet")))), shape: [] }),
  },
);

/** Inverse x⁻¹. */
export const inv: OfMatrix = ofMatrix(
  "inv",
  ({ gradient, output }) => output.transpose().matmul(gradient).matmul(output.transpose()).neg(),
  {
    law: "derivative of the inverse",
    needs: "X has an inverse",
    role: { kind: "inverse" },
    notation: superscript("-1", "inv", "inverse of"),
    evaluate: ([x]) => ({ data: inverse(x, "inv"), shape: x.shape }),
  },
);

const diagRow: Operation = whole(
  "diag",
  [({ gradient, inputs: [x] }) => gradient.diagpart().reshape(x.shape)],
  {
    samples: [{ shapes: [[3]] }, { shapes: [[3, 1]] }],
    law: "only the diagonal counts",
    notation: functional("\\operatorname{diag}", "diag", "diagonal matrix of"),
    role: { kind: "diagonal matrix" },
    evaluate: ([x]) => {
      const data = allocate([x], x.size * x.size);
      for (let i = 0; i < x.size; i++) data[i * x.size + i] = x.data[i];
      return { data, shape: [x.size, x.size] };
    },
  },
);

/** The matrix with these entries on its diagonal, from a vector or a column. */
export const diag: OfMatrix = Object.assign((x: Operand): Tensor => apply(diagRow, [x]), { row: diagRow });

/** The diagonal of a square matrix as a column. */
export const diagpart: OfMatrix = ofMatrix("diagpart", ({ gradient }) => gradient.diag(), {
  law: "only the diagonal counts",
  role: { kind: "diagonal" },
  notation: functional("\\operatorname{diagpart}", "diagpart", "diagonal of"),
  evaluate: ([x]) => {
    const side = squareSide(x, "diagpart");
    const data = allocate([x], side);
    for (let i = 0; i < side; i++) data[i] = x.data[i * side + i];
    return { data, shape: [side, 1] };
  },
});

const matpowRow: Operation = whole(
  "matpow",
  [
    ({ gradient, inputs: [x], settings: { exponent } }) => {
      const times = typeof exponent === "number" ? exponent : 0;
      const turned = x.transpose();
      const terms = Array.from({ length: times }, (_, before) =>
        powers(turned, before, gradient, times - 1 - before),
      );
      // X⁰ is the identity, whatever X is.
      return terms.length === 0 ? x.mul(0) : terms.reduce((sum, term) => sum.add(term));
    },
  ],
  {
    samples: [
      { shapes: [[2, 2]], settings: { exponent: 0 } },
      { shapes: [[2, 2]], settings: { exponent: 1 } },
      { shapes: [[3, 3]], settings: { exponent: 3 } },
    ],
    law: "product rule for matrices",
    notation: functional("\\operatorname{matpow}", "matpow", "matrix power of"),
    role: { kind: "matrix power" },
    evaluate: ([x], { exponent }) => {
      const side = squareSide(x, "matpow");
      if (exponent === 0) {
        const data = allocate([x], x.size);
        for (let i = 0; i < side; i++) data[i * side + i] = 1;
        return { data, shape: x.shape };
      }
      let power = x.detach();
      for (let k = 1; k < Number(exponent); k++) power = power.matmul(x.detach());
      return power;
    },
    settingsText: ({ exponent }) => [String(exponent)],
  },
);

/**
 * Matrix power x x … x; the power 0 is the identity.
 * @throws UsageError if the exponent is not a whole number from 0.
 */
export const matpow = Object.assign(
  (x: Operand, exponent: number): Tensor => {
    if (!Number.isInteger(exponent) || exponent < 0) {
      throw new UsageError(
        `matpow: the exponent must be a whole number from 0, got ${exponent}; inv() gives x⁻¹`,
      );
    }
    return apply(matpowRow, [x], { exponent });
  },
  { row: matpowRow },
);

/** Matrices multiplied: so many before the gradient, so many behind it. */
function powers(x: Tensor, before: number, gradient: Tensor, behind: number): Tensor {
  let product = gradient;
  for (let k = 0; k < before; k++) product = x.matmul(product);
  for (let k = 0; k < behind; k++) product = product.matmul(x);
  return product;
}

function ofMatrix(
  name: string,
  pullback: Operation["pullbacks"][number],
  rule: Omit<WholeRule, "samples">,
): OfMatrix {
  const row = whole(name, [pullback], { ...rule, samples: SQUARES });
  return Object.assign((x: Operand): Tensor => apply(row, [x]), { row });
}
