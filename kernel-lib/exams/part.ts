/** @file What a key says of one thing to mark. */

import { ENGLISH, type MessageKey } from "../exercises/english.js";
import { messageText, type Reason } from "../exercises/messages.js";
import type { Tensor } from "../tensor/tensor.js";
import { shapeText } from "../tensor/shape.js";
import type { Sides } from "../writing/sides.js";
import { decimals, type Decimals } from "./decimals.js";

/** A value as the marker compares it. */
export interface KeyValue {
  readonly shape: string;
  readonly three: Decimals;
  readonly six: Decimals;
}

/** One line of working. */
export interface KeyLine extends Sides {
  readonly rule: string;
}

/** A wrong answer and the mistake that it shows. */
export interface KeyMistake {
  /** A code of the catalogue (`M09`), or in words what is wrong. */
  readonly code: string;
  readonly message: string;
  /** The wrong line, where the answer is one. */
  readonly line?: Sides | undefined;
  /** The number, shape or letter that it gives. */
  readonly gives: Decimals;
}

/** One thing to mark: a value, a line, a choice. */
export interface Part {
  /** What the student's answer calls it. */
  readonly name: string;
  readonly value?: KeyValue | undefined;
  /** The right answer where it is no number. */
  readonly text?: string | undefined;
  readonly lines: readonly KeyLine[];
  /** Other forms of the right answer. */
  readonly equivalents: readonly Sides[];
  readonly mistakes: readonly KeyMistake[];
  /** Whether there is a method to mark beside the result. */
  readonly hasMethod: boolean;
}

/** A value with 3 and with 6 decimals. */
export function keyValue(value: Tensor): KeyValue {
  return {
    shape: value.rank === 0 ? "a number" : shapeText(value.shape),
    three: decimals(value, 3),
    six: decimals(value, 6),
  };
}

/** The code of a mistake and its words. */
export function mistakeWords({ key, parameters }: Reason, got: string): { code: string; message: string } {
  const filled = { got, want: got, ...parameters };
  return {
    code: key.startsWith("M") ? key : (NAMES[key] ?? key),
    message: messageText({ key, parameters: filled }),
  };
}

/** What the marker reads for mistakes without a code. */
const NAMES: Partial<Record<MessageKey, string>> = {
  dropped: "factor left out",
  doubled: "factor twice",
  wrong: "wrong",
} satisfies Partial<Record<keyof typeof ENGLISH, string>>;

/** The mistakes without those that say and give the same. */
export function distinct(mistakes: readonly KeyMistake[]): KeyMistake[] {
  const seen = new Map(
    mistakes.map((each) => [`${each.code} ${each.gives.plain} ${each.line?.plain ?? ""}`, each] as const),
  );
  return [...seen.values()].sort((one, other) =>
    one.code < other.code ? -1 : one.code > other.code ? 1 : 0,
  );
}
