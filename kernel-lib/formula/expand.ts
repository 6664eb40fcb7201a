/** @file Brackets multiplied out: products of sums and sums over sums as sums of terms. */

import { sameShape } from "../tensor/shape.js";
import { matrixOf, productOf, stretched, sumOf, totalOf } from "./build.js";
import { rewrite, type Form, type MatrixForm, type TotalForm } from "./form.js";
import { positiveFirst, splitCoefficient } from "./terms.js";
import { tidy, tidyTop } from "./tidy.js";

/** Products that would have more terms than this are not multiplied out: it could not make them shorter. */
const MOST_TERMS = 64;

/** The product of sums as a sum of products, entry by entry; powers of sums stay. */
export function expanded(form: Form): Form {
  if (form.kind !== "product") return form;
  const terms = form.factors.map((factor) => (factor.kind === "sum" ? factor.terms.length : 1));
  if (terms.reduce((count, more) => count * more, 1) > MOST_TERMS) return form;
  const at = form.factors.findIndex(({ kind }) => kind === "sum");
  if (at < 0) return form;
  const sum = form.factors[at];
  if (sum.kind !== "sum") return form;
  const others = form.factors.filter((_, index) => index !== at);
  return tidyTop(sumOf(sum.terms.map((term) => expanded(tidyTop(productOf([...others, term]))))));
}

/** The same of the shape that the product has, positive terms first. */
export function expandedProduct(form: Form): Form {
  const out = expanded(form);
  return stretched(out.kind === "sum" ? sumOf(positiveFirst(out.terms)) : out, form.shape);
}

/** The form without brackets: every product of sums, and every sum over a sum, as a sum of terms. */
export function multipliedOut(form: Form): Form {
  return rewrite(form, (part) => {
    if (part.kind === "product") return expandedProduct(tidyTop(part));
    if (part.kind === "sum") return tidyTop(sumOf(part.terms.flatMap(constantIn)));
    if (part.kind === "matrix") return distributed(part);
    return part.kind === "total" ? termByTerm(part) : tidyTop(part);
  });
}

/** (A + B) C as A C + B C. */
function distributed(form: MatrixForm): Form {
  const sum = form.factors.find(isSum);
  if (sum?.kind !== "sum" || !ofOneShape(sum.terms)) return tidyTop(form);
  const terms = sum.terms.map((term) =>
    multipliedOut(tidy(matrixOf(form.factors.map((factor) => (factor === sum ? term : factor))))),
  );
  return tidyTop(sumOf(terms));
}

/** A term without the brackets that matrices, sums over entries or other factors stand before. */
export function openedTerm(term: Form): Form {
  const factors = term.kind === "product" ? term.factors : [term];
  const opened = factors.map(openedFactor);
  return expanded(opened.some((factor, at) => factor !== factors[at]) ? tidyTop(productOf(opened)) : term);
}

function openedFactor(factor: Form): Form {
  if (factor.kind === "matrix") return factor.factors.some(isSum) ? distributed(factor) : factor;
  if (factor.kind !== "total") return factor;
  const of = expanded(factor.of);
  return of.kind === "sum" ? termByTerm({ ...factor, of }) : factor;
}

function isSum({ kind }: Form): boolean {
  return kind === "sum";
}

/** ½ (x + y) among other terms as ½ x and ½ y. */
export function constantIn(term: Form): readonly Form[] {
  const [coefficient, rest] = splitCoefficient(term);
  return rest.kind === "sum" ? rest.terms.map((part) => tidyTop(productOf([coefficient, part]))) : [term];
}

/** Σ (x + y) as Σ x + Σ y. */
export function termByTerm(form: TotalForm): Form {
  const { of, axis, keepdims, shape } = form;
  if (of.kind !== "sum") return tidyTop(form);
  const terms = of.terms.map((term) => tidyTop(totalOf(stretched(term, of.shape), axis, keepdims)));
  return stretched(tidyTop(sumOf(terms)), shape);
}

/** Whether all forms have the same shape, so that their sum copies none of them. */
export function ofOneShape([first, ...others]: readonly Form[]): boolean {
  return others.every(({ shape }) => sameShape(shape, first.shape));
}
