/** @file What was computed before, written by its symbol again. */

import { negative, powerOf, productOf, stretched, sumOf, totalOf } from "./build.js";
import { folded, type Equation } from "./eliminate.js";
import { keyOf, parts, rewrite, sameForm, type Form } from "./form.js";
import { simplify, type Simplification } from "./simplify.js";
import { mentions } from "./linear.js";
import { rewritten } from "./steps.js";
import { factorsOf } from "./terms.js";
import { sameShape } from "../tensor/shape.js";
import { tidy, tidyTop } from "./tidy.js";

/** What was computed before by its symbol. */
export function inSymbols(form: Form, equations: readonly Equation[]): Simplification[] {
  const known = partsOf(form);
  const after = equations.reduce((before, { symbol, definition }) => {
    const written = [definition, ...(isShortened(definition) ? [simplify(definition)] : [])];
    return written
      .filter((longer) => parts(longer).length > 0 && occursIn(longer, known))
      .reduce(
        (at, longer) =>
          [folded, foldedTerms, foldedPowers, foldedInTotals].reduce(
            (so, folding) => folding(so, longer, symbol),
            at,
          ),
        before,
      );
  }, form);
  return rewritten({ rule: "in the symbols of the steps", uses: equations }, form, after);
}

/** The same where the definition is a power, and other powers of its base stand in the form: r³ for (x² + y²)^{3/2}. */
function foldedPowers(form: Form, longer: Form, symbol: Form): Form {
  // Of z = 1/y powers of z are no shorter than those of y.
  if (longer.kind !== "power" || longer.base.kind === "symbol") return form;
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

/** The same where the definition is the terms of a sum or some of them, or the negative of these. */
function foldedTerms(form: Form, longer: Form, symbol: Form): Form {
  if (longer.kind !== "sum") return form;
  const turned = longer.terms.map((term) => tidy(negative(term)));
  return rewrite(form, (part) => {
    if (part.kind !== "sum" || part.terms.length < longer.terms.length) return part;
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

/** The same of Σ x y / s where the definition is x / s: what stands before a sum over entries may stand inside. */
function foldedInTotals(form: Form, longer: Form, symbol: Form): Form {
  if (longer.kind !== "product") return form;
  const wanted = new Set(
    factorsOf(longer).factors.map(({ base, exponent }) => keyOf(powerOf(base, exponent))),
  );
  return rewrite(form, (part) => {
    const factors = part.kind === "product" ? part.factors : [];
    const total = factors.find((factor) => factor.kind === "total");
    if (total?.kind !== "total") return part;
    const { of, axis, keepdims, shape } = total;
    const fits = (factor: Form): boolean =>
      factor.shape.length === 0 || (keepdims && sameShape(factor.shape, shape));
    const moved = factors.filter((factor) => factor !== total && fits(factor) && wanted.has(keyOf(factor)));
    const inside = folded(tidy(productOf([of, ...moved])), longer, symbol);
    if (moved.length === 0 || !mentions(inside, symbol)) return part;
    const others = factors.filter((factor) => factor !== total && !moved.includes(factor));
    const summed = totalOf(stretched(inside, of.shape), axis, keepdims);
    return stretched(tidy(productOf([...others, summed])), part.shape);
  });
}

/** Whether a definition may have a shorter form that stands in formulas: one with functions in it. */
function isShortened(definition: Form): boolean {
  return (
    definition.kind !== "apply" &&
    parts(definition).some((part) => part.kind === "apply" || isShortened(part))
  );
}

/** Whether all that a form is made of, but for symbols, stands in another. */
function occursIn(form: Form, known: ReadonlySet<string>): boolean {
  if (known.has(keyOf(form)) || known.has(keyOf(tidyTop(negative(form))))) return true;
  return parts(form).every((part) => parts(part).length === 0 || occursIn(part, known));
}

/** Keys of all parts that are made of others. */
export function partsOf(form: Form): Set<string> {
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
