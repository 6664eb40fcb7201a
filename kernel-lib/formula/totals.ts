/** @file Algebra of sums over entries: what does not vary is passed outwards, what is known is counted. */

import { sameShape, sizeOf, type Shape } from "../tensor/shape.js";
import { countIn, number, onesForm, productOf, stretched, totalOf } from "./build.js";
import { reshapedOut, wholeTotal } from "./reshapes.js";
import type { Form, TotalForm } from "./form.js";
import { areInverse, traceOf } from "./matrices.js";

/** Σ c x = c Σ x, Σ 𝟏 = n, Σ I ⊙ A = tr A; the form itself where none of these applies. Not tidied. */
export function summed(form: TotalForm): Form {
  const { of, axis, keepdims, shape } = form;
  const all = axis === undefined && !keepdims;
  if (of.kind === "number" || sameShape(shape, of.shape)) return of;
  // The one axis of a vector is all of it.
  if (axis === 0 && of.shape.length === 1) return totalOf(of, undefined, keepdims);
  if (of.kind === "ones") return productOf([number(countIn(form)), onesForm(shape)]);
  if (of.kind === "identity" && all) return number(of.shape[0]);
  const simpler = wholeTotal(form) ?? reshapedOut(form);
  if (simpler !== undefined) return stretched(simpler, shape);
  if (of.kind !== "product") return form;
  const isIdentity = ({ kind }: Form): boolean => kind === "identity";
  if (all && of.factors.some(isIdentity))
    return onDiagonal(productOf(of.factors.filter((factor) => !isIdentity(factor))), of.shape);
  if (all && isInversePair(of.factors)) return number(of.shape[0]);
  const copies = copied(form, productOf(of.factors.filter(({ kind }) => kind !== "ones")));
  if (copies !== undefined) return stretched(copies, shape);
  const varies = (factor: Form): boolean => factor.shape.length > 0 && !isSameAlong(factor, form);
  const outside = of.factors.filter((factor) => !varies(factor));
  if (outside.length === 0) return form;
  const inside = stretched(productOf(of.factors.filter(varies)), of.shape);
  return productOf([...outside, totalOf(inside, axis, keepdims)]);
}

/** Σ A⁻ᵀ ⊙ A = tr(A⁻¹ A) = n. */
function isInversePair([a, b, ...more]: readonly Form[]): boolean {
  const [turned, other] = a.kind === "transpose" ? [a.of, b] : b.kind === "transpose" ? [b.of, a] : [a, b];
  const oneTurned = (a.kind === "transpose") !== (b.kind === "transpose");
  return more.length === 0 && oneTurned && areInverse(turned, other);
}

/** Whether a factor is copied along the axis of the sum, and broadcasts against the sum as it is. */
function isSameAlong({ shape }: Form, { of, axis, keepdims }: TotalForm): boolean {
  if (axis === undefined) return keepdims && sizeOf(shape) === 1 && shape.length === of.shape.length;
  const own = axis - (of.shape.length - shape.length);
  if (keepdims) return own < 0 || shape[own] === 1;
  return axis === 0 && own < 0;
}

/** Σ I ⊙ A: the trace of a matrix; of a row or a column that is copied its entries, each once. */
function onDiagonal(of: Form, shape: Shape): Form {
  if (sameShape(of.shape, shape)) return traceOf(of);
  const total = totalOf(of, undefined, false);
  return sizeOf(of.shape) === 1 ? productOf([number(shape[0]), total]) : total;
}

/** The sum over entries that are copies of fewer: each of these as often as it occurs. */
function copied({ of, axis, keepdims }: TotalForm, fewer: Form): Form | undefined {
  if (axis === undefined) {
    const copies = sizeOf(of.shape) / sizeOf(fewer.shape);
    return copies === 1 ? undefined : productOf([number(copies), totalOf(fewer, axis, false)]);
  }
  if (fewer.shape.length === of.shape.length && !sameShape(fewer.shape, of.shape)) {
    const copies = fewer.shape[axis] === of.shape[axis] ? 1 : of.shape[axis];
    return productOf([number(copies), totalOf(fewer, axis, keepdims)]);
  }
  if (axis > 0 || keepdims || fewer.shape.length === 0 || fewer.shape.length === of.shape.length)
    return undefined;
  return productOf([number(of.shape[0]), fewer]);
}
