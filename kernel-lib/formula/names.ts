/** @file Names that hide what cancels: put in as they were computed, and written again where they are left. */

import { isEntrywise, negative, powerOf, productOf } from "./build.js";
import { putIn, type Equation } from "./eliminate.js";
import { featuresOf } from "./features.js";
import { inSymbols, partsOf } from "./folding.js";
import { keyOf, parts, rewrite, sameForm, type Form, type SumForm } from "./form.js";
import { mentions } from "./linear.js";
import { multipliedOut } from "./expand.js";
import { reflection } from "./identities.js";
import { MULTIPLY_OUT, shortened, type Simplification } from "./simplify.js";
import { last, rewritten } from "./steps.js";
import { formSize } from "./size.js";
import { factorsOf, flipped } from "./terms.js";
import { tidy } from "./tidy.js";

/** The steps that shorten a form, and those by what its names stand for; the names in the order in which they were computed. */
export function throughNames(
  before: readonly Simplification[],
  form: Form,
  equations: readonly Equation[],
): Simplification[] {
  return shortest(
    form,
    beginnings(before).map((steps) => [...steps, ...byNames(last(steps, form), equations)]),
  );
}

/** The steps up to each where brackets are multiplied out, and all of them: a name may stand for what was in brackets. */
function beginnings(steps: readonly Simplification[]): (readonly Simplification[])[] {
  return [...steps.flatMap(({ rule }, at) => (rule === MULTIPLY_OUT ? [steps.slice(0, at)] : [])), steps];
}

/** The first of the ways that lead to the shortest form. */
function shortest(form: Form, ways: readonly Simplification[][]): Simplification[] {
  const size = (steps: Simplification[]): number => formSize(last(steps, form));
  return ways.reduce((before, other) => (size(other) < size(before) ? other : before));
}

function byNames(form: Form, equations: readonly Equation[]): Simplification[] {
  const compound = equations
    .map(({ symbol, definition }) => ({ symbol, definition: tidy(definition) }))
    .filter(({ definition }) => parts(definition).length > 0);
  const steps: Simplification[] = [];
  for (;;) {
    const before = last(steps, form);
    const found = shortening(before, compound);
    if (found === undefined) return steps;
    steps.push(...found);
  }
}

/** The first way that makes the form shorter. */
function shortening(form: Form, equations: readonly Equation[]): Simplification[] | undefined {
  const known = partsOf(form);
  const inNames = (steps: readonly Simplification[]): Simplification[] =>
    shortest(
      form,
      beginnings(steps).map((some) => [...some, ...inSymbols(last(some, form), equations)]),
    );
  const by = (uses: readonly Equation[], steps: Simplification[] = []): Simplification[] => {
    const at = last(steps, form);
    const rule = "put in the intermediate results";
    return inNames([...steps, ...rewritten({ rule, uses }, at, putIn(at, uses))]);
  };
  const cancelling = equations.filter((equation) => mayCancel(form, equation, known));
  const ways = [
    () => inSymbols(form, equations),
    ...detours(form, equations).flatMap((steps) => {
      const summed = equations.filter(({ symbol }) => isSummed(last(steps, form), symbol));
      return [() => inNames(steps), ...together(summed, equations).map((uses) => () => by(uses, steps))];
    }),
    ...equations.flatMap((equation) =>
      solvedSums(equation, known).map((sum) => () => solved(form, equation, sum)),
    ),
    ...[...together(cancelling, equations), ...[akin(form, equations)].filter(isSeveral)].map(
      (uses) => () => by(uses),
    ),
  ];
  for (const way of ways) {
    const steps = way();
    // Three lines and more that save a single sign are not worth reading.
    if (formSize(last(steps, form)) + (steps.length > 2 ? 1 : 0) < formSize(form)) return steps;
  }
  return undefined;
}

/** More names than these are not put in at once: a formula can double with each. */
const MOST_TOGETHER = 4;

/** Each of the names alone, each with those that it was computed from, and all of them. */
function together(wanted: readonly Equation[], equations: readonly Equation[]): (readonly Equation[])[] {
  const several = [...wanted.map((equation) => behind(equation, equations)), wanted];
  return [...wanted.map((equation) => [equation]), ...several.filter(isSeveral)];
}

function isSeveral({ length }: readonly Equation[]): boolean {
  return length > 1 && length <= MOST_TOGETHER;
}

