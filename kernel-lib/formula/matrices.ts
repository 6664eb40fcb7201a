/** @file Algebra of matrix products: transposes and inverses turned round, factors that cancel. */

import { sizeOf, type Shape } from "../tensor/shape.js";
import { matrixOf, number, onesForm, powerOf, productOf, sumOf, transposeOf } from "./build.js";
import { entriesOfDiagonal } from "./diagonals.js";
import {
  keyOf,
  parts,
  withParts,
  type ApplyForm,
  type Form,
  type IdentityForm,
  type MatrixForm,
} from "./form.js";

/** A product of matrices without what does not change it: the identity, a 1 × 1 one, a matrix beside its inverse. */
export function cancelled(factors: readonly Form[]): Form {
  const kept: Form[] = [];
  let count = 1;
  for (const factor of factors) {
    const before = kept.at(-1);
    if (factor.kind === "identity" || (factor.kind === "ones" && sizeOf(factor.shape) === 1)) continue;
    if (before !== undefined && areInverse(before, factor)) kept.pop();
    else if (before?.kind === "ones" && factor.kind === "ones") {
      // Every entry of the product of ones counts the inner size.
      kept[kept.length - 1] = onesForm([before.shape[0], factor.shape[1]]);
      count *= factor.shape[0];
    } else kept.push(factor);
  }
  const product = kept.length > 0 ? matrixOf(kept) : unchanging(factors);
  return count === 1 ? product : productOf([number(count), product]);
}

/** What is left where everything cancels: the identity of the product's size, or a 1 × 1 one. */
function unchanging(factors: readonly Form[]): Form {
  const ones = factors.find(({ kind }) => kind === "ones");
  const [first] = factors;
  return ones ?? identityLike(first.shape);
}

function identityLike(shape: Shape): IdentityForm {
  return { kind: "identity", shape };
}

/** Whether one matrix is the inverse of the other. */
export function areInverse(a: Form, b: Form): boolean {
  if (a.kind === "transpose" && b.kind === "transpose") return areInverse(a.of, b.of);
  return (
    (isInverse(a) && keyOf(a.inputs[0]) === keyOf(b)) || (isInverse(b) && keyOf(b.inputs[0]) === keyOf(a))
  );
}

function isInverse(form: Form): form is ApplyForm {
  return form.kind === "apply" && form.operation.role?.kind === "inverse";
}

/** Whether every factor is square, so that each has an inverse where the product has one. */
function isSquareThroughout(form: MatrixForm): boolean {
  return form.factors.every(({ shape }) => shape.length === 2 && shape[0] === shape[1]);
}

/** (A B)⁻¹ = B⁻¹ A⁻¹, (A⁻¹)⁻¹ = A, (Aᵀ)⁻¹ = (A⁻¹)ᵀ. */
export function inverseOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  const inverse = (part: Form): Form => inverseOf({ ...form, inputs: [part], shape: part.shape });
  if (isInverse(of)) return of.inputs[0];
  if (of.kind === "identity") return of;
  if (of.kind === "transpose") return transposeOf(inverse(of.of));
  if (entriesOfDiagonal(of) !== undefined)
    return withParts(
      of,
      parts(of).map((entries) => powerOf(entries, -1)),
    );
  if (of.kind === "matrix" && isSquareThroughout(of))
    return cancelled([...of.factors].reverse().map(inverse));
  return form;
}

/** det(A B) = det A det B, det(A⁻¹) = 1/det A, det(Aᵀ) = det A. */
export function determinantOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  const determinant = (part: Form): Form => determinantOf({ ...form, inputs: [part] });
  if (of.kind === "transpose") return determinant(of.of);
  if (isInverse(of)) return powerOf(determinant(of.inputs[0]), -1);
  if (of.kind === "matrix" && isSquareThroughout(of)) return productOf(of.factors.map(determinant));
  return form;
}

/** log |det(A B)| = log |det A| + log |det B|, and the same signs as for any logarithm. */
export function logDeterminantOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  const logarithm = (part: Form): Form => logDeterminantOf({ ...form, inputs: [part] });
  if (of.kind === "transpose") return logarithm(of.of);
  if (of.kind === "matrix" && isSquareThroughout(of)) return sumOf(of.factors.map(logarithm));
  return form;
}
