/** @file Whether two formulas say the same: shapes first, then normal forms, then values at many points. */

import { distance } from "../autodiff/check.js";
import { ShapeError } from "../tensor/errors.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { negative, sumOf } from "../formula/build.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import { sameForm, type Form } from "../formula/form.js";
import { parseProgram } from "./grammar.js";
import { runProgram } from "./program.js";
import { reader, symbolOf } from "../formula/read.js";
import { simplify } from "../formula/simplify.js";
import { tidy } from "../formula/tidy.js";

/** How far two equal formulas may be apart at a point: rounding, and no more. */
const TOLERANCE = 1e-9;

/** The answer: equal, and how that was found; or different, and why. */
export type Equivalence =
  | { readonly equal: true; readonly by: "normal form" | "value" }
  | { readonly equal: false; readonly by: "shape" | "value"; readonly message: string };

/**
 * A formula in the corpus grammar over named tensors, as a form.
 * @throws ShapeError at the first operation whose operands do not fit, UsageError for a name that is not known.
 */
function formOf(text: string, scope: ReadonlyMap<string, Tensor>): Form {
  const { result } = runProgram(parseProgram(text), scope);
  const known = new Set(scope.values());
  // A name that the text itself binds stands for what it was bound to.
  return reader((tensor) => (known.has(tensor) ? symbolOf(tensor) : undefined))(result);
}

/**
 * Whether a formula as text equals a form at every given point; a formula that cannot be computed is different.
 * @throws UsageError where the text cannot be read.
 */
export function equivalent(
  text: string,
  wanted: Form,
  { scope, points }: { scope: ReadonlyMap<string, Tensor>; points: readonly Environment[] },
): Equivalence {
  let form: Form;
  try {
    form = formOf(text, scope);
  } catch (error) {
    if (error instanceof ShapeError) return { equal: false, by: "shape", message: error.message };
    throw error;
  }
  if (!sameShape(form.shape, wanted.shape)) {
    const message = `has shape ${shapeText(form.shape)}; ${shapeText(wanted.shape)} is needed`;
    return { equal: false, by: "shape", message };
  }
  return sameNormalForm(form, wanted) ? { equal: true, by: "normal form" } : sameValues(form, wanted, points);
}

function sameNormalForm(a: Form, b: Form): boolean {
  if (sameForm(tidy(a), tidy(b))) return true;
  const difference = simplify(sumOf([a, negative(b)]));
  return sameForm(difference, tidy(sumOf([a, negative(a)])));
}

function sameValues(form: Form, wanted: Form, points: readonly Environment[]): Equivalence {
  let furthest = 0;
  for (const point of points)
    furthest = Math.max(furthest, distance(evaluate(form, point), evaluate(wanted, point)));
  return furthest <= TOLERANCE
    ? { equal: true, by: "value" }
    : { equal: false, by: "value", message: `differs from the gradient by ${furthest.toPrecision(3)}` };
}
