/** @file What is known of matrices: that entries add up to 1, that a transpose changes nothing. */

import { onesForm, transposeOf } from "./build.js";
import { rewrite, sameForm, type ApplyForm, type Form, type TotalForm } from "./form.js";
import { termByTerm } from "./expand.js";
import { formSize } from "./size.js";
import { tidy, tidyTop } from "./tidy.js";

/** Σ y = 1 where the symbol's name says so. */
export function knownSums(form: Form): Form {
  return rewrite(form, (part) => (part.kind === "total" ? knownSum(part) : tidyTop(part)));
}

/** The sum where it is known, alone or as one term among others. */
function knownSum(form: TotalForm): Form {
  if (isKnownSum(form)) return onesForm(form.shape);
  const whole = tidyTop(form);
  if (form.of.kind !== "sum") return whole;
  const terms = termByTerm(form);
  const apart = knownSums(terms);
  return formSize(apart) < formSize(whole) && !sameForm(apart, terms) ? apart : whole;
}

/** (XᵀX)⁻¹ turned round is itself, because XᵀX is. */
export function ownSymmetry(form: Form): Form {
  return withoutTransposes(form, (part) => part.kind === "apply" && isOwnTranspose(part));
}

/** Sᵀ = S where the symbol's name says so, and (S⁻¹)ᵀ = S⁻¹ and (XᵀSX)⁻¹ᵀ = (XᵀSX)⁻¹ with it. */
export function knownSymmetry(form: Form): Form {
  return withoutTransposes(form, isKnownSymmetric);
}

/** The form with Sᵀ written S where the matrix is symmetric. */
function withoutTransposes(form: Form, isSymmetric: (part: Form) => boolean): Form {
  return rewrite(form, (part) =>
    part.kind === "transpose" && isSymmetric(part.of) ? part.of : tidyTop(part),
  );
}

/** Whether a matrix is the same turned round, however its symbols are chosen. */
function isOwnTranspose(form: Form): boolean {
  if (isInverse(form)) return isOwnTranspose(form.inputs[0]);
  return form.kind !== "symbol" && form.shape.length === 2 && sameForm(tidy(transposeOf(form)), form);
}

function isKnownSymmetric(form: Form): boolean {
  if (isInverse(form)) return isKnownSymmetric(form.inputs[0]);
  if (form.kind === "symbol") return form.meaning.kind === "tensor" && form.meaning.name.symmetric === true;
  if (form.kind !== "matrix" && form.kind !== "sum" && form.kind !== "product") return false;
  const turned = tidy(transposeOf(form));
  return turned.kind !== "transpose" && sameForm(knownSymmetry(turned), form);
}

function isInverse(form: Form): form is ApplyForm {
  return form.kind === "apply" && form.operation.role?.kind === "inverse";
}

function isKnownSum({ of, axis }: TotalForm): boolean {
  if (of.kind !== "symbol" || of.meaning.kind !== "tensor") return false;
  const { sumsToOne } = of.meaning.name;
  const along = sumsToOne === "columns" ? 0 : of.shape.length - 1;
  const single = of.shape.every((size, at) => at === along || size === 1);
  return sumsToOne !== undefined && (axis === along || (axis === undefined && single));
}
