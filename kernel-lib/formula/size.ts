/** @file How long a formula is: operators, calls and leaves. */

import { sizeOf } from "../tensor/shape.js";
import { isZeros, valueOf } from "./build.js";
import { parts, type Form } from "./form.js";

const sizes = new WeakMap<Form, number>();

/** Operators + calls + leaves, as the formula is written in plain text; a symbol is one leaf. */
export function formSize(form: Form): number {
  // Kept: a part that is shared counts wherever it is written, and is walked once.
  const size = sizes.get(form) ?? measured(form);
  sizes.set(form, size);
  return size;
}

function measured(form: Form): number {
  const inside = parts(form).reduce((sum, part) => sum + formSize(part), 0);
  switch (form.kind) {
    case "number":
      return (form.denominator === 1 ? 1 : 3) + (valueOf(form) < 0 ? 1 : 0);
    case "symbol":
      return 1;
    case "ones":
      return 1 + form.shape.length;
    case "identity":
      return 2;
    case "sum":
      return inside + form.terms.length - 1 - savedBySigns(form.terms);
    case "product":
      if (isZeros(form)) return 1 + form.shape.length;
      return inside + form.factors.length - 1 - savedBySigns([form]) + writtenAsDivision(form.factors);
    case "matrix":
      return inside + form.factors.length - 1 + 2 * form.factors.filter(isReciprocal).length;
    case "power":
      return inside + (form.exponent === -1 ? 0 : form.exponent === 0.5 ? 1 : 2);
    case "transpose":
      return inside + 1;
    case "total":
      return inside + 1 + (form.axis === undefined || sizeOf(form.shape) === 1 ? 0 : 1);
    case "entry":
      return 1 + form.at.length;
    case "over":
    case "apply":
      return inside + 1;
  }
}

/** 1/x among matrices is written with its 1 and its line. */
function isReciprocal(form: Form): boolean {
  return form.kind === "power" && form.exponent < 0;
}

/** A term's −1 is written as the sign between the terms. */
function savedBySigns(terms: readonly Form[]): number {
  return terms.filter((term) => {
    const first = term.kind === "product" ? term.factors[0] : term;
    return first.kind === "number" && valueOf(first) === -1 && term.kind === "product";
  }).length;
}

/** A product that has nothing above the line is written 1/x. */
function writtenAsDivision(factors: readonly Form[]): number {
  return factors.every((factor) => factor.kind === "power" && factor.exponent < 0) ? 1 : 0;
}
