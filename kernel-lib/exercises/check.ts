/** @file Numbers judged: an answer's value at the data, and the mistake whose value is nearest to it. */

import { distance } from "../autodiff/check.js";
import { dependence, type Dependence } from "../derivation/dependence.js";
import { ShapeError } from "../tensor/errors.js";
import { nameText } from "../tensor/name.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import { tensor } from "../tensor/create.js";
import { Tensor } from "../tensor/tensor.js";
import { forwardMistakes } from "./forward-mistakes.js";
import type { Mistake } from "./mistake.js";
import { mistakeValues } from "./mutations.js";
import { otherData } from "./points.js";
import { noValue } from "./quoted.js";
import { verdict, type Verdict } from "./verdict.js";

/** How close an answer has to be: |difference| / (1 + |right value|), half a unit in the third decimal unless told. */
export interface CheckOptions {
  readonly tolerance?: number;
}

/** Half a unit in the third decimal, and a little for what was rounded on the way. */
export const THREE_DECIMALS = 6e-4;
const ROUNDING = 1e-12;
/** Factors by which a decimal point may have moved. */
const POWERS_OF_TEN = [0.001, 0.01, 0.1, 10, 100, 1000] as const;
/** How many decimals may have been kept. */
const DECIMALS = [1, 2, 3, 4, 5, 6] as const;

/**
 * Judges a value that a student computed for a named tensor, such as ŷ or the loss. An answer of any kind gets a
 * verdict; it never throws for an answer and never tells the right value.
 *
 * ```ts
 * show(checkValue(0.569, yhat))   // the bias was left out
 * ```
 */
export function checkValue(answer: unknown, right: Tensor, options: CheckOptions = {}): Verdict {
  return judged(answer, { ...valueQuestion(right), ...options });
}

/** What the value of a named tensor is judged by. */
export function valueQuestion(right: Tensor): Question {
  const step = right.name === undefined ? "the result" : nameText(right.name);
  const elsewhere = (): Tensor => otherData(right).get(right) ?? right;
  return { step, right, elsewhere, tolerance: THREE_DECIMALS, mistakes: () => forwardMistakes(right) };
}

/**
 * Judges a student's numbers for the gradient of `loss` by a named tensor; a wrong answer is explained by the mistake
 * that gives these numbers.
 *
 * ```ts
 * show(checkGradient([[0.276, 0.243, 0.266]], loss, W2))   // opposite sign
 * ```
 *
 * @throws UsageError if the loss does not depend on the tensor.
 */
export function checkGradient(
  answer: unknown,
  loss: Tensor,
  { by, ...options }: CheckOptions & { readonly by: Tensor },
): Verdict {
  return judged(answer, { ...gradientQuestion(loss, by), ...options });
}

/** What was asked of a result before, by the tensor that it was derived by. */
const asked = new WeakMap<Tensor, Map<Tensor, GradientQuestion>>();

interface GradientQuestion extends Question {
  readonly about: Dependence;
}

/**
 * What numbers for a gradient are judged by; worked out once for both, because an update asks for it too.
 * @throws UsageError if the loss does not depend on the tensor.
 */
export function gradientQuestion(loss: Tensor, by: Tensor): GradientQuestion {
  const before = asked.get(loss) ?? new Map<Tensor, GradientQuestion>();
  const question = before.get(by) ?? askGradient(loss, by);
  asked.set(loss, before.set(by, question));
  return question;
}

function askGradient(loss: Tensor, by: Tensor): GradientQuestion {
  const found = dependence(loss, by);
  const { mistakes, ...values } = mistakeValues(found);
  const step = `d${nameText(found.source.name)}`;
  return { step, ...values, tolerance: THREE_DECIMALS, mistakes: () => mistakes, about: found };
}

/** A right value, and the mistakes that wrong ones are compared with. */
export interface Question {
  readonly step: string;
  readonly right: Tensor;
  /** The right value at the other data that mistakes are computed at too. */
  readonly elsewhere?: (() => Tensor | undefined) | undefined;
  readonly mistakes: () => readonly Mistake[];
  readonly tolerance: number;
  /** How the loss depends on what it is derived by, where the value is a gradient. */
  readonly about?: Dependence | undefined;
  /** The gradient that the value is made from, and how, where it is an update. */
  readonly from?: FromGradient | undefined;
}

/** How a parameter after a step of gradient descent is made from its gradient. */
export interface FromGradient {
  readonly about: Dependence;
  readonly rate: number;
  readonly made: (gradient: Tensor) => Tensor;
}

