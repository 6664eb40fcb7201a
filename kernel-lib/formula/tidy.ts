/** @file Tidying: the rewriting that needs no decision, such as x · x⁻¹ = 1, 0 + x = x and (A B)ᵀ = Bᵀ Aᵀ. */

import type { Shape } from "../tensor/shape.js";
import { applied } from "./applications.js";
import {
  isNumber,
  isPlain,
  matrixOf,
  number,
  onesForm,
  powerOf,
  productOf,
  scalarsApart,
  stretched,
  sumOf,
  transposeOf,
  valueOf,
} from "./build.js";
import {
  keyOf,
  rewrite,
  type Form,
  type MatrixForm,
  type NumberForm,
  type PowerForm,
  type ProductForm,
  type SumForm,
  type TransposeForm,
} from "./form.js";
import { cancelled } from "./matrices.js";
import { reshapedTo, turnedReshape } from "./reshapes.js";
import {
  factorsOf,
  flipped,
  isNegative,
  plus,
  positiveFirst,
  scaled,
  splitCoefficient,
  times,
  withoutOnes,
  type Factor,
} from "./terms.js";
import { summed } from "./totals.js";

/** The form with equal terms added, equal factors cancelled, transposes pushed to the symbols, constants in front. */
export function tidy(form: Form): Form {
  return rewrite(form, tidyTop);
}

/** What a rule made of a form, tidied where it made something new. */
function retidied(before: Form, after: Form): Form {
  return before === after ? before : tidy(after);
}

/** Tidies a form whose parts are tidy. */
export function tidyTop(form: Form): Form {
  switch (form.kind) {
    case "sum":
      return tidySum(form);
    case "product":
      return tidyProduct(form);
    case "power":
      return tidyPower(form);
    case "matrix":
      return tidyMatrix(form);
    case "transpose":
      return tidyTranspose(form);
    case "total":
      return retidied(form, summed(form));
    case "number":
    case "symbol":
    case "ones":
    case "identity":
    case "entry":
    case "over":
      return form;
    case "apply":
      return retidied(form, applied(form));
  }
}

function tidySum(form: SumForm): Form {
  const collected = new Map<string, { coefficient: NumberForm; rest: Form }>();
  const all = form.terms.flatMap((part) => (part.kind === "sum" ? part.terms : [part]));
  const counts = all.some(({ kind }) => kind === "number");
  for (const term of all) {
    const [coefficient, own] = splitCoefficient(term);
    // 0.9 𝟏 + 0.1 is 𝟏: beside a number ones count as one, and the sum has its shape anyway.
    const rest = counts && own.kind === "ones" ? number(1) : own;
    const key = keyOf(rest);
    const before = collected.get(key);
    collected.set(key, { rest, coefficient: before ? plus(before.coefficient, coefficient) : coefficient });
  }
  const terms = withoutOnes(
    [...collected.values()]
      .filter(({ coefficient }) => !isNumber(coefficient, 0))
      .map(({ coefficient, rest }) => scaled(coefficient, rest)),
  );
  if (terms.some(({ kind }) => kind === "sum")) return tidySum({ ...form, terms });
  if (terms.length === 0) return stretched(number(0), form.shape);
  return stretched(constantOut(inOrder(terms)), form.shape);
}

/** A positive term first; fractions among themselves stay: −y/ŷ + (1 − y)/(1 − ŷ) is how everyone knows it. */
function inOrder(terms: readonly Form[]): readonly Form[] {
  const isFraction = (term: Form): boolean => factorsOf(term).factors.some(({ exponent }) => exponent < 0);
  return terms.every(isFraction) ? terms : positiveFirst(terms);
}

/** ¼ ŷ − ¼ y as ¼ (ŷ − y): a constant that every term has, up to its sign, stands in front. */
function constantOut(terms: readonly Form[]): Form {
  const size = Math.abs(valueOf(splitCoefficient(terms[0])[0]));
  const shared = terms.every((term) => Math.abs(valueOf(splitCoefficient(term)[0])) === size);
  const [first] = splitCoefficient(terms[0]);
  // 2 + 2 x stays as it is, but ½ + ½ x is (1 + x)/2.
  const isWhole = first.denominator === 1 && terms.some(({ kind }) => kind === "number");
  if (!shared || size === 1 || terms.length === 1 || isWhole) return sumOf(terms);
  const constant = number(Math.abs(first.numerator), first.denominator);
  const signs = terms.map((term) => {
    const [coefficient, rest] = splitCoefficient(term);
    return scaled(number(Math.sign(coefficient.numerator)), rest);
  });
  // ¼ (a + b) + ¼ c holds a sum among its terms once ¼ stands in front: a + b + c.
  const inside = sumOf(signs);
  return signs.some(({ kind }) => kind === "sum")
    ? tidyTop(productOf([constant, tidyTop(inside)]))
    : productOf([constant, inside]);
}

