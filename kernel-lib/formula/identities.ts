/** @file Identities at work: a formula matched against the longer side of an identity is replaced by the shorter one. */

import { IDENTITIES, type Identity } from "../operations/identities.js";
import { isNumber, jointShape, powerOf, productOf, stretched } from "./build.js";
import { keyOf, parts, rewrite, type Form } from "./form.js";
import { reader, symbolOf } from "./read.js";
import { formSize } from "./size.js";
import { factorsOf, type Factor } from "./terms.js";
import { tidy, tidyTop } from "./tidy.js";

/** An identity as two forms over one unknown. */
interface Rule {
  readonly law: string;
  readonly longer: Form;
  readonly shorter: Form;
  readonly unknown: string;
}

const RULES: readonly Rule[] = IDENTITIES.map(toRule);

/** Each identity as a rewriting that applies it wherever the formula gets shorter. */
export const IDENTITY_REWRITINGS = RULES.map((rule) => ({
  rule: rule.law,
  apply: (form: Form): Form => rewrite(form, (part) => applied(tidyTop(part), rule)),
}));

/** What the unknown of an identity is where it first applies in a form; undefined where it does not. */
export function unknownIn(form: Form, law: string): Form | undefined {
  for (const part of parts(form)) {
    const inside = unknownIn(part, law);
    if (inside !== undefined) return inside;
  }
  for (const rule of RULES.filter((other) => other.law === law)) {
    const { factors } = factorsOf(rule.longer);
    const found = matchFactors(factors, factorsOf(tidyTop(form)).factors, { rule, bound: undefined });
    if (found?.bound !== undefined) return found.bound;
  }
  return undefined;
}

function toRule({ law, unknown, longer, shorter }: Identity): Rule {
  const read = reader((tensor) => symbolOf(tensor));
  const symbol = symbolOf(unknown);
  return { law, longer: tidy(read(longer)), shorter: tidy(read(shorter)), unknown: symbol?.text ?? "" };
}

function applied(form: Form, rule: Rule): Form {
  const wanted = factorsOf(rule.longer).factors;
  const found = matchFactors(wanted, factorsOf(form).factors, { rule, bound: undefined });
  if (found?.bound === undefined) return form;
  const { bound } = found;
  const shorter = rewrite(rule.shorter, (part) => {
    if (part.kind === "symbol" && part.text === rule.unknown) return bound;
    return parts(part).length === 0 ? part : { ...part, shape: jointShape(parts(part)) };
  });
  const { coefficient } = factorsOf(form);
  const rest = found.rest.map(({ base, exponent }) => powerOf(base, exponent));
  const after = stretched(tidy(productOf([coefficient, shorter, ...rest])), form.shape);
  return formSize(after) < formSize(form) ? after : form;
}

/** How far matching has come: what the unknown stands for, once known. */
interface Matching {
  readonly rule: Rule;
  readonly bound: Form | undefined;
}

/** Finds all wanted factors among the given ones, and gives what is left of these. */
function matchFactors(
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

/** Matches a form against a pattern; undefined where they differ. */
function match(pattern: Form, form: Form, matching: Matching): Matching | undefined {
  if (pattern.kind === "symbol" && pattern.text === matching.rule.unknown) {
    if (matching.bound === undefined) return { ...matching, bound: form };
    return keyOf(matching.bound) === keyOf(form) ? matching : undefined;
  }
  if (pattern.kind === "number") return keyOf(pattern) === keyOf(form) ? matching : undefined;
  if (pattern.kind === "apply" && form.kind === "apply" && pattern.operation === form.operation) {
    return matchInOrder(pattern.inputs, form.inputs, matching);
  }
  if (pattern.kind === "sum" && form.kind === "sum")
    return matchAnyOrder(pattern.terms, form.terms, matching);
  return pattern.kind === "product" ? matchProduct(pattern, form, matching) : undefined;
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

function matchAnyOrder(
  [first, ...others]: readonly Form[],
  forms: readonly Form[],
  matching: Matching,
): Matching | undefined {
  if ((first as Form | undefined) === undefined) return forms.length === 0 ? matching : undefined;
  for (const [at, form] of forms.entries()) {
    const next = match(first, form, matching);
    const found =
      next &&
      matchAnyOrder(
        others,
        forms.filter((_, index) => index !== at),
        next,
      );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A product factor by factor; −u matches any form, and u is its negative. */
function matchProduct(pattern: Form, form: Form, matching: Matching): Matching | undefined {
  const { coefficient, factors } = factorsOf(pattern);
  if (isNumber(coefficient, -1) && factors.length === 1) {
    return match(factors[0].base, tidyTop(productOf([coefficient, form])), matching);
  }
  const given = factorsOf(form);
  if (keyOf(coefficient) !== keyOf(given.coefficient)) return undefined;
  const found = matchFactors(factors, given.factors, matching);
  return found?.rest.length === 0 ? { ...matching, bound: found.bound } : undefined;
}
