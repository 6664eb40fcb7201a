/** @file Intermediate results eliminated from a formula: put in as they were computed, or solved for what came out. */

import { isPlain, matrixOf, negative, powerOf, productOf, stretched, sumOf, totalOf } from "./build.js";
import { keyOf, parts, rewrite, withParts, type Form, type MatrixForm, type SymbolForm } from "./form.js";
import { mentions, sameSymbol } from "./linear.js";
import { sameShape } from "../tensor/shape.js";
import { factorsOf } from "./terms.js";
import { tidy } from "./tidy.js";

/** An intermediate result and how it was computed. */
export interface Equation {
  readonly symbol: SymbolForm;
  readonly definition: Form;
}

/** The form with each symbol replaced by its definition, and those in the definitions in turn. */
export function putIn(form: Form, equations: readonly Equation[]): Form {
  const definitions = new Map(equations.map(({ symbol, definition }) => [symbol.text, definition]));
  const known = new Map<string, Form>();
  const visit = (part: Form): Form =>
    rewrite(part, (inside) => {
      const definition = inside.kind === "symbol" ? definitions.get(inside.text) : undefined;
      if (inside.kind !== "symbol" || definition === undefined) return inside;
      const written = known.get(inside.text) ?? stretched(visit(definition), inside.shape);
      known.set(inside.text, written);
      return written;
    });
  return visit(form);
}

/**
 * Equations for intermediate results in terms of what came out: a = 1/w and w = 1 + v give w = 1/a and v = w − 1.
 * Takes them from the output to the inputs; those that cannot be solved are left out.
 */
export function solvedBackwards(equations: readonly Equation[]): Equation[] {
  const solved: Equation[] = [];
  for (const { symbol, definition } of equations) {
    // Only what follows from the output alone: an equation whose left side is not known yet says nothing.
    const known = symbol === equations[0].symbol || solved.some((other) => sameSymbol(other.symbol, symbol));
    if (!known) continue;
    const found = equations.flatMap(({ symbol: unknown }) => {
      if (unknown === symbol || solved.some((other) => sameSymbol(other.symbol, unknown))) return [];
      const solution = mentions(definition, unknown) ? solvedFor(symbol, definition, unknown) : undefined;
      // What was copied along an axis is not told by the copies entry by entry; nor is anything told by itself.
      return solution &&
        sameShape(solution.shape, unknown.shape) &&
        !mentions(putIn(solution, solved), unknown)
        ? [{ symbol: unknown, definition: solution }]
        : [];
    });
    solved.push(...found.slice(0, 1));
  }
  return solved;
}

/** x from a = definition, where x is one term of a sum, one factor of a product, or 1/x. */
function solvedFor(result: Form, definition: Form, unknown: SymbolForm): Form | undefined {
  const form = tidy(definition);
  if (sameSymbol(form, unknown)) return result;
  if (form.kind === "power")
    return form.exponent === -1 ? solvedFor(powerOf(result, -1), form.base, unknown) : undefined;
  if (form.kind === "sum") {
    const [own, ...more] = form.terms.filter((term) => mentions(term, unknown));
    const others = form.terms.filter((term) => term !== own);
    return more.length > 0 ? undefined : solvedFor(sumOf([result, ...others.map(negative)]), own, unknown);
  }
  if (form.kind !== "product") return undefined;
  const [own, ...more] = form.factors.filter((factor) => mentions(factor, unknown));
  const others = form.factors.filter((factor) => factor !== own && factor.kind !== "ones");
  return more.length > 0
    ? undefined
    : solvedFor(productOf([result, ...others.map((factor) => tidy(powerOf(factor, -1)))]), own, unknown);
}

/** The form with every occurrence of `longer`, alone or among other factors, replaced by `shorter`. */
export function folded(form: Form, longer: Form, shorter: Form): Form {
  const whole = broadcastKey(longer);
  const wanted = factorsOf(longer);
  return rewrite(form, (part) => {
    if (broadcastKey(part) === whole) return shorter;
    if (part.kind === "matrix" && longer.kind === "matrix") return foldedRun(part, longer, shorter);
    if (part.kind !== "product" || wanted.factors.length === 0) return part;
    const given = factorsOf(part);
    const rest = given.factors.map(({ base, exponent }) => {
      const own =
        wanted.factors.find((factor) => broadcastKey(factor.base) === broadcastKey(base))?.exponent ?? 0;
      // e^x / (1 + e^x)² holds e^x / (1 + e^x) once.
      const taken = own !== 0 && exponent / own >= 1;
      return { base, exponent: taken ? exponent - own : exponent, taken };
    });
    if (rest.filter(({ taken }) => taken).length < wanted.factors.length) return part;
    const left = rest
      .filter(({ exponent }) => exponent !== 0)
      .map(({ base, exponent }) => powerOf(base, exponent));
    return stretched(
      tidy(productOf([given.coefficient, powerOf(wanted.coefficient, -1), shorter, ...left])),
      part.shape,
    );
  });
}

/** The product with neighbours among its factors that are those of `longer` replaced by `shorter`. */
function foldedRun(form: MatrixForm, longer: MatrixForm, shorter: Form): Form {
  const wanted = longer.factors.map(keyOf);
  const at = form.factors.findIndex((_, from) =>
    wanted.every(
      (key, index) =>
        form.factors.length >= from + wanted.length && keyOf(form.factors[from + index]) === key,
    ),
  );
  if (at < 0 || !isPlain(form)) return form;
  const behind = form.factors.slice(at + wanted.length);
  return matrixOf([...form.factors.slice(0, at), shorter, ...behind]);
}

/** A key by which a sum along the first axis is the same with and without that axis: both broadcast alike. */
function broadcastKey(form: Form): string {
  return keyOf(withoutKept(form));
}

/** Kept by form: many definitions are looked for in one formula. */
const withoutKeptAxes = new WeakMap<Form, Form>();

function withoutKept(form: Form): Form {
  const known = withoutKeptAxes.get(form);
  if (known !== undefined) return known;
  const part = withParts(form, parts(form).map(withoutKept));
  const made = part.kind === "total" && part.axis === 0 && part.keepdims ? totalOf(part.of, 0, false) : part;
  withoutKeptAxes.set(form, made);
  return made;
}
