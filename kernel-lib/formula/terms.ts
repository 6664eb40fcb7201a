/** @file A form seen as a term: its coefficient, its sign, its factors. */

import { sameShape } from "../tensor/shape.js";
import { isNumber, jointShape, number, productOf, stretched, sumOf, valueOf } from "./build.js";
import type { Form, NumberForm, SumForm } from "./form.js";

/** A term as its coefficient and the rest. */
export function splitCoefficient(form: Form): readonly [NumberForm, Form] {
  if (form.kind === "number") return [form, number(1)];
  if (form.kind !== "product") return [number(1), form];
  const [first, ...rest] = form.factors;
  return first.kind === "number" ? [first, stretched(productOf(rest), form.shape)] : [number(1), form];
}

/** The product of two constants. */
export function times(a: NumberForm, b: NumberForm): NumberForm {
  return number(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The sum of two constants. */
export function plus(a: NumberForm, b: NumberForm): NumberForm {
  return a.denominator === b.denominator
    ? number(a.numerator + b.numerator, a.denominator)
    : number(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** A coefficient in front of the rest, without a 1 and without anything behind a 0. */
export function scaled(coefficient: NumberForm, rest: Form): Form {
  if (isNumber(coefficient, 0)) return number(0);
  if (isNumber(rest, 1)) return coefficient;
  if (isNumber(coefficient, 1)) return rest;
  return productOf([coefficient, ...(rest.kind === "product" ? rest.factors : [rest])]);
}

/** A factor with its exponent. */
export interface Factor {
  readonly base: Form;
  readonly exponent: number;
}

/** A product taken apart: its coefficient, its factors with exponents, and whether 𝟏 occurs. */
export function factorsOf(form: Form): { coefficient: NumberForm; factors: Factor[] } {
  let coefficient = number(1);
  const factors: Factor[] = [];
  const visit = (part: Form): void => {
    if (part.kind === "product") part.factors.forEach(visit);
    else if (part.kind === "number") coefficient = times(coefficient, part);
    else if (part.kind === "power") factors.push({ base: part.base, exponent: part.exponent });
    else if (part.kind !== "ones") factors.push({ base: part, exponent: 1 });
  };
  visit(form);
  return { coefficient, factors };
}

/** Whether a term is written with a minus. */
export function isNegative(term: Form): boolean {
  return valueOf(splitCoefficient(term)[0]) < 0;
}

/** The negative of a sum, positive terms first. */
export function flipped(form: SumForm): Form {
  const terms = form.terms.map((term) => {
    const [coefficient, rest] = splitCoefficient(term);
    return scaled(times(coefficient, number(-1)), rest);
  });
  return sumOf(positiveFirst(terms));
}

/** The first positive term moved to the front, so that a difference does not begin with a minus. */
export function positiveFirst(terms: readonly Form[]): readonly Form[] {
  const at = terms.findIndex((term) => !isNegative(term));
  return at <= 0 ? terms : [terms[at], ...terms.filter((_, index) => index !== at)];
}

/** 𝟏 in a term, or as a term, is not written where another term has the shape anyway. */
export function withoutOnes(terms: readonly Form[]): readonly Form[] {
  const bare = terms.map((term) =>
    term.kind === "ones"
      ? number(1)
      : term.kind === "product" && term.factors.some(({ kind }) => kind === "ones")
        ? productOf(term.factors.filter(({ kind }) => kind !== "ones"))
        : term,
  );
  const changed = bare.some((term, at) => term !== terms[at]);
  return changed && sameShape(jointShape(bare), jointShape(terms)) ? bare : terms;
}
