/** @file What an answer is judged by: a value, a gradient, an update, a shape or something exact. */

import { untraced } from "../tensor/apply.js";
import { sameShape, shapeText, type Shape } from "../tensor/shape.js";
import { nameText } from "../tensor/name.js";
import { Tensor } from "../tensor/tensor.js";
import {
  gradientQuestion,
  judged,
  THREE_DECIMALS,
  valueQuestion,
  type CheckOptions,
  type Question,
} from "./check.js";
import type { MessageKey } from "./english.js";
import type { Mistake } from "./mistake.js";
import { once } from "./once.js";
import { isClear } from "./clear.js";
import type { Reason } from "./messages.js";
import { sameAnswer, type Plain } from "./plain.js";
import { numberAsText, quoted } from "./quoted.js";
import { verdict, type Verdict } from "./verdict.js";

/** One part of an answer: how it is judged, and whether its numbers keep the mistakes apart. */
export interface Want {
  /** The verdict on this part, which is called `step`. */
  readonly judge: (answer: unknown, step: string) => Verdict;
  /** What else has to hold where that passes, and takes its time: a formula is read. */
  readonly also?: ((answer: unknown, step: string) => Promise<Verdict>) | undefined;
  /** False where two mistakes, or a mistake and the right answer, could be taken for one another. */
  readonly clear: () => boolean;
  /** What the part is about, where later parts can follow from it. */
  readonly question?: Question | undefined;
  /** The same with another tolerance. */
  readonly within?: ((tolerance: number) => Want) | undefined;
  /** What is wanted where it is no number but must be written exactly, and the wrong answers that show a mistake. */
  readonly exact?: { readonly right: Plain; readonly mistakes: readonly ExactMistake[] } | undefined;
}

/** A wrong answer that is no number, and the mistake that it shows. */
export interface ExactMistake extends Omit<Mistake, "value"> {
  readonly answer: Plain;
}

/** The value of a named tensor of a graph, such as ŷ or the loss. */
export function wantValue(right: Tensor, options: CheckOptions = {}): Want {
  return fromQuestion(() => ({ ...valueQuestion(right), ...options }));
}

/** The gradient of a loss by a named tensor. */
export function wantGradient(loss: Tensor, by: Tensor, options: CheckOptions = {}): Want {
  return fromQuestion(() => ({ ...gradientQuestion(loss, by), ...options }));
}

/** A parameter after one step of gradient descent: θ − α ∂loss/∂θ. */
export function wantUpdate(
  loss: Tensor,
  by: Tensor,
  { rate, ...options }: CheckOptions & { readonly rate: number },
): Want {
  return fromQuestion(() => ({ ...updateQuestion(loss, by, rate), ...options }));
}

function updateQuestion(loss: Tensor, by: Tensor, rate: number): Question {
  const { right: slope, elsewhere, mistakes, about } = gradientQuestion(loss, by);
  const symbol = nameText(about.source.name);
  const moved = (gradient: Tensor, factor = rate): Tensor => untraced(() => by.sub(gradient.mul(factor)));
  const wrong = (code: MessageKey, made: (slope: Tensor) => Tensor, more: Mistake["parameters"] = {}) => ({
    code,
    value: made(slope),
    elsewhere: later(elsewhere, made),
    parameters: { symbol, ...more },
  });
  const own = (): Mistake[] => [
    wrong("M21", (gradient) => moved(gradient, -rate)),
    wrong("M22", () => by, { what: "the old one: it did not change" }),
    wrong("M22", (gradient) => gradient, { what: "the gradient itself" }),
    wrong("dropped", (gradient) => moved(gradient, 1), { factor: "α" }),
  ];
  const carriedOn = (): Mistake[] =>
    mistakes()
      .filter(({ value }) => sameShape(value.shape, by.shape))
      .map((mistake) => ({
        ...mistake,
        value: moved(mistake.value),
        elsewhere: later(mistake.elsewhere, moved),
      }));
  return {
    step: `new ${symbol}`,
    right: moved(slope),
    from: { about, rate, made: moved },
    elsewhere: later(elsewhere, moved),
    mistakes: () => [...own(), ...carriedOn()],
    tolerance: THREE_DECIMALS,
  };
}

/** What becomes of a gradient that is worked out when it is needed. */
function later(gradient: Question["elsewhere"], made: (slope: Tensor) => Tensor): () => Tensor | undefined {
  return once(() => {
    const found = gradient?.();
    return found && made(found);
  });
}

/** A number or a tensor that no graph gives, with the mistakes that are known for it. */
export function wantNumber(
  right: Tensor,
  options: CheckOptions & { readonly mistakes?: readonly Mistake[] } = {},
): Want {
  const { mistakes = [], ...rest } = options;
  return fromQuestion(() => ({
    step: "the result",
    right,
    tolerance: THREE_DECIMALS,
    mistakes: () => mistakes,
    ...rest,
  }));
}

