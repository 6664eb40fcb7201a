/** @file Answers quoted in verdicts, and what is said of one that is no value. */

import type { Reason } from "./messages.js";
import { answerText } from "./plain.js";

/** Longer answers are cut where they are quoted. */
const LONGEST_QUOTED = 40;

/** An answer as a short text, without quotation marks of its own. */
export function quoted(answer: unknown): string {
  const text = answerText(answer).replaceAll('"', "");
  return text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text;
}

/** Why an answer is no value: its rows differ in length, numbers stand in quotation marks, or it holds none. */
export function noValue(answer: unknown, symbol: string): Reason {
  const lengths = new Set(rowLengths(answer));
  if (lengths.size > 1) return { key: "ragged", parameters: { symbol, lengths: [...lengths].join(", ") } };
  return numberAsText(answer) ?? { key: "no-numbers", parameters: { symbol, answer: quoted(answer) } };
}

/** What is written with digits only: a number, or a list or a calculation of some. */
const WRITTEN_NUMBERS = /^(?=.*\d)[-+−*/().,\s[\]\deE]+$/;

/** That an answer, or the first text in it, is a number but for its quotation marks; undefined where it is none. */
export function numberAsText(answer: unknown): Reason | undefined {
  const first = [answer].flat(Infinity).find((part) => typeof part === "string");
  if (first === undefined || !WRITTEN_NUMBERS.test(first)) return undefined;
  const text = quoted(first);
  const number = text
    .trim()
    .replaceAll("−", "-")
    .replace(/^([-+]?\d+),(\d+)$/, "$1.$2");
  return { key: "text-number", parameters: { text, number } };
}

/** How many entries each row has; nothing where there is something else than rows of numbers. */
function rowLengths(answer: unknown): readonly number[] {
  if (!Array.isArray(answer)) return [];
  const rows: readonly unknown[] = answer;
  return rows.every(isNumbers) ? rows.map(({ length }) => length) : [];
}

function isNumbers(row: unknown): row is readonly number[] {
  return Array.isArray(row) && row.every((entry) => typeof entry === "number");
}
