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

/** Why an answer is no value: its rows differ in length, or it holds something else than numbers. */
export function noValue(answer: unknown, symbol: string): Reason {
  const lengths = new Set(rowLengths(answer));
  return lengths.size > 1
    ? { key: "ragged", parameters: { symbol, lengths: [...lengths].join(", ") } }
    : { key: "no-numbers", parameters: { symbol, answer: quoted(answer) } };
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
