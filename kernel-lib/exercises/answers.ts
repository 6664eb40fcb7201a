/** @file Exercises answered with values: numbers by hand, graphs, shapes, predictions and choices. */

import type { Random } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Exercise, ExerciseHead, Planted } from "./exercise.js";
import { followsFrom } from "./following.js";
import type { MessageKey } from "./english.js";
import { overall } from "./overall.js";
import { quoted } from "./quoted.js";
import { verdict, type Verdict } from "./verdict.js";
import { wantExactly, type Want } from "./want.js";

/** What one student is asked. */
export interface Asked {
  readonly given?: Readonly<Record<string, Tensor>>;
  readonly question?: readonly string[];
  /** The parts of the answer, in the order in which they are found. */
  readonly wants: Readonly<Record<string, Want>>;
  readonly planted?: readonly Planted[];
  /** False for values that would be hard to read, such as a saturated neuron. */
  readonly clear?: boolean;
}

/**
 * An exercise whose answer is a list of named values; one with a single part may be answered with that value alone.
 * A part that is wrong but follows from an earlier wrong part says so.
 */
export function answers(head: ExerciseHead & { readonly ask: (numbers: Random) => Asked }): Exercise {
  const { ask, ...rest } = head;
  return {
    ...rest,
    task: (numbers) => {
      const { given = {}, question = [], wants, planted = [], clear = true } = ask(numbers);
      return {
        given,
        question,
        planted,
        wants,
        judge: (answer) => judgeParts(answer, wants, head.id),
        // The last parts have the most mistakes behind them, and turn down the most draws.
        clear: () =>
          clear &&
          Object.values(wants)
            .toReversed()
            .every((want) => want.clear()),
      };
    },
  };
}

/** Judges every part of an answer. */
export async function judgeParts(
  answer: unknown,
  wants: Readonly<Record<string, Want>>,
  id: string,
): Promise<Verdict> {
  const names = Object.keys(wants);
  const isNamed = hasParts(answer, names);
  const parts: Verdict[] = [];
  for (const [at, name] of names.entries()) {
    const part = isNamed ? answer[name] : names.length === 1 ? answer : undefined;
    const value = wants[name].judge(part, name);
    const judged = value.passed ? ((await wants[name].also?.(part, name)) ?? value) : value;
    const earlier = names.slice(0, at).map((before, place) => ({
      question: wants[before].question,
      answer: isNamed ? answer[before] : undefined,
      verdict: parts[place],
    }));
    const from = judged.passed ? undefined : followsFrom(part, wants[name].question, earlier);
    parts.push(
      from === undefined
        ? judged
        : verdict(name, { key: "follows-part", parameters: { symbol: names[from] } }, { follows: from + 1 }),
    );
  }
  return overall(id, parts);
}

/** An option of a choice; a wrong one may show a misconception. */
export interface Option {
  readonly text: string;
  readonly right?: boolean;
  readonly says?: MessageKey;
  readonly parameters?: Readonly<Record<string, string | number>>;
}

const LETTERS = "abcdefgh";
/** A letter as options show it, `(b)`, or with a sign behind it. */
const BRACKETED = /^\(?([a-h])[).]$/i;

/** An exercise in which one of some options is chosen by its letter; each student has them in another order. */
export function choice(
  head: ExerciseHead & {
    readonly ask: (numbers: Random) => {
      readonly given?: Readonly<Record<string, Tensor>>;
      readonly question?: readonly string[];
      readonly options: readonly Option[];
    };
  },
): Exercise {
  const { ask, ...rest } = head;
  return answers({
    ...rest,
    ask: (numbers) => {
      const { given = {}, question = [], options } = ask(numbers);
      const order = [...numbers.permutation(options.length)].map((at) => options[at]);
      const letter = (option: Option): string => LETTERS[order.indexOf(option)];
      const wrong = order.filter(({ right }) => right !== true);
      const mistakes = wrong.flatMap((option) =>
        option.says === undefined
          ? []
          : [{ code: option.says, answer: letter(option), parameters: option.parameters ?? {} }],
      );
      const right = order
        .filter((option) => option.right === true)
        .map(letter)
        .join("");
      return {
        given,
        question: [...question, ...order.map((option, at) => `(${LETTERS[at]}) ${option.text}`)],
        wants: { choice: byText(wantExactly(right, { mistakes, among: order.map(letter) }), order) },
        planted: wrong.map((option) => ({ says: option.says ?? "wrong-option", answer: letter(option) })),
      };
    },
  });
}

/** An option may be named by its text as well; one that is wrong and shows no mistake is told by its letter. */
function byText(want: Want, order: readonly Option[]): Want {
  const letter = (answer: unknown): unknown => {
    const at = order.findIndex(({ text }) => text === answer);
    if (at >= 0) return LETTERS[at];
    return typeof answer === "string" ? answer.trim().replace(BRACKETED, "$1") : answer;
  };
  return {
    ...want,
    judge: (answer, step) => {
      const chosen = letter(answer);
      const found = want.judge(chosen, step);
      const parameters = { answer: quoted(chosen).trim().toLowerCase() };
      return found.reason.key === "wrong" ? verdict(step, { key: "wrong-option", parameters }) : found;
    },
  };
}

/** Whether an answer has parts with these names. */
export function hasParts(
  answer: unknown,
  names: readonly string[],
): answer is Readonly<Record<string, unknown>> {
  return typeof answer === "object" && answer !== null && names.some((name) => Object.hasOwn(answer, name));
}
