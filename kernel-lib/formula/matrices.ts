/** @file Algebra of matrix products: transposes and inverses turned round, factors that cancel. */

import { tr } from "../operations/rows.js";
import { sizeOf } from "../tensor/shape.js";
import { matrixOf, number, onesForm, powerOf, productOf, scalarsApart, sumOf, transposeOf } from "./build.js";
import { entriesOfDiagonal } from "./diagonals.js";
import { keyOf, parts, withParts, type ApplyForm, type Form, type MatrixForm } from "./form.js";

/** A product of matrices without what does not change it: the identity, a 1 × 1 one, a product beside its inverse. */
export function cancelled(factors: readonly Form[]): Form {
  let kept: readonly Form[] = [];
  let count = 1;
  for (const factor of factors) {
    const before = kept.at(-1);
    if (factor.kind === "identity" || (factor.kind === "ones" && sizeOf(factor.shape) === 1)) continue;
    if (before?.kind === "ones" && factor.kind === "ones") {
      // Every entry of the product of ones counts the inner size.
      kept = [...kept.slice(0, -1), onesForm([before.shape[0], factor.shape[1]])];
      count *= factor.shape[0];
    } else kept = withoutInverse([...kept, factor]);
  }
  const product = kept.length > 0 ? matrixOf(kept) : unchanging(factors);
  return count === 1 ? product : productOf([number(count), product]);
}

/** What is left where everything cancels: the identity of the product's size, or a 1 × 1 one. */
function unchanging(factors: readonly Form[]): Form {
  const ones = factors.find(({ kind }) => kind === "ones");
  return ones ?? { kind: "identity", shape: matrixOf(factors).shape };
}

/** The factors up to A B (A B)⁻¹ or (A B)⁻¹ A B, where they end so. */
function withoutInverse(factors: readonly Form[]): readonly Form[] {
  const turning = invertedBy(factors[factors.length - 1]);
  const at = factors.findIndex(
    (factor, index) =>
      sameForms(turning, factors.slice(index, -1)) || sameForms(invertedBy(factor), factors.slice(index + 1)),
  );
  return at < 0 ? factors : factors.slice(0, at);
}

/** The factors of the matrix that this one is the inverse of. */
function invertedBy(form: Form): readonly Form[] | undefined {
  if (form.kind === "transpose") return invertedBy(form.of)?.map(turned).reverse();
  if (!isInverse(form)) return undefined;
  const [of] = form.inputs;
  return of.kind === "matrix" ? of.factors : [of];
}

function turned(form: Form): Form {
  return form.kind === "transpose" ? form.of : transposeOf(form);
}

function sameForms(some: readonly Form[] | undefined, others: readonly Form[]): boolean {
  return some?.length === others.length && some.every((form, at) => keyOf(form) === keyOf(others[at]));
}

/** Whether one matrix is the inverse of the other. */
export function areInverse(a: Form, b: Form): boolean {
  return withoutInverse([a, b]).length === 0;
}

function isInverse(form: Form): form is ApplyForm {
  return form.kind === "apply" && form.operation.role?.kind === "inverse";
}

/** Whether every factor is square, so that each has an inverse where the product has one. */
function isSquareThroughout(form: MatrixForm): boolean {
  return form.factors.every(({ shape }) => shape.length === 2 && shape[0] === shape[1]);
}

/** The trace of a matrix. */
export function traceOf(of: Form): Form {
  if (of.kind === "identity") return number(of.shape[0]);
  return { kind: "apply", operation: tr.row, inputs: [of], settings: {}, shape: [] };
}

/** (A B)⁻¹ = B⁻¹ A⁻¹, (A⁻¹)⁻¹ = A, (Aᵀ)⁻¹ = (A⁻¹)ᵀ, (c A)⁻¹ = A⁻¹/c. */
export function inverseOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  const inverse = (part: Form): Form => inverseOf({ ...form, inputs: [part], shape: part.shape });
  const { scalars, rest } = scalarsApart(of);
  if (scalars.length > 0) return productOf([powerOf(productOf(scalars), -1), inverse(rest)]);
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

/** det(A B) = det A det B, det(A⁻¹) = 1/det A, det(Aᵀ) = det A, det(c A) = cⁿ det A. */
export function determinantOf(form: ApplyForm): Form {
  const [of] = form.inputs;
  const determinant = (part: Form): Form => determinantOf({ ...form, inputs: [part] });
  const { scalars, rest } = scalarsApart(of);
  if (scalars.length > 0) return productOf([powerOf(productOf(scalars), of.shape[0]), determinant(rest)]);
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
