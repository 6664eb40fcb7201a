/** @file Whether two formulas say the same: shapes first, then normal forms, then values at many points. */

import { distance } from "../autodiff/check.js";
import { DomainError } from "../tensor/errors.js";
import { sameShape, shapeText, type Shape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { negative, sumOf } from "../formula/build.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import { sameForm, type Form } from "../formula/form.js";
import { simplify } from "../formula/simplify.js";
import { formSize } from "../formula/size.js";
import { tidy } from "../formula/tidy.js";
import type { FormulaContext } from "./context.js";
import { readFormula, type Formula, type Misreading, type Part, type Reading } from "./read.js";

/** How far two equal formulas may be apart at a point: rounding, and no more. */
const TOLERANCE = 1e-9;
/** Points at which both formulas must have numbers before values decide. */
const ENOUGH_POINTS = 8;
/** Operators, calls and leaves of two formulas together, up to which algebra is tried: its time grows with their square. */
const MOST_BY_ALGEBRA = 400;

/** Equal, and how that was found; or not, and why. */
type Answer =
  | { readonly equal: true; readonly by: "normal form" | "value" }
  | {
      readonly equal: false;
      readonly by: "shape";
      /** The first part that cannot be typed; left out where each form has a shape, but not the same. */
      readonly part?: Part;
      /** Shapes of that part's operands, or of the two forms. */
      readonly shapes: readonly Shape[];
      readonly message: string;
    }
  | {
      readonly equal: false;
      readonly by: "reading";
      /** Why one of the two is no formula: it cannot be read, or has names that are not known. */
      readonly reading: Exclude<Misreading, { kind: "ill-typed" }>;
      readonly message: string;
    }
  | {
      readonly equal: false;
      readonly by: "value";
      /** The largest difference of an entry, relative for large entries and absolute near zero. */
      readonly distance: number;
      readonly message: string;
    }
  /** Too few points give numbers on both sides: neither equal nor different for certain, and not accepted. */
  | { readonly equal: false; readonly by: "undecided"; readonly message: string };

/** The answer with both forms, as far as they could be read. */
export type Equivalence = Answer & { readonly formA?: Form | undefined; readonly formB?: Form | undefined };

/**
 * Whether two formulas are equal wherever their names take values: shapes, then normal forms, then values at the
 * points of the context, of which at least 8 must give numbers; of formulas too large for algebra the values alone
 * decide. The syntax of a text is named, never guessed.
 *
 * ```ts
 * const { equal } = await equivalent({ syntax: "student", text: "(yhat - y) A1'" }, dW2, contextOf([loss]));
 * ```
 *
 * What cannot be read or typed is an answer, not an error: `by: "reading"` tells the first part that does not fit
 * with its shapes, or the names that are not known with those that are near.
 */
export async function equivalent(
  formA: Formula,
  formB: Formula,
  context: FormulaContext,
): Promise<Equivalence> {
  return compare(await readFormula(formA, context), await readFormula(formB, context), context.points);
}

/** Whether what was read is equal at these points. */
export function compare(a: Reading, b: Reading, points: readonly Environment[]): Equivalence {
  const forms = { formA: formOf(a), formB: formOf(b) };
  if (a.kind !== "form") return { ...forms, ...misread(a) };
  if (b.kind !== "form") return { ...forms, ...misread(b) };
  return { ...forms, ...comparison(a.form, b.form, points) };
}

function formOf(reading: Reading): Form | undefined {
  return reading.kind === "form" ? reading.form : undefined;
}

function misread(reading: Misreading): Answer {
  const { message } = reading;
  if (reading.kind !== "ill-typed") return { equal: false, by: "reading", reading, message };
  const { part, shapes } = reading;
  return { equal: false, by: "shape", part, shapes, message };
}

function comparison(a: Form, b: Form, points: readonly Environment[]): Answer {
  if (!sameShape(a.shape, b.shape)) {
    const message = `has shape ${shapeText(a.shape)}; ${shapeText(b.shape)} is needed`;
    return { equal: false, by: "shape", shapes: [a.shape, b.shape], message };
  }
  return sameNormalForm(a, b) ? { equal: true, by: "normal form" } : sameValues(a, b, points);
}

function isLarge(a: Form, b: Form): boolean {
  return formSize(a) + formSize(b) > MOST_BY_ALGEBRA;
}

function sameNormalForm(a: Form, b: Form): boolean {
  if (isLarge(a, b)) return false;
  if (sameForm(tidy(a), tidy(b))) return true;
  const difference = simplify(sumOf([a, negative(b)]));
  return sameForm(difference, tidy(sumOf([a, negative(a)])));
}

function sameValues(a: Form, b: Form, points: readonly Environment[]): Answer {
  let compared = 0;
  let furthest = 0;
  for (const point of points) {
    const [first, second] = [finiteValue(a, point), finiteValue(b, point)];
    if (first === undefined || second === undefined) continue;
    compared++;
    furthest = Math.max(furthest, distance(first, second));
  }
  if (furthest > TOLERANCE)
    return {
      equal: false,
      by: "value",
      distance: furthest,
      message: `differs from what is wanted by ${furthest.toPrecision(3)}`,
    };
  if (compared >= ENOUGH_POINTS) return { equal: true, by: "value" };
  const algebra = isLarge(a, b) ? "is too large to compare by algebra, and " : "";
  const message = `${algebra}gives numbers at ${compared} of ${points.length} points only; ${ENOUGH_POINTS} are needed to tell`;
  return { equal: false, by: "undecided", message };
}

/** The value at a point; undefined where an operation has none there. */
function finiteValue(form: Form, point: Environment): Tensor | undefined {
  try {
    const value = evaluate(form, point);
    return value.data.every((entry: number) => Number.isFinite(entry)) ? value : undefined;
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
