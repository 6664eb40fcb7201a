/** @file Whether drawn values keep mistakes apart: from the right answer, and from mistakes with another code. */

import { distance } from "../autodiff/check.js";
import { sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Question } from "./check.js";
import type { Mistake } from "./mistake.js";

/** Values this close are equal. */
const SAME = 1e-9;

type Made = Pick<Mistake, "value" | "elsewhere"> & { readonly code?: Mistake["code"] };

/** Whether these data keep every mistake apart from the right answer and from mistakes with another code. */
export function isClear({ right, elsewhere, mistakes, tolerance }: Question): boolean {
  const answer: Made = { value: right, elsewhere };
  const wrong = mistakes().filter(
    (mistake) => mistake.value.data.every(Number.isFinite) && !isNone(mistake, answer),
  );
  const apart = (one: Made, other: Made): boolean =>
    farFrom(one.value, other.value, 2 * tolerance) || isSame(one, other);
  return wrong.every(
    (one, at) =>
      apart(one, answer) &&
      wrong.slice(at + 1).every((other) => other.code === one.code || apart(one, other)),
  );
}

/** A mistake that gives the right value: a rule's at all data, one that was stated by hand at these. */
function isNone(mistake: Made, answer: Made): boolean {
  return mistake.elsewhere === undefined
    ? !farFrom(mistake.value, answer.value, SAME)
    : isSame(mistake, answer);
}

/** Two ways to the same value at all data, not at these by accident. */
function isSame(one: Made, other: Made): boolean {
  if (farFrom(one.value, other.value, SAME)) return false;
  const [first, second] = [one.elsewhere?.(), other.elsewhere?.()];
  return first !== undefined && second !== undefined && !farFrom(first, second, SAME);
}

function farFrom(one: Tensor, other: Tensor, limit: number): boolean {
  return !sameShape(one.shape, other.shape) || !(distance(one, other) <= limit);
}
