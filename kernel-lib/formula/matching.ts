/** @file Formulas matched against patterns over one unknown, in any order of terms and factors. */

import { isNumber, productOf } from "./build.js";
import { keyOf, type ApplyForm, type Form, type ProductForm, type TotalForm } from "./form.js";
import { factorsOf, isNegative, type Factor } from "./terms.js";
import { tidyTop } from "./tidy.js";

/** The unknown of a pattern, by the text of its symbol. */
export interface Unknown {
  readonly unknown: string;
  /** Whether −u stands only for what has a minus. */
  readonly signed: boolean;
}

/** How far matching has come: what the unknown stands for, once known. */
export interface Matching {
  readonly of: Unknown;
  readonly bound: Form | undefined;
}

/** Finds all wanted factors among the given ones, and gives what is left of these. */
export function matchFactors(
  [first, ...others]: readonly Factor[],
  given: readonly Factor[],
  matching: Matching,
): { bound: Form | undefined; rest: readonly Factor[] } | undefined {
  if ((first as Factor | undefined) === undefined) return { bound: matching.bound, rest: given };
  for (const [at, { base, exponent }] of given.entries()) {
    // e^u / (1 + e^u)² holds e^u / (1 + e^u) once, and one factor is left.
    const left = exponent - first.exponent;
    if (left !== 0 && (Math.sign(left) !== Math.sign(first.exponent) || !Number.isInteger(left))) continue;
    const next = match(first.base, base, matching);
    if (next === undefined) continue;
    const rest = given.flatMap((factor, index) =>
      index !== at ? [factor] : left === 0 ? [] : [{ base, exponent: left }],
    );
    const found = matchFactors(others, rest, next);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Finds all wanted terms among the given ones, and gives what is left of these. */
export function matchTerms(
  [first, ...others]: readonly Form[],
  given: readonly Form[],
  matching: Matching,
): { bound: Form | undefined; rest: readonly Form[] } | undefined {
  if ((first as Form | undefined) === undefined) return { bound: matching.bound, rest: given };
  for (const term of given) {
    const next = match(first, term, matching);
    const found =
      next &&
      matchTerms(
        others,
        given.filter((other) => other !== term),
        next,
      );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Matches a form against a pattern; undefined where they differ. */
function match(pattern: Form, form: Form, matching: Matching): Matching | undefined {
  if (pattern.kind === "symbol" && pattern.text === matching.of.unknown) {
    if (matching.bound === undefined) return { ...matching, bound: form };
    return keyOf(matching.bound) === keyOf(form) ? matching : undefined;
  }
  switch (pattern.kind) {
    case "number":
      return keyOf(pattern) === keyOf(form) ? matching : undefined;
    case "apply":
      if (form.kind !== "apply" || pattern.operation !== form.operation) return undefined;
      return sameSettings(pattern, form) ? matchInOrder(pattern.inputs, form.inputs, matching) : undefined;
    case "sum": {
      const found = form.kind === "sum" ? matchTerms(pattern.terms, form.terms, matching) : undefined;
      return found?.rest.length === 0 ? { ...matching, bound: found.bound } : undefined;
    }
    case "power":
      if (form.kind !== "power" || pattern.exponent !== form.exponent) return undefined;
      return match(pattern.base, form.base, matching);
    case "total":
      return form.kind === "total" && sameSums(pattern, form)
        ? match(pattern.of, form.of, matching)
        : undefined;
    case "product":
      return matchProduct(pattern, form, matching);
    // Identities have no other parts.
    default:
      return undefined;
  }
}

function sameSettings({ settings }: ApplyForm, other: ApplyForm): boolean {
  return JSON.stringify(settings) === JSON.stringify(other.settings);
}

/** Whether a sum runs over the entries that the pattern's does, and its result broadcasts against them alike. */
function sameSums(pattern: TotalForm, { of, axis, keepdims }: TotalForm): boolean {
  // The one axis of a vector is all of it.
  const along = axis ?? (of.shape.length === 1 ? 0 : undefined);
  return pattern.axis === along && (pattern.keepdims === keepdims || (along ?? 0) === 0);
}

function matchInOrder(
  patterns: readonly Form[],
  forms: readonly Form[],
  matching: Matching,
): Matching | undefined {
  return patterns.reduce<Matching | undefined>(
    (so, pattern, at) => so && match(pattern, forms[at], so),
    matching,
  );
}

/** A product factor by factor; −u matches any form, and u is its negative. */
function matchProduct(pattern: ProductForm, form: Form, matching: Matching): Matching | undefined {
  const { coefficient, factors } = factorsOf(pattern);
  if (isNumber(coefficient, -1) && factors.length === 1) {
    if (matching.of.signed && !isNegative(form)) return undefined;
    return match(factors[0].base, tidyTop(productOf([coefficient, form])), matching);
  }
  const given = factorsOf(form);
  if (keyOf(coefficient) !== keyOf(given.coefficient)) return undefined;
  const found = matchFactors(factors, given.factors, matching);
  return found?.rest.length === 0 ? { ...matching, bound: found.bound } : undefined;
}
