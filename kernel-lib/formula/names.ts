/** @file Names that hide what cancels: put in as they were computed, and written again where they are left. */

import { negative, powerOf, productOf, stretched, sumOf } from "./build.js";
import { folded, putIn, type Equation } from "./eliminate.js";
import { featuresOf } from "./features.js";
import { keyOf, parts, rewrite, sameForm, type Form, type SumForm } from "./form.js";
import { mentions } from "./linear.js";
import { multipliedOut } from "./expand.js";
import { reflection } from "./identities.js";
import { shortened, simplify, type Simplification } from "./simplify.js";
import { last, rewritten } from "./steps.js";
import { formSize } from "./size.js";
import { factorsOf, flipped } from "./terms.js";
import { tidy, tidyTop } from "./tidy.js";

/** The steps that make a formula shorter by what its names stand for; the names in the order in which they were computed. */
export function throughNames(form: Form, equations: readonly Equation[]): Simplification[] {
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
  const inNames = (at: Form): Simplification[] => inSymbols(at, equations, partsOf(at));
  const ways = [
    () => inSymbols(form, equations, known),
    ...detours(form).map((steps) => () => [...steps, ...inNames(last(steps, form))]),
    ...equations.flatMap((equation) =>
      solvedSums(equation, known).map((sum) => () => solved(form, equation, sum)),
    ),
    ...equations
      .filter((equation) => mayCancel(form, equation, known))
      .flatMap((equation) => [[equation], behind(equation, equations)])
      .filter((uses, at) => at % 2 === 0 || uses.length > 1)
      .map((uses) => () => {
        const steps = rewritten({ rule: "put in the intermediate results", uses }, form, putIn(form, uses));
        return [...steps, ...inNames(last(steps, form))];
      }),
  ];
  for (const way of ways) {
    const steps = way();
    if (formSize(last(steps, form)) < formSize(form)) return steps;
  }
  return undefined;
}

/** More names than these are not put in at once: a formula can double with each. */
const MOST_BEHIND = 3;

/** A name and those that it was computed from, as far as they were not made of matrices; itself where they are many. */
function behind(equation: Equation, equations: readonly Equation[]): Equation[] {
  const found = new Set([equation]);
  for (const { definition } of found) {
    for (const other of equations) {
      if (mentions(definition, other.symbol) && !featuresOf(other.definition).has("matrix")) found.add(other);
    }
    if (found.size > MOST_BEHIND) return [equation];
  }
  return [...found];
}

/** Longer formulas are not taken on a detour. */
const LONGEST_DETOUR = 60;

/** Ways that begin longer: with σ(−u) as 1 − σ(u), and with brackets multiplied out before. */
function detours(form: Form): Simplification[][] {
  if (formSize(form) > LONGEST_DETOUR || reflection.needs.some((feature) => !featuresOf(form).has(feature)))
    return [];
  const out = { rule: "multiply out", apply: multipliedOut };
  return [[reflection], [out], [out, reflection, out]].map((rewritings) =>
    rewritings.reduce<Simplification[]>(
      (steps, rewriting) => [...steps, ...shortened(last(steps, form), rewriting)],
      [],
    ),
  );
}

/** What was computed before by its symbol. */
function inSymbols(form: Form, equations: readonly Equation[], known: ReadonlySet<string>): Simplification[] {
  const after = equations.reduce((before, { symbol, definition }) => {
    const written = [definition, ...(isShortened(definition) ? [simplify(definition)] : [])];
    return written
      .filter((longer) => parts(longer).length > 0 && occursIn(longer, known))
      .reduce(
        (at, longer) => foldedPowers(foldedTerms(folded(at, longer, symbol), longer, symbol), longer, symbol),
        before,
      );
  }, form);
  return rewritten({ rule: "in the symbols of the steps", uses: equations }, form, after);
}

/** The same where the definition is a power, and other powers of its base stand in the form: r³ for (x² + y²)^{3/2}. */
function foldedPowers(form: Form, longer: Form, symbol: Form): Form {
  if (longer.kind !== "power") return form;
  const folding = (at: Form, wanted: (part: Form) => boolean): Form =>
    rewrite(at, (part) => {
      const { base, exponent } = part.kind === "power" ? part : { base: part, exponent: 1 };
      const times = exponent / longer.exponent;
      return wanted(part) && Number.isInteger(times) && sameForm(base, longer.base)
        ? powerOf(symbol, times)
        : part;
    });
  // Powers first: what stands below one is not to be taken for the base alone.
  const powers = folding(form, ({ kind }) => kind === "power");
  return folding(powers, ({ kind }) => kind !== "power");
}

/** The same where the definition is some of the terms of a sum, or the negative of these. */
function foldedTerms(form: Form, longer: Form, symbol: Form): Form {
  if (longer.kind !== "sum") return form;
  const turned = longer.terms.map((term) => tidy(negative(term)));
  return rewrite(form, (part) => {
    if (part.kind !== "sum" || part.terms.length <= longer.terms.length) return part;
    for (const [wanted, other] of [
      [longer.terms, symbol],
      [turned, negative(symbol)],
    ] as const) {
      const keys = new Set(wanted.map(keyOf));
      const rest = part.terms.filter((term) => !keys.has(keyOf(term)));
      if (rest.length === part.terms.length - keys.size)
        return stretched(sumOf([...rest, other]), part.shape);
    }
    return part;
  });
}

/** Whether a definition may have a shorter form that stands in formulas: one with functions in it. */
function isShortened(definition: Form): boolean {
  return (
    definition.kind !== "apply" &&
    parts(definition).some((part) => part.kind === "apply" || isShortened(part))
  );
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
      (isEntrywise(definition) && symbolsIn(definition).some((other) => mentions(form, other))))
  );
}

/** Whether each entry depends on the entries at the same place only. */
function isEntrywise(form: Form): boolean {
  const own = form.kind === "apply" ? form.operation.elementwise : ENTRYWISE.has(form.kind);
  return own && parts(form).every(isEntrywise);
}

const ENTRYWISE: ReadonlySet<Form["kind"]> = new Set([
  "number",
  "symbol",
  "ones",
  "sum",
  "product",
  "power",
] as const);

function symbolsIn(form: Form): Form[] {
  return form.kind === "symbol" ? [form] : parts(form).flatMap(symbolsIn);
}

/** Whether the entries of a symbol are added up, alone or times a number. */
function isSummed(form: Form, symbol: Form): boolean {
  const own = form.kind === "total" && sameForm(form.of, symbol);
  return own || parts(form).some((part) => isSummed(part, symbol));
}

/** Whether all that a form is made of, but for symbols, stands in another. */
function occursIn(form: Form, known: ReadonlySet<string>): boolean {
  if (known.has(keyOf(form)) || known.has(keyOf(tidyTop(negative(form))))) return true;
  return parts(form).every((part) => parts(part).length === 0 || occursIn(part, known));
}

/** Keys of all parts that are made of others. */
function partsOf(form: Form): Set<string> {
  const seen = new Set<Form>();
  const keys = new Set<string>();
  const visit = (part: Form): void => {
    if (seen.has(part) || parts(part).length === 0) return;
    seen.add(part);
    keys.add(keyOf(part));
    parts(part).forEach(visit);
  };
  visit(form);
  return keys;
}
