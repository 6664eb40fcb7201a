/** @file Differences of squares as products: 1 − a² = (1 − a) (1 + a). */

import { negative, number, powerOf, productOf, stretched, sumOf } from "./build.js";
import { parts, type Form, type SumForm } from "./form.js";
import { factorsOf, positiveFirst } from "./terms.js";
import { tidy, tidyTop } from "./tidy.js";

/** The factors of a product with each difference of squares as two, of which one may cancel. */
export function squaresApart(form: Form): Form {
  const { coefficient, factors } = factorsOf(form);
  const apart = factors.flatMap((factor) => {
    const { base, exponent } = factor;
    const roots = base.kind === "sum" && Number.isInteger(exponent) ? rootsOf(base) : undefined;
    return roots?.map((root) => ({ base: root, exponent })) ?? [factor];
  });
  if (apart.length === factors.length) return form;
  const powers = apart.map(({ base, exponent }) => powerOf(base, exponent));
  return stretched(tidy(productOf([coefficient, ...powers])), form.shape);
}

/** Whether a difference of squares stands anywhere in a form. */
export function holdsSquares(form: Form): boolean {
  return (form.kind === "sum" && rootsOf(form) !== undefined) || parts(form).some(holdsSquares);
}

/** a − b and a + b where the sum is a² − b². */
function rootsOf({ terms }: SumForm): readonly [Form, Form] | undefined {
  if (terms.length !== 2) return undefined;
  const [above, below] = positiveFirst(terms);
  const [a, b] = [rootOf(above), rootOf(tidyTop(negative(below)))];
  return a && b && [tidyTop(sumOf([a, tidyTop(negative(b))])), tidyTop(sumOf([a, b]))];
}

/** What the form is the square of, where each of its factors is a square. */
function rootOf(form: Form): Form | undefined {
  const { coefficient, factors } = factorsOf(form);
  const [above, below] = [coefficient.numerator, coefficient.denominator].map(Math.sqrt);
  const isSquare =
    Number.isInteger(above) && Number.isInteger(below) && factors.every(({ exponent }) => exponent % 2 === 0);
  const roots = factors.map(({ base, exponent }) => powerOf(base, exponent / 2));
  return isSquare ? tidy(productOf([number(above, below), ...roots])) : undefined;
}
