/** @file Rewriting that makes a formula shorter: a common denominator, common factors taken out, brackets multiplied out. */

import { matrixOf, onesForm, powerOf, productOf, stretched, sumOf } from "./build.js";
import {
  keyOf,
  rewrite,
  sameForm,
  type Form,
  type MatrixForm,
  type SumForm,
  type TotalForm,
} from "./form.js";
import type { Equation } from "./eliminate.js";
import { expanded, expandedProduct, multipliedOut, ofOneShape, termByTerm } from "./expand.js";
import { IDENTITY_REWRITINGS } from "./identities.js";
import { formSize } from "./size.js";
import { tidy, tidyTop } from "./tidy.js";
import { factorsOf, positiveFirst, type Factor } from "./terms.js";

/** A named way of rewriting a whole formula; it gives the formula back where it finds nothing to do. */
export interface Rewriting {
  /** The step as a lecturer calls it. */
  readonly rule: string;
  readonly apply: (form: Form) => Form;
}

/** Rewritings in the order in which a lecturer tries them; each is kept only where the formula gets shorter. */
const REWRITINGS: readonly Rewriting[] = [
  { rule: "common denominator", apply: shorterSums(overCommonDenominator) },
  ...IDENTITY_REWRITINGS,
  { rule: "the entries add up to 1", apply: knownSums },
  { rule: "the matrix is symmetric", apply: knownSymmetry },
  { rule: "take out common factors", apply: shorterSums(commonFactorsOut) },
  { rule: "multiply out", apply: shorterProducts(expandedProduct) },
  { rule: "sum term by term", apply: shorterTotals },
];

/** One step of a simplification. */
export interface Simplification {
  readonly rule: string;
  readonly before: Form;
  readonly after: Form;
  /** What was put in, where that was done. */
  readonly uses?: readonly Equation[];
}

/** Each step that leads from a formula to its shortest form found; the first one tidies and cancels. */
export function simplifications(form: Form): Simplification[] {
  const steps: Simplification[] = [];
  let current = form;
  const take = (rule: string, after: Form): boolean => {
    if (sameForm(current, after)) return false;
    steps.push({ rule, before: current, after });
    current = after;
    return true;
  };
  take("cancel and collect", tidy(form));
  // Every rewriting that is kept makes the formula shorter, so this ends.
  while (REWRITINGS.some(({ rule, apply }) => take(rule, apply(current)))) continue;
  return steps;
}

/** The shortest form found. */
export function simplify(form: Form): Form {
  return simplifications(form).at(-1)?.after ?? form;
}

/** Σ y = 1 where the symbol's name says so. */
function knownSums(form: Form): Form {
  return rewrite(form, (part) =>
    part.kind === "total" && isKnownSum(part) ? onesForm(part.shape) : tidyTop(part),
  );
}

/** Sᵀ = S where the symbol's name says so, and (S⁻¹)ᵀ = S⁻¹ with it. */
function knownSymmetry(form: Form): Form {
  return rewrite(form, (part) =>
    part.kind === "transpose" && isKnownSymmetric(part.of) ? part.of : tidyTop(part),
  );
}

function isKnownSymmetric(form: Form): boolean {
  if (form.kind === "apply" && form.operation.role?.kind === "inverse")
    return isKnownSymmetric(form.inputs[0]);
  return form.kind === "symbol" && form.meaning.kind === "tensor" && form.meaning.name.symmetric === true;
}

function isKnownSum({ of, axis }: TotalForm): boolean {
  if (of.kind !== "symbol" || of.meaning.kind !== "tensor") return false;
  const { sumsToOne } = of.meaning.name;
  const along = sumsToOne === "columns" ? 0 : of.shape.length - 1;
  const single = of.shape.every((size, at) => at === along || size === 1);
  return sumsToOne !== undefined && (axis === along || (axis === undefined && single));
}

function shorterSums(change: (form: SumForm) => Form): (form: Form) => Form {
  return (form) =>
    rewrite(form, (part) => (part.kind === "sum" ? shorter(part, change(part)) : tidyTop(part)));
}

function shorterProducts(change: (form: Form) => Form): (form: Form) => Form {
  return (form) =>
    rewrite(form, (part) => (part.kind === "product" ? shorter(part, change(part)) : tidyTop(part)));
}

function shorter(before: Form, after: Form): Form {
  return formSize(after) < formSize(before) ? after : before;
}

