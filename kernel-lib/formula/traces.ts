/** @file Sums of products as traces, whose factors may be turned in a circle. */

import { sameShape } from "../tensor/shape.js";
import { matrixOf, transposeOf } from "./build.js";
import type { Form, TotalForm } from "./form.js";
import { traceOf } from "./matrices.js";
import { formSize } from "./size.js";
import { tidy } from "./tidy.js";

/** Σ A ⊙ B as tr(Aᵀ B), where both are matrices of one shape. */
export function asTrace(form: TotalForm): Form {
  const { of, axis, keepdims } = form;
  if (axis !== undefined || keepdims || of.kind !== "product" || of.factors.length !== 2) return form;
  const [a, b] = of.factors;
  if (![a, b].some(({ kind }) => kind === "matrix" || kind === "transpose")) return form;
  if (a.shape.length !== 2 || !sameShape(a.shape, b.shape)) return form;
  const products = [matrixOf([transposeOf(a), b]), matrixOf([transposeOf(b), a])];
  return products
    .flatMap(turnedRound)
    .map(traceOf)
    .reduce((shortest, other) => (formSize(other) < formSize(shortest) ? other : shortest));
}

/** The product, and what it is with factors from its end moved to its front: tr(A B C) = tr(C A B). */
function turnedRound(product: Form): Form[] {
  const whole = tidy(product);
  if (whole.kind !== "matrix") return [whole];
  const { factors } = whole;
  return factors.map((_, at) => tidy(matrixOf([...factors.slice(at), ...factors.slice(0, at)])));
}
