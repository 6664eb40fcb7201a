/** @file Identities at work: a formula matched against the longer side of an identity is replaced by the shorter one. */

import { IDENTITIES, REFLECTION, type Identity } from "../operations/identities.js";
import { jointShape, negative, number, powerOf, productOf, stretched, sumOf } from "./build.js";
import { featuresOf, type Feature } from "./features.js";
import { parts, rewrite, type Form } from "./form.js";
import { matchFactors, matchTerms, type Unknown } from "./matching.js";
import { reader, symbolOf } from "./read.js";
import { formSize } from "./size.js";
import { factorsOf } from "./terms.js";
import { tidy, tidyTop } from "./tidy.js";

/** An identity as two forms over one unknown. */
interface Rule extends Unknown {
  readonly law: string;
  readonly longer: Form;
  readonly shorter: Form;
  /** The operations of the longer side: where one is missing the rule cannot apply. */
  readonly needs: readonly Feature[];
}

const RULES: readonly Rule[] = IDENTITIES.map(toRule);

/** Each identity as a rewriting that applies it wherever the formula gets shorter. */
export const IDENTITY_REWRITINGS = RULES.map((rule) => ({
  rule: rule.law,
  needs: rule.needs,
  apply: (form: Form): Form => rewrite(form, (part) => applied(tidyTop(part), rule)),
}));

const REFLECTED = toRule(REFLECTION);

/** σ(−u) as 1 − σ(u), which is longer. */
export const reflection = {
  rule: REFLECTED.law,
  needs: REFLECTED.needs,
  apply: (form: Form): Form => rewrite(form, (part) => replaced(tidyTop(part), REFLECTED)),
};

/** What the unknown of an identity is where it first applies in a form; undefined where it does not. */
export function unknownIn(form: Form, law: string): Form | undefined {
  for (const part of parts(form)) {
    const inside = unknownIn(part, law);
    if (inside !== undefined) return inside;
  }
  for (const rule of RULES.filter((other) => other.law === law)) {
    const found = occurrence(tidyTop(form), rule);
    if (found !== undefined) return found.bound;
  }
  return undefined;
}

function toRule({ law, unknown, longer, shorter, signed = false }: Identity): Rule {
  const read = reader((tensor) => symbolOf(tensor));
  const symbol = symbolOf(unknown);
  const pattern = tidy(read(longer));
  return {
    law,
    longer: pattern,
    shorter: tidy(read(shorter)),
    unknown: symbol?.text ?? "",
    signed,
    needs: [...featuresOf(pattern)].filter((feature) => feature.endsWith("()")),
  };
}

function applied(form: Form, rule: Rule): Form {
  const after = replaced(form, rule);
  // 𝟏 has a size of its own only where it stands alone.
  return formSize(after) < formSize(form) || after.kind === "ones" ? after : form;
}

function replaced(form: Form, rule: Rule): Form {
  const found = occurrence(form, rule);
  if (found === undefined) return form;
  const shorter = rewrite(rule.shorter, (part) => {
    if (part.kind === "symbol" && part.text === rule.unknown) return found.bound;
    return parts(part).length === 0 ? part : { ...part, shape: jointShape(parts(part)) };
  });
  return stretched(tidy(found.around(shorter)), form.shape);
}

/** Where the longer side of an identity stands in a form. */
interface Occurrence {
  /** What the unknown stands for. */
  readonly bound: Form;
  /** The form with something else in that place. */
  readonly around: (other: Form) => Form;
}

/** The longer side as the form itself, as some of its factors, or as some of its terms. */
function occurrence(form: Form, rule: Rule): Occurrence | undefined {
  return amongFactors(form, rule) ?? amongTerms(form, rule);
}

function amongFactors(form: Form, rule: Rule): Occurrence | undefined {
  const wanted = factorsOf(rule.longer);
  const given = factorsOf(form);
  const found = matchFactors(wanted.factors, given.factors, { of: rule, bound: undefined });
  if (found?.bound === undefined) return undefined;
  const rest = found.rest.map(({ base, exponent }) => powerOf(base, exponent));
  const constant = powerOf(wanted.coefficient, -1);
  return {
    bound: found.bound,
    around: (other) => productOf([given.coefficient, constant, other, ...rest]),
  };
}

/** 1 − σ(−u) in y + 1 − σ(−u), and with all signs turned in σ(−u) − 1. */
function amongTerms(form: Form, rule: Rule): Occurrence | undefined {
  if (rule.longer.kind !== "sum" || form.kind !== "sum") return undefined;
  for (const sign of [1, -1]) {
    const given = sign === 1 ? form.terms : form.terms.map((term) => tidyTop(negative(term)));
    const found = matchTerms(rule.longer.terms, given, { of: rule, bound: undefined });
    if (found?.bound === undefined) continue;
    return {
      bound: found.bound,
      around: (other) => productOf([number(sign), sumOf([other, ...found.rest])]),
    };
  }
  return undefined;
}