/** −y/ŷ + (1 − y)/(1 − ŷ) as (ŷ − y) / (ŷ (1 − ŷ)). */
function overCommonDenominator(form: SumForm): Form {
  const terms = form.terms.map(factorsOf);
  const denominator = new Map<string, Factor>();
  for (const { base, exponent } of terms.flatMap(({ factors }) => factors)) {
    const before = denominator.get(keyOf(base))?.exponent ?? 0;
    if (exponent < before) denominator.set(keyOf(base), { base, exponent });
  }
  if (denominator.size === 0) return form;
  const inverse = [...denominator.values()].map(({ base, exponent }) => powerOf(base, -exponent));
  const numerator = form.terms.map((term) => expanded(tidy(productOf([term, ...inverse]))));
  const top = tidyTop(sumOf(numerator));
  const ordered = top.kind === "sum" ? sumOf(positiveFirst(top.terms)) : top;
  const below = [...denominator.values()].map(({ base, exponent }) => powerOf(base, exponent));
  return stretched(tidyTop(productOf([ordered, ...below])), form.shape);
}

/** The form with every sum over one denominator, and without brackets above and below it. */
export function overOneDenominator(form: Form): Form {
  return multipliedOut(
    rewrite(form, (part) => (part.kind === "sum" ? overCommonDenominator(part) : tidyTop(part))),
  );
}

function shorterTotals(form: Form): Form {
  return rewrite(form, (part) => (part.kind === "total" ? shorter(part, termByTerm(part)) : tidyTop(part)));
}

/** a c + b c as (a + b) c, entry by entry and for matrix factors on the left or the right. */
function commonFactorsOut(form: SumForm): Form {
  const entrywise = commonEntrywise(form);
  return entrywise === form ? commonMatrix(form) : entrywise;
}

function commonEntrywise(form: SumForm): Form {
  const [first, ...others] = form.terms.map(factorsOf);
  const shared = first.factors.flatMap(({ base, exponent }) => {
    const key = keyOf(base);
    const exponents = others.map(
      ({ factors }) => factors.find((other) => keyOf(other.base) === key)?.exponent ?? 0,
    );
    const shared = [exponent, ...exponents];
    if (shared.every((other) => other > 0)) return [powerOf(base, Math.min(...shared))];
    return shared.every((other) => other < 0) ? [powerOf(base, Math.max(...shared))] : [];
  });
  if (shared.length === 0) return form;
  const inverse = shared.map((factor) => tidyTop(powerOf(factor, -1)));
  const rest = form.terms.map((term) => tidyTop(productOf([term, ...inverse])));
  return stretched(tidyTop(productOf([tidyTop(sumOf(rest)), ...shared])), form.shape);
}

/** A B + A C as A (B + C), and B A + C A as (B + C) A. */
function commonMatrix(form: SumForm): Form {
  const terms = form.terms.map(matrixTerm);
  const matrices = terms.flatMap((term) => (term === undefined ? [] : [term]));
  if (matrices.length < terms.length || !ofOneShape(form.terms)) return form;
  const [first] = matrices;
  for (const side of ["left", "right"] as const) {
    const outer = end(first.matrix, side);
    if (!matrices.every(({ matrix }) => sameForm(end(matrix, side), outer))) continue;
    const inner = matrices.map(({ coefficient, matrix }) => {
      const rest = matrixOf(side === "left" ? matrix.factors.slice(1) : matrix.factors.slice(0, -1));
      return tidyTop(productOf([...coefficient, rest]));
    });
    // c c + c A with a 1-D c: a number and a row, whose other factors are not to be added.
    if (!ofOneShape(inner)) continue;
    const sum = tidyTop(sumOf(inner));
    return tidyTop(matrixOf(side === "left" ? [outer, sum] : [sum, outer]));
  }
  return form;
}

function end({ factors }: MatrixForm, side: "left" | "right"): Form {
  return factors[side === "left" ? 0 : factors.length - 1];
}

/** A term that is a matrix product, with scalars in front. */
function matrixTerm(term: Form): { coefficient: readonly Form[]; matrix: MatrixForm } | undefined {
  if (term.kind === "matrix") return { coefficient: [], matrix: term };
  if (term.kind !== "product") return undefined;
  const matrix = term.factors.find((factor) => factor.kind === "matrix");
  const coefficient = term.factors.filter((factor) => factor !== matrix);
  return matrix?.kind === "matrix" && coefficient.every(({ shape }) => shape.length === 0)
    ? { coefficient, matrix }
    : undefined;
}
