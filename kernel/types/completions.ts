/** @file What may stand at a place of a text, the likeliest first. */

import type { Entry } from "./backend.js";
import { asWritten } from "./as-written.js";

/** One text that may stand there. */
export interface Completion {
  readonly text: string;
  /** In Jupyter's words: `function`, `property`, `class` … */
  readonly type: string;
  /** Such as `const x: number`; known for the first ones only. */
  readonly signature: string;
}

/** The texts, each of which would replace what is between `start` and `end`. */
export interface Completions {
  readonly start: number;
  readonly end: number;
  readonly matches: readonly Completion[];
}

/** A place of a text, by UTF-16 units. */
export interface Place {
  readonly text: string;
  readonly offset: number;
}

const SIGNATURES = 40;

/** Jupyter's words for what a signature begins with: it knows more of an imported name than the entry does. */
const TYPES: Readonly<Record<string, string>> = {
  class: "class",
  const: "instance",
  enum: "enum",
  function: "function",
  interface: "interface",
  let: "instance",
  namespace: "module",
  type: "type",
  var: "instance",
};

/** Keeps the entries that fit what is typed so far, and asks for the signatures of the first. */
export async function completionsOf(entries: readonly Entry[], place: Place): Promise<Completions> {
  const word = wordAt(place);
  const atWord = entries.filter(({ start }) => (start ?? word.start) === word.start);
  // Where every entry replaces more than the word (`?.name` for a value that may be missing), so be it.
  const wider = atWord.length === 0 ? entries.at(0) : undefined;
  const start = wider?.start ?? word.start;
  const end = Math.max(wider?.end ?? 0, word.end);
  const typed = place.text.slice(start, place.offset);
  const candidates = wider === undefined ? atWord : entries.filter((one) => one.start === start);
  const fitting = candidates.flatMap((entry) => {
    const rank = rankOf(wider === undefined ? entry.name : entry.insert, typed);
    return rank === undefined ? [] : [{ entry, key: `${rank}${entry.sort}` }];
  });
  fitting.sort((a, b) => compared(a.key, b.key) || compared(a.entry.name, b.entry.name));
  const matches = fitting.map(async ({ entry }, index) => {
    const signature = index < SIGNATURES ? asWritten(await entry.signature()) : "";
    return { text: entry.insert, type: typeIn(signature) ?? entry.kind, signature };
  });
  return { start, end, matches: await Promise.all(matches) };
}

function typeIn(signature: string): string | undefined {
  return TYPES[/^\w+(?= )/.exec(signature)?.[0] ?? ""];
}

/** The identifier around a place. */
function wordAt({ text, offset }: Place): { readonly start: number; readonly end: number } {
  const before = /[\p{ID_Continue}$\u200c\u200d]*$/u.exec(text.slice(0, offset))?.[0] ?? "";
  const after = /^[\p{ID_Continue}$\u200c\u200d]*/u.exec(text.slice(offset))?.[0] ?? "";
  return { start: offset - before.length, end: offset + after.length };
}

/** 0 where a name begins with what is typed, 1 where it does but for capitals, 2 where it holds it. */
function rankOf(name: string, typed: string): number | undefined {
  if (name.startsWith(typed)) return 0;
  const [lower, wanted] = [name.toLowerCase(), typed.toLowerCase()];
  if (lower.startsWith(wanted)) return 1;
  return lower.includes(wanted) ? 2 : undefined;
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
