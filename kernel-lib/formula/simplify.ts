/** @file Rewriting that makes a formula shorter: a common denominator, common factors taken out, brackets multiplied out. */

import { isPlain, matrixOf, powerOf, productOf, stretched, sumOf, totalOf } from "./build.js";
import {
  keyOf,
  rewrite,
  sameForm,
  type Form,
  type MatrixForm,
  type SumForm,
  type TotalForm,
} from "./form.js";
import { sameShape, sizeOf } from "../tensor/shape.js";
import { blockByBlock } from "./blocks.js";
import { scaledByDiagonal } from "./diagonals.js";
import type { Equation } from "./eliminate.js";
import { commonFactorsOut } from "./common-factors.js";
import { constantIn, expanded, expandedProduct, multipliedOut, openedTerm, termByTerm } from "./expand.js";
import { IDENTITY_REWRITINGS } from "./identities.js";
import { knownSums, knownSymmetry, ownSymmetry } from "./known.js";
import { featuresOf, type Feature } from "./features.js";
import { formSize } from "./size.js";
import { squaresApart } from "./squares.js";
import { tidy, tidyTop } from "./tidy.js";
import { asTrace } from "./traces.js";
import { factorsOf, positiveFirst, splitCoefficient, type Factor } from "./terms.js";

/** A named way of rewriting a whole formula; it gives the formula back where it finds nothing to do. */
export interface Rewriting {
  /** The step as a lecturer calls it. */
  readonly rule: string;
  /** What must occur for it to find anything. */
  readonly needs?: readonly Feature[];
  readonly apply: (form: Form) => Form;
}

/** The step that needs no decision. */
const COLLECT = "cancel and collect";
/** The step that loses what stood in brackets. */
export const MULTIPLY_OUT = "multiply out";

/** Rewritings in the order in which a lecturer tries them; each is kept only where the formula gets shorter. */
const REWRITINGS: readonly Rewriting[] = [
  {
    rule: "common denominator",
    needs: ["sum", "below the line"],
    apply: shorterSums(overCommonDenominator),
  },
  ...IDENTITY_REWRITINGS,
  { rule: "the entries add up to 1", needs: ["total"], apply: knownSums },
  { rule: "sum term by term", needs: ["total", "sum"], apply: shorterTotals(termByTerm) },
  { rule: "a sum of products as a trace", needs: ["total", "product"], apply: shorterTotals(asTrace) },
  {
    rule: "a matrix of one entry is a number",
    needs: ["one among matrices"],
    apply: shorterMatrices(numbersOut),
  },
  { rule: "a diagonal matrix scales", needs: ["matrix"], apply: shorterMatrices(scaledByDiagonal) },
  { rule: "block by block", needs: ["stacked", "matrix"], apply: blockByBlock },
  { rule: "equal to its transpose", needs: ["turned call"], apply: ownSymmetry },
  { rule: "the matrix is symmetric", needs: ["transpose"], apply: knownSymmetry },
  {
    rule: "difference of squares",
    needs: ["sum", "below the line", "product"],
    apply: shorterProducts(squaresApart),
  },
  { rule: "take out common factors", needs: ["sum"], apply: shorterSums(commonFactorsOut) },
  { rule: "sum term by term", needs: ["total", "sum"], apply: shorterSums(inOneTotal) },
  { rule: MULTIPLY_OUT, needs: ["sum", "product"], apply: shorterProducts(expandedProduct) },
  { rule: MULTIPLY_OUT, needs: ["sum"], apply: shorterSums(termsMultipliedOut) },
  {
    rule: "common denominator",
    needs: ["sum", "below the line", "product"],
    apply: shorterProducts(denominatorsInside),
  },
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
  return shortened(form, { rule: COLLECT, apply: tidy });
}

