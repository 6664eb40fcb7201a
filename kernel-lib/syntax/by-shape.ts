/** @file What a student's product, power and prime mean for operands of these shapes. */

import { ones } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import { apply, asTensor } from "../tensor/apply.js";
import type { Operation } from "../tensor/operation.js";
import { shapeText } from "../tensor/shape.js";
import type { Operand, Tensor } from "../tensor/tensor.js";
import { inv, matmul, mul, pow } from "../operations/rows.js";

/** The product of matrices, or by a scalar: one that fits no matrix product may be any tensor of a single entry. */
export function product(left: Operand, right: Operand): Tensor {
  const [a, b] = [asTensor(left, "product"), asTensor(right, "product")];
  const inner = b.shape[Math.max(0, b.rank - 2)];
  const scalar = a.rank === 0 || b.rank === 0 || ((a.size === 1 || b.size === 1) && a.shape.at(-1) !== inner);
  return scalar ? mul(left, right) : matmul(a, b);
}

/** A power entry by entry, and X^−1 as the inverse. @throws UsageError where a power could mean a product X X. */
export function power(base: Operand, exponent: Operand): Tensor {
  const { rank, size, shape } = asTensor(base, "power");
  if (rank < 2 || size === 1 || asTensor(exponent, "power").size > 1) return pow(base, exponent);
  if (exponent === -1) return inv(base);
  if (typeof exponent === "number" && exponent > 0 && shape.at(-1) !== shape.at(-2))
    return pow(base, exponent);
  throw new UsageError(
    `formula: a matrix of shape ${shapeText(shape)} to the power ${powerText(exponent)} can mean two things; write .^ ${powerText(exponent)} for each entry, or ${productsText(exponent)}`,
  );
}

function powerText(exponent: Operand): string {
  return typeof exponent === "number" ? String(exponent) : "p";
}

/** Three factors are still written out; more are a call. */
function productsText(exponent: Operand): string {
  if (exponent === 2) return "the matrix times itself for the product, as in X X";
  return `matpow(X, ${powerText(exponent)}) for the product of so many matrices X`;
}

/** σ′(z): the derivative of a function that acts entry by entry. */
export function localDerivative(row: Operation, operand: Operand): Tensor {
  const { elementwise, pullbacks } = row;
  if (!elementwise || pullbacks.length !== 1)
    throw new UsageError(
      `formula: ${row.name}' has no meaning entry by entry; use the derivative of a function such as sigmoid'`,
    );
  const input = asTensor(operand, row.name);
  const output = apply(row, [input]);
  return pullbacks[0]({ gradient: ones(input.shape), inputs: [input], output, settings: {} });
}