function tidyProduct(form: ProductForm): Form {
  const { coefficient, factors } = factorsOf(form);
  if (isNumber(coefficient, 0)) return stretched(number(0), form.shape);
  const { merged, sign } = merge(factors);
  const signed = sign < 0 ? times(coefficient, number(-1)) : coefficient;
  const powers = merged.map(({ base, exponent }) => powerOf(base, exponent));
  // (a b)^½ (a b)^½ has become a b, two factors.
  if (powers.some(isProductPower)) return tidyProduct({ ...form, factors: [signed, ...powers.map(tidyTop)] });
  return stretched(unsigned(signed, powers), form.shape);
}

function isProductPower(form: Form): boolean {
  const { base, exponent } = form.kind === "power" ? form : { base: form, exponent: 1 };
  return base.kind === "product" && Number.isInteger(exponent);
}

/** Factors of one base added up in the exponent; a base and its negative count as one, with a sign. */
function merge(factors: readonly Factor[]): { merged: Factor[]; sign: number } {
  const merged = new Map<string, Factor>();
  let sign = 1;
  for (const { base, exponent } of factors) {
    const opposite = base.kind === "sum" ? keyOf(flipped(base)) : undefined;
    const turned = opposite !== undefined && merged.has(opposite) && Number.isInteger(exponent);
    const key = turned ? opposite : keyOf(base);
    if (turned && exponent % 2 !== 0) sign = -sign;
    const before = merged.get(key);
    merged.set(key, { base: before?.base ?? base, exponent: (before?.exponent ?? 0) + exponent });
  }
  return { merged: [...merged.values()].filter(({ exponent }) => exponent !== 0), sign };
}

/** −(y − ŷ) as ŷ − y: a minus in front goes into a difference that it turns round. */
function unsigned(coefficient: NumberForm, powers: readonly Form[]): Form {
  const at = powers.findIndex((power) => power.kind === "sum" && power.terms.some(isNegative));
  if (valueOf(coefficient) < 0 && at >= 0) {
    const difference = powers[at];
    if (
      difference.kind === "sum" &&
      difference.terms.filter(isNegative).length * 2 >= difference.terms.length
    ) {
      const turned = powers.map((power, index) => (index === at ? flipped(difference) : power));
      return scaled(times(coefficient, number(-1)), productOf(turned));
    }
  }
  return scaled(coefficient, productOf(powers));
}

function tidyPower({ base, exponent, shape }: PowerForm): Form {
  if (exponent === 0) return stretched(number(1), shape);
  if (base.kind === "number" && Number.isInteger(exponent) && !isNumber(base, 0)) {
    const [top, bottom] =
      exponent > 0 ? [base.numerator, base.denominator] : [base.denominator, base.numerator];
    return number(top ** Math.abs(exponent), bottom ** Math.abs(exponent));
  }
  if (base.kind === "ones") return base;
  // √(x²) is |x|, so exponents multiply only where the outer one is whole.
  if (base.kind === "power" && Number.isInteger(exponent))
    return tidyTop(powerOf(base.base, base.exponent * exponent));
  if (base.kind === "product" && Number.isInteger(exponent)) {
    return tidyTop(productOf(base.factors.map((factor) => tidyTop(powerOf(factor, exponent)))));
  }
  return powerOf(base, exponent);
}

function tidyMatrix(form: MatrixForm): Form {
  const apart = form.factors.map(scalarsApart);
  const scalars = apart.flatMap((factor) => factor.scalars);
  const matrices = apart.flatMap(({ rest }) =>
    rest.kind === "matrix" && isPlain(form) ? rest.factors : [rest],
  );
  const product = isPlain(form) ? cancelled(matrices) : matrixOf(matrices);
  return scalars.length === 0 ? product : tidyTop(productOf([...scalars, product]));
}

function tidyTranspose({ of, shape }: TransposeForm): Form {
  if (isSymmetricShape(shape)) return of;
  switch (of.kind) {
    case "transpose":
      return of.of;
    case "ones":
      return onesForm(shape);
    case "identity":
      return of;
    case "sum":
      return tidyTop(sumOf(of.terms.map(turnedBeside)));
    case "product":
      return tidyTop(productOf(of.factors.map(turnedBeside)));
    case "power":
      return powerOf(turned(of.base), of.exponent);
    case "matrix":
      return isPlain(of) ? tidyTop(matrixOf([...of.factors].reverse().map(turned))) : transposeOf(of);
    case "apply":
      if (of.operation.role?.kind === "diagonal matrix") return of;
      if (of.operation.role?.kind === "outer product")
        return { ...of, inputs: [...of.inputs].reverse(), shape };
      return turnedReshape(of) ?? transposeOf(of);
    case "number":
    case "symbol":
    case "total":
    case "entry":
    case "over":
      return transposeOf(of);
  }
}

function turned(form: Form): Form {
  return tidyTop(transposeOf(form));
}

/** The transpose of a part that stands beside matrices: there a 1-D tensor counts as a row, which becomes a column. */
function turnedBeside(form: Form): Form {
  if (form.shape.length !== 1 || form.shape[0] === 1) return turned(form);
  return tidyTop(reshapedTo(form, [form.shape[0], 1]));
}

/** A 1 × 1 matrix is its own transpose. */
function isSymmetricShape(shape: Shape): boolean {
  return shape.length < 2 || (shape[shape.length - 1] === 1 && shape[shape.length - 2] === 1);
}
