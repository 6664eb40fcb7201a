/** @file What the letters of a step's law stand for in one line: found where the line differs from the one above. */

import { powerOf, productOf, valueOf } from "../formula/build.js";
import { keyOf, parts, sameForm, type Form } from "../formula/form.js";
import { mentions } from "../formula/linear.js";
import { factorsOf } from "../formula/terms.js";

/** The part of a formula that a step changed, and what it became. */
export interface Change {
  readonly before: Form;
  readonly after: Form;
}

/** The smallest part that holds all that changed. */
export function changeOf({ before, after }: Change): Change {
  if (before.kind !== after.kind) return { before, after };
  const [left, right] = [parts(before), parts(after)];
  const gone = left.filter((part) => !right.some((other) => sameForm(part, other)));
  const come = right.filter((part) => !left.some((other) => sameForm(part, other)));
  const [first, second] = [gone.at(0), come.at(0)];
  const same = left.length === right.length && gone.length === 1 && come.length === 1;
  if (!same || first === undefined || second === undefined) return { before, after };
  if (before.kind === "power" && after.kind === "power" && before.exponent !== after.exponent)
    return { before, after };
  return changeOf({ before: first, after: second });
}

/** Letters in the order in which the law has them; none where a step has no letters. */
type Finder = (change: Change) => readonly (readonly [letter: string, stands: Form])[];

const FINDERS: Readonly<Record<string, Finder>> = {
  "common denominator": ({ before }) => fractions(before),
  "split the fraction": ({ after }) => fractions(after),
  "multiply out": ({ before }) => bracket(before),
  "take out common factors": ({ after }) => bracket(after),
  "sum term by term": ({ before }) =>
    before.kind === "total" && before.of.kind === "sum" ? named(["x", "y"], before.of.terms) : [],
  "the entries add up to 1": ({ before }) => totals(before).map((of) => ["y", of] as const),
  "the matrix is symmetric": ({ before, after }) =>
    transposes(before)
      .filter((of) => mentions(after, of))
      .map((of) => ["S", of] as const),
  "cancel and collect": ({ before }) => cancelled(before).map((of) => ["a", of] as const),
};

/** What each letter stands for in the part that changed. */
export function lettersOf(rule: string, change: Change): ReturnType<Finder> {
  if (!Object.hasOwn(FINDERS, rule)) return [];
  const found = FINDERS[rule](change);
  if (found.length > 0) return found;
  // Where more changed around it, the first part inside that the law fits.
  for (const side of ["before", "after"] as const) {
    for (const part of parts(change[side])) {
      const inside = lettersOf(rule, { ...change, [side]: part });
      if (inside.length > 0) return inside;
    }
  }
  return [];
}

function named(letters: readonly string[], forms: readonly Form[]): ReturnType<Finder> {
  return letters.flatMap((letter, at) => (at < forms.length ? [[letter, forms[at]] as const] : []));
}

/** a/b + c/d: above and below of the first two fractions. */
function fractions(form: Form): ReturnType<Finder> {
  if (form.kind !== "sum" || !form.terms.some(hasDenominator)) return [];
  const split = form.terms.slice(0, 2).map((term) => {
    const { coefficient, factors } = factorsOf(term);
    const above = factors
      .filter(({ exponent }) => exponent > 0)
      .map(({ base, exponent }) => powerOf(base, exponent));
    const below = factors
      .filter(({ exponent }) => exponent < 0)
      .map(({ base, exponent }) => powerOf(base, -exponent));
    return [
      productOf(valueOf(coefficient) === 1 && above.length > 0 ? above : [coefficient, ...above]),
      productOf(below),
    ];
  });
  return named(["a", "b", "c", "d"], split.flat());
}

function hasDenominator(form: Form): boolean {
  return factorsOf(form).factors.some(({ exponent }) => exponent < 0);
}

/** (a + b) c: the first two terms in the bracket, and what stands beside it. */
function bracket(form: Form): ReturnType<Finder> {
  if (form.kind !== "product" && form.kind !== "matrix") return [];
  const sum = form.factors.find(({ kind }) => kind === "sum");
  if (sum?.kind !== "sum") return [];
  const rest = form.factors.filter((factor) => factor !== sum);
  const matrix = form.kind === "matrix";
  const beside = matrix ? rest.slice(0, 1) : [productOf(rest)];
  return named(matrix ? ["A", "B", "C"] : ["a", "b", "c"], [...sum.terms.slice(0, 2), ...beside]);
}

/** Every sum over the entries of a symbol. */
function totals(form: Form): Form[] {
  const own = form.kind === "total" && form.of.kind === "symbol" ? [form.of] : [];
  return distinct([...own, ...parts(form).flatMap(totals)]);
}

function transposes(form: Form): Form[] {
  const own = form.kind === "transpose" ? [form.of] : [];
  return distinct([...own, ...parts(form).flatMap(transposes)]);
}

/** The factors of a product that stand above and below the line. */
function cancelled(form: Form): Form[] {
  const inside = parts(form).flatMap(cancelled);
  if (form.kind !== "product") return distinct(inside);
  const { factors } = factorsOf(form);
  const own = factors.flatMap(({ base, exponent }) =>
    exponent > 0 && factors.some((other) => other.exponent < 0 && keyOf(other.base) === keyOf(base))
      ? [base]
      : [],
  );
  return distinct([...own, ...inside]);
}

function distinct(forms: readonly Form[]): Form[] {
  return [...new Map(forms.map((form) => [keyOf(form), form])).values()];
}
