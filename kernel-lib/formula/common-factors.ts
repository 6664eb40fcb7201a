/** @file Common factors taken out of sums: of entries, and of matrices from the left or the right, up to their sign. */

import { matrixOf, number, powerOf, productOf, stretched, sumOf, transposeOf } from "./build.js";
import { ofOneShape } from "./expand.js";
import { sameShape } from "../tensor/shape.js";
import { sameForm, type Form, type MatrixForm, type SumForm } from "./form.js";
import { isReshaped } from "./reshapes.js";
import { factorsOf, flipped, splitCoefficient } from "./terms.js";
import { tidyTop } from "./tidy.js";

/** a c + b c as (a + b) c, entry by entry and for matrix factors on the left or the right. */
export function commonFactorsOut(form: SumForm): Form {
  for (const way of [commonEntrywise, commonMatrix, commonBracket, commonReshape]) {
    const after = way(form);
    if (after !== form) return after;
  }
  return form;
}

function commonEntrywise(form: SumForm): Form {
  const [first, ...others] = form.terms.map(factorsOf);
  const shared = first.factors.flatMap(({ base, exponent }) => {
    const exponents = others.map(
      ({ factors }) => factors.find((other) => signBetween(other.base, base) !== 0)?.exponent ?? 0,
    );
    const shared = [exponent, ...exponents];
    if (shared.every((other) => other > 0)) return [powerOf(base, Math.min(...shared))];
    return shared.every((other) => other < 0) ? [powerOf(base, Math.max(...shared))] : [];
  });
  if (shared.length === 0) return form;
  const inverse = shared.map((factor) => tidyTop(powerOf(factor, -1)));
  const rest = form.terms.map((term) => tidyTop(productOf([term, ...inverse])));
  return stretched(tidyTop(productOf([tidyTop(sumOf(rest)), ...shared])), form.shape);
}

/** A B + A C as A (B + C), and B A + C A as (B + C) A. */
function commonMatrix(form: SumForm): Form {
  const terms = form.terms.map(matrixTerm);
  const matrices = terms.flatMap((term) => (term === undefined ? [] : [term]));
  if (matrices.length < terms.length || !ofOneShape(form.terms)) return form;
  const [first] = matrices;
  for (const side of ["left", "right"] as const) {
    const outer = end(first.matrix, side);
    const signs = matrices.map(({ matrix }) => signBetween(end(matrix, side), outer));
    if (signs.includes(0)) continue;
    const inner = matrices.map(({ coefficient, matrix }, at) => {
      const rest = matrixOf(side === "left" ? matrix.factors.slice(1) : matrix.factors.slice(0, -1));
      return tidyTop(productOf([number(signs[at]), ...coefficient, rest]));
    });
    // c c + c A with a 1-D c: a number and a row, whose other factors are not to be added.
    if (!ofOneShape(inner)) continue;
    const sum = tidyTop(sumOf(inner));
    return tidyTop(matrixOf(side === "left" ? [outer, sum] : [sum, outer]));
  }
  return form;
}

/** c (a − b) + a − b as (c + 1) (a − b): terms that are the bracket of another one, or its negative. */
function commonBracket(form: SumForm): Form {
  for (const term of form.terms) {
    for (const { base, exponent } of factorsOf(term).factors) {
      if (base.kind !== "sum" || exponent !== 1) continue;
      for (const [bracket, sign] of [
        [base, 1],
        [flipped(base), -1],
      ] as const) {
        const inside = bracket.kind === "sum" ? bracket.terms : [];
        const others = form.terms.filter(
          (other) => other !== term && !inside.some((part) => sameForm(part, other)),
        );
        if (others.length + inside.length + 1 > form.terms.length) continue;
        const sum = tidyTop(sumOf([tidyTop(productOf([term, powerOf(base, -1)])), number(sign)]));
        return stretched(tidyTop(sumOf([...others, tidyTop(productOf([sum, base]))])), form.shape);
      }
    }
  }
  return form;
}

/** reshape(u) + reshape(v) as reshape(u + v), and the same of their transposes. */
function commonReshape(form: SumForm): Form {
  const reshapes = form.terms.flatMap((term) => {
    const [coefficient, rest] = splitCoefficient(term);
    const turned = rest.kind === "transpose";
    const call = turned ? rest.of : rest;
    return isReshaped(call) ? [{ call, turned, of: tidyTop(productOf([coefficient, call.inputs[0]])) }] : [];
  });
  const [first] = reshapes;
  const alike = reshapes.filter(
    ({ call, turned }) => turned === first.turned && sameShape(call.shape, first.call.shape),
  );
  const inside = alike.map(({ of }) => of);
  if (inside.length < form.terms.length || !ofOneShape(inside)) return form;
  const call = tidyTop({ ...first.call, inputs: [tidyTop(sumOf(inside))] });
  return first.turned ? tidyTop(transposeOf(call)) : call;
}

/** 1 where two forms are the same, −1 where one is the other with all its signs turned, otherwise 0. */
function signBetween(form: Form, other: Form): number {
  if (sameForm(form, other)) return 1;
  return form.kind === "sum" && sameForm(flipped(form), other) ? -1 : 0;
}

function end({ factors }: MatrixForm, side: "left" | "right"): Form {
  return factors[side === "left" ? 0 : factors.length - 1];
}

/** A term that is a matrix product, with scalars in front. */
function matrixTerm(term: Form): { coefficient: readonly Form[]; matrix: MatrixForm } | undefined {
  if (term.kind === "matrix") return { coefficient: [], matrix: term };
  if (term.kind !== "product") return undefined;
  const matrix = term.factors.find((factor) => factor.kind === "matrix");
  const coefficient = term.factors.filter((factor) => factor !== matrix);
  return matrix?.kind === "matrix" && coefficient.every(({ shape }) => shape.length === 0)
    ? { coefficient, matrix }
    : undefined;
}