/** The steps that begin with a rewriting and make what it gives shorter. */
export function shortened(form: Form, first: Rewriting): Simplification[] {
  const steps: Simplification[] = [];
  let current = form;
  const take = (rule: string, after: Form): boolean => {
    if (sameForm(current, after)) return false;
    // What tidying alone would do is not what the rewriting is named after.
    const isTidying = formSize(after) === formSize(current) && sameForm(tidy(current), after);
    steps.push({ rule: isTidying ? COLLECT : rule, before: current, after });
    current = after;
    return true;
  };
  take(first.rule, first.apply(form));
  // Every rewriting that is kept makes the formula shorter, so this ends.
  for (;;) {
    const features = featuresOf(current);
    const able = REWRITINGS.filter(({ needs = [] }) => needs.every((feature) => features.has(feature)));
    if (!able.some(({ rule, apply }) => take(rule, apply(current)))) return steps;
  }
}

/** The shortest form found. */
export function simplify(form: Form): Form {
  return simplifications(form).at(-1)?.after ?? form;
}

function shorterSums(change: (form: SumForm) => Form): (form: Form) => Form {
  return (form) =>
    rewrite(form, (part) => (part.kind === "sum" ? shorter(part, change(part)) : tidyTop(part)));
}

function shorterProducts(change: (form: Form) => Form): (form: Form) => Form {
  return (form) =>
    rewrite(form, (part) => (part.kind === "product" ? shorter(part, change(part)) : tidyTop(part)));
}

function shorterMatrices(change: (form: MatrixForm) => Form): (form: Form) => Form {
  return (form) =>
    rewrite(form, (part) => {
      const before = tidyTop(part);
      return before.kind === "matrix" ? shorter(before, change(before)) : before;
    });
}

/** x (1/n) with a 1 × 1 matrix n as x / n. */
function numbersOut(form: MatrixForm): Form {
  const isOne = ({ shape }: Form): boolean => shape.length === 2 && sizeOf(shape) === 1;
  const rest = form.factors.filter((factor) => !isOne(factor));
  if (!isPlain(form) || rest.length === 0 || rest.length === form.factors.length) return form;
  return tidyTop(productOf([...form.factors.filter(isOne), matrixOf(rest)]));
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

/** 1 / (x² (1/x + 1/y)²) as y² / (x + y)²: the factors that are sums over one denominator each. */
function denominatorsInside(form: Form): Form {
  if (form.kind !== "product") return form;
  const factors = form.factors.map((factor) => {
    const { base, exponent } = factor.kind === "power" ? factor : { base: factor, exponent: 1 };
    return base.kind === "sum" && Number.isInteger(exponent)
      ? tidyTop(powerOf(overCommonDenominator(base), exponent))
      : factor;
  });
  return stretched(tidyTop(productOf(factors)), form.shape);
}

/** Σ a x − Σ a y as Σ a (x − y): sums over the same entries as one, with what their terms share taken out. */
function inOneTotal(form: SumForm): Form {
  const split = form.terms.map(splitCoefficient);
  const [, first] = split[0];
  if (first.kind !== "total") return form;
  const inside = split.flatMap(([coefficient, rest]) =>
    rest.kind === "total" &&
    rest.axis === first.axis &&
    rest.keepdims === first.keepdims &&
    sameShape(rest.of.shape, first.of.shape)
      ? [tidyTop(productOf([coefficient, rest.of]))]
      : [],
  );
  if (inside.length < form.terms.length) return form;
  const sum = tidyTop(sumOf(inside));
  const shared = sum.kind === "sum" ? commonFactorsOut(sum) : sum;
  return stretched(
    tidyTop(totalOf(stretched(shared, first.of.shape), first.axis, first.keepdims)),
    form.shape,
  );
}

/** y (p − 1) + (1 − y) p as p − y: brackets around what cancels among the terms. */
function termsMultipliedOut(form: SumForm): Form {
  const terms = form.terms.map(openedTerm).flatMap(constantIn);
  const out = tidyTop(sumOf(terms));
  return stretched(out.kind === "sum" ? sumOf(positiveFirst(out.terms)) : out, form.shape);
}

/** The form with every sum over one denominator, and without brackets above and below it. */
export function overOneDenominator(form: Form): Form {
  return multipliedOut(
    rewrite(form, (part) => (part.kind === "sum" ? overCommonDenominator(part) : tidyTop(part))),
  );
}

function shorterTotals(change: (form: TotalForm) => Form): (form: Form) => Form {
  return (form) =>
    rewrite(form, (part) => (part.kind === "total" ? shorter(part, change(part)) : tidyTop(part)));
}