/**
 * What exactly must be written, such as a letter, a word or a list; with wrong answers whose mistake has a code, and the
 * answers that there are to choose `among`, where these are told.
 */
export function wantExactly(
  right: Plain,
  {
    mistakes = [],
    among = [],
  }: { readonly mistakes?: readonly ExactMistake[]; readonly among?: readonly string[] } = {},
): Want {
  const judge = (answer: unknown, step: string): Verdict => {
    if (isMissing(answer)) return verdict(step, { key: "not-answered", parameters: {} });
    if (sameAnswer(answer, right)) return verdict(step, { key: "right", parameters: {} }, { passed: true });
    const found = mistakes.find((mistake) => sameAnswer(answer, mistake.answer));
    if (found === undefined) {
      const asText = isText(right) ? undefined : numberAsText(answer);
      return verdict(step, asText ?? unlisted(answer, { among, step }));
    }
    const { code, parameters } = found;
    return verdict(step, { key: code, parameters }, { code: code.startsWith("M") ? code : undefined });
  };
  return { judge, clear: () => true, exact: { right, mistakes } };
}

/** Whether what is wanted is a text, or has one in it. */
function isText(wanted: Plain): boolean {
  return typeof wanted === "string" || (Array.isArray(wanted) && wanted.some(isText));
}

/** Why an answer that shows no mistake is wrong: it is not among those to choose from, or it is another one. */
function unlisted(
  answer: unknown,
  { among, step }: { readonly among: readonly string[]; readonly step: string },
): Reason {
  if (among.length === 0 || among.some((each) => sameAnswer(answer, each)))
    return { key: "wrong", parameters: { symbol: step } };
  return { key: "none-of", parameters: { answer: quoted(answer), options: among.join(", ") } };
}

/** Whatever meets a condition, where many answers are right; `what` says in words what is wanted. */
export function wantThat(what: string, isRight: (answer: unknown) => boolean): Want {
  const judge = (answer: unknown, step: string): Verdict => {
    if (isMissing(answer)) return verdict(step, { key: "not-answered", parameters: {} });
    if (isRight(answer)) return verdict(step, { key: "right", parameters: {} }, { passed: true });
    return verdict(step, numberAsText(answer) ?? { key: "wrong", parameters: { symbol: what } });
  };
  return { judge, clear: () => true };
}

/**
 * The shape of a product, `"none"` where it cannot be formed. A shape that is turned around is a missing transpose:
 * M07 on the way forward, M19 on the way back.
 */
export function wantShape(right: Shape | "none", code: "M07" | "M19" | "M18" = "M19"): Want {
  const wanted = right === "none" ? right : [...right];
  const turned = right === "none" ? undefined : [...right].reverse();
  const judge = (answer: unknown, step: string): Verdict => {
    if (isMissing(answer)) return verdict(step, { key: "not-answered", parameters: {} });
    if (sameAnswer(answer, wanted)) return verdict(step, { key: "right", parameters: {} }, { passed: true });
    const parameters = { symbol: step, weight: step, got: shapeWords(answer), want: shapeWords(turned) };
    const asText = numberAsText(answer);
    if (asText !== undefined) return verdict(step, asText);
    if (right === "none")
      return verdict(step, { key: "M23", parameters: { ...parameters, want: "none" } }, { code: "M23" });
    if (turned !== undefined && sameAnswer(answer, turned))
      return verdict(step, { key: code, parameters: { ...parameters, want: "the other order" } }, { code });
    return verdict(step, { key: "wrong", parameters });
  };
  return {
    judge,
    clear: () => true,
    exact: { right: wanted, mistakes: turnedMistakes(turned, wanted, code) },
  };
}

/** A shape turned around, where that is another one. */
function turnedMistakes(
  turned: readonly number[] | undefined,
  wanted: Plain,
  code: MessageKey,
): readonly ExactMistake[] {
  if (turned === undefined || sameAnswer(turned, wanted)) return [];
  const parameters = { symbol: "it", weight: "it", got: shapeWords(turned), want: "the other order" };
  return [{ code, answer: turned, parameters }];
}

/** What a program returns is not rounded: a want for numbers with the tolerance of their arithmetic. */
export function precise(want: Want): Want {
  return want.within?.(ARITHMETIC) ?? want;
}

/** Other orders of the same sums differ by less. */
const ARITHMETIC = 1e-7;

function shapeWords(answer: unknown): string {
  return Array.isArray(answer) && answer.every((size) => typeof size === "number")
    ? shapeText(answer)
    : "none";
}

function isMissing(answer: unknown): boolean {
  return (
    answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && answer.length === 0)
  );
}

/** A want for a value. What is asked is worked out when it is needed: most draws are rejected before. */
export function fromQuestion(ask: () => Question): Want {
  const question = once(ask);
  return {
    judge: (answer, step) => judged(answer, { ...question(), step }),
    clear: () => isClear(question()),
    within: (tolerance) => fromQuestion(() => ({ ...question(), tolerance })),
    get question() {
      return question();
    },
  };
}