/** The verdict on an answer of any kind. */
export function judged(answer: unknown, question: Question): Verdict {
  const { step, right, mistakes, tolerance } = question;
  if (answer === undefined || answer === null) return verdict(step, { key: "not-answered", parameters: {} });
  const value = asValue(answer);
  if (value === undefined) return verdict(step, noValue(answer, step));
  const shapes = { got: value.shape, want: right.shape };
  const near = (other: Tensor): number => apart(value, other);
  if (near(right) <= tolerance) {
    return verdict(step, { key: "right", parameters: {} }, { passed: true, value, shapes, tolerance });
  }
  const explained = nearest([...mistakes(), turnedSign(question), ...slippedDigits(value, question)], near);
  if (explained !== undefined && near(explained.value) <= tolerance) {
    const { code, says = code, parameters } = explained;
    const reason = {
      key: says,
      parameters: { ...parameters, ...(code === "M18" && { got: shapeText(value.shape) }) },
    };
    return verdict(step, reason, { code: /^M\d\d/.exec(code)?.[0], shapes, tolerance });
  }
  if (fits(value, right))
    return verdict(step, { key: "wrong", parameters: { symbol: step } }, { shapes, tolerance });
  const parameters = { symbol: step, got: shapeText(value.shape), want: shapeText(right.shape) };
  const isGradient = question.about !== undefined || question.from !== undefined;
  return verdict(step, { key: isGradient ? "shape" : "value-shape", parameters }, { shapes, tolerance });
}

/** The opposite sign, for which a rule may have a better word. */
function turnedSign({ right, step: symbol }: Question): Mistake {
  return { code: "opposite", value: changed(right, (entry) => -entry), parameters: { symbol } };
}

/** M27: the decimal point in another place, or exactly the right value with its last decimals rounded or cut away. */
function slippedDigits(value: Tensor, { right, step: symbol, tolerance }: Question): Mistake[] {
  // An answer of 0 is near to a thousandth of anything: it is compared after the point has been moved back.
  const moved = POWERS_OF_TEN.filter((count) => {
    const back = changed(value, (entry) => entry / count);
    return apart(back, right) <= tolerance;
  });
  const cut = DECIMALS.flatMap((count) =>
    [Math.round, Math.trunc].flatMap((whole) => {
      const short = changed(right, (entry) => whole(entry * 10 ** count) / 10 ** count);
      const isNothing = short.data.some((entry, at) => entry === 0 && right.data[at] !== 0);
      return isNothing || apart(value, short) > ROUNDING ? [] : [{ count, short }];
    }),
  );
  return [
    ...moved.map((count): Mistake => ({
      code: "M27",
      value: changed(right, (entry) => entry * count),
      parameters: { symbol, count },
    })),
    ...cut.map(({ count, short }): Mistake => ({
      code: "M27-rounded",
      value: short,
      parameters: { symbol, count },
    })),
  ];
}

function changed({ data, shape }: Tensor, change: (entry: number) => number): Tensor {
  return new Tensor(data.map(change), shape);
}

function nearest(mistakes: readonly Mistake[], near: (value: Tensor) => number): Mistake | undefined {
  let best: Mistake | undefined;
  for (const mistake of mistakes) {
    // Two names for one value differ by rounding: the one that was told first stands.
    if (best === undefined || near(mistake.value) < near(best.value) - ROUNDING) best = mistake;
  }
  return best;
}

/** Whether a value is this one, up to the tolerance. */
export function closeTo(value: Tensor, other: Tensor, tolerance: number): boolean {
  return apart(value, other) <= tolerance;
}

/** The distance of two values; an entry that is not finite is near to another such entry only. */
function apart(value: Tensor, other: Tensor): number {
  if (!fits(value, other)) return Infinity;
  if (value.data.every(Number.isFinite)) return distance(value, other);
  const same = value.data.every((entry, at) =>
    Number.isFinite(entry)
      ? Math.abs(entry - other.data[at]) <= THREE_DECIMALS * (1 + Math.abs(entry))
      : !Number.isFinite(other.data[at]),
  );
  return same ? 0 : Infinity;
}

function fits(value: Tensor, other: Tensor): boolean {
  return sameShape(value.shape, other.shape) || (value.size === 1 && other.size === 1);
}

/** An answer as a tensor; undefined for anything that is none. */
export function asValue(answer: unknown): Tensor | undefined {
  if (answer instanceof Tensor) return answer;
  if (typeof answer === "number") return tensor(answer);
  if (!isNested(answer)) return undefined;
  try {
    return tensor(answer);
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}

type Numbers = readonly (number | Numbers)[];

function isNested(value: unknown): value is Numbers {
  return Array.isArray(value) && value.every((part) => typeof part === "number" || isNested(part));
}