/** Names in a form that were computed entry by entry from the same: a = x + y and b = x − y. */
function akin(form: Form, equations: readonly Equation[]): Equation[] {
  const own = equations.filter(
    ({ symbol, definition }) => mentions(form, symbol) && isEntrywiseThroughout(definition),
  );
  return own.filter((equation) =>
    own.some(
      (other) =>
        other !== equation &&
        symbolsIn(other.definition).some((symbol) => mentions(equation.definition, symbol)),
    ),
  );
}

/** A name and those that it was computed from, as far as they were not made of matrices. */
function behind(equation: Equation, equations: readonly Equation[]): Equation[] {
  const found = new Set([equation]);
  for (const { definition } of found) {
    for (const other of equations) {
      if (mentions(definition, other.symbol) && !featuresOf(other.definition).has("matrix")) found.add(other);
    }
  }
  return [...found];
}

/** Longer formulas are not taken on a detour. */
const LONGEST_DETOUR = 60;

/** Ways that begin longer: with σ(−u) as 1 − σ(u), and with brackets multiplied out before. */
function detours(form: Form, equations: readonly Equation[]): Simplification[][] {
  if (formSize(form) > LONGEST_DETOUR) return [];
  const out = { rule: MULTIPLY_OUT, apply: multipliedOut };
  const features = featuresOf(form);
  const reflected = reflection.needs.every((feature) => features.has(feature));
  const ways = reflected
    ? [[reflection], [out], [out, reflection, out]]
    : equations.length > 0 && addsTotals(form)
      ? [[out]]
      : [];
  return ways.map((rewritings) =>
    rewritings.reduce<Simplification[]>(
      (steps, rewriting) => [...steps, ...shortened(last(steps, form), rewriting)],
      [],
    ),
  );
}

/** Whether a sum over entries that has brackets inside stands among the terms of a sum. */
function addsTotals(form: Form): boolean {
  const bases = (part: Form): Form[] => factorsOf(part).factors.map(({ base }) => base);
  const isBracketed = (base: Form): boolean =>
    base.kind === "total" && bases(base.of).some(({ kind }) => kind === "sum");
  const own = form.kind === "sum" && form.terms.some((term) => bases(term).some(isBracketed));
  return own || parts(form).some(addsTotals);
}

/** n = (x − m)/s put in for x − m, which is n s. */
function solved(form: Form, { symbol, definition }: Equation, sum: SumForm): Simplification[] {
  const { coefficient, factors } = factorsOf(definition);
  const own = factors.find(({ base }) => base === sum);
  const others = factors
    .filter((factor) => factor !== own)
    .map(({ base, exponent }) => powerOf(base, -exponent));
  const other = tidy(productOf([symbol, powerOf(coefficient, -1), ...others]));
  const after = rewrite(form, (part) => {
    if (part.kind !== "sum") return part;
    if (sameForm(part, sum)) return other;
    return sameForm(flipped(part), sum) ? negative(other) : part;
  });
  return rewritten({ rule: "in terms of the output", uses: [{ symbol, definition }] }, form, after);
}

/** The sums among the factors of a definition that occur in a form, up to their sign. */
function solvedSums({ definition }: Equation, known: ReadonlySet<string>): SumForm[] {
  if (definition.kind !== "product") return [];
  return factorsOf(definition).factors.flatMap(({ base, exponent }) =>
    base.kind === "sum" && exponent === 1 && (known.has(keyOf(base)) || known.has(keyOf(flipped(base))))
      ? [base]
      : [],
  );
}

/** Whether putting a definition in may shorten the form: a part of it stands there too, or its sum may be known. */
function mayCancel(form: Form, { symbol, definition }: Equation, known: ReadonlySet<string>): boolean {
  return (
    mentions(form, symbol) &&
    (isSummed(form, symbol) ||
      [...partsOf(definition)].some((key) => known.has(key)) ||
      (isEntrywiseThroughout(definition) && symbolsIn(definition).some((other) => mentions(form, other))))
  );
}

/** Whether each entry depends on the entries of symbols at the same place only. */
function isEntrywiseThroughout(form: Form): boolean {
  return isEntrywise(form) && parts(form).every(isEntrywiseThroughout);
}

function symbolsIn(form: Form): Form[] {
  return form.kind === "symbol" ? [form] : parts(form).flatMap(symbolsIn);
}

/** Whether the entries of a symbol are added up, alone or times a number. */
function isSummed(form: Form, symbol: Form): boolean {
  const own = form.kind === "total" && sameForm(form.of, symbol);
  return own || parts(form).some((part) => isSummed(part, symbol));
}
