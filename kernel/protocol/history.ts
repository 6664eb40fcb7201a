/** @file The cells of this session, and the three ways to ask for them. */

import type { Fields } from "./fields.js";

/** A cell that was run. */
interface Entry {
  readonly line: number;
  readonly input: string;
  readonly output: string | null;
}

/** One entry as Jupyter sends it: session, line, and the input or the input with its output. */
type Row = readonly [session: number, line: number, cell: string | readonly [string, string | null]];

/** The history of one session. */
export interface History {
  add(entry: Entry): void;
  /** Answers a `history_request`. */
  find(fields: Fields): readonly Row[];
}

/** The number of the only session there is; requests may also call it 0, the current one. */
const SESSION = 1;
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** An empty history. */
export function createHistory(): History {
  const entries: Entry[] = [];
  return {
    add(entry) {
      entries.push(entry);
    },
    find(fields) {
      const withOutput = fields.flag("output", false);
      return chosen(entries, fields).map(({ line, input, output }) => [
        SESSION,
        line,
        withOutput ? [input, output] : input,
      ]);
    },
  };
}

function chosen(entries: readonly Entry[], fields: Fields): readonly Entry[] {
  const access = fields.text("hist_access_type", "tail");
  if (access === "range") return range(entries, fields);
  const matching = access === "search" ? search(entries, fields) : entries;
  const count = fields.integer("n", EVERYTHING);
  return count > 0 ? matching.slice(-count) : [];
}

/** From `start` up to, not including, `stop`. */
function range(entries: readonly Entry[], fields: Fields): readonly Entry[] {
  const session = fields.integer("session", 0);
  if (session !== 0 && session !== SESSION) return [];
  const start = fields.integer("start", 0);
  const stop = fields.integer("stop", EVERYTHING);
  return entries.filter(({ line }) => line >= start && line < stop);
}

/** By a pattern in which `*` stands for any text and `?` for any character; the newest of equal ones if unique. */
function search(entries: readonly Entry[], fields: Fields): readonly Entry[] {
  const matches = globMatcher(fields.text("pattern", "*"));
  const found = entries.filter(({ input }) => matches(input));
  if (!fields.flag("unique", false)) return found;
  const newest = new Map(found.map((entry) => [entry.input, entry]));
  return found.filter((entry) => newest.get(entry.input) === entry);
}

/** Matches part by part, so that no pattern can take long. */
function globMatcher(pattern: string): (text: string) => boolean {
  const parts = pattern.split("*").map((part) => Array.from(part));
  return (text) => {
    const characters = Array.from(text);
    const first = parts[0];
    if (parts.length === 1) return first.length === characters.length && fits(first, characters, 0);
    const last = parts[parts.length - 1];
    const end = characters.length - last.length;
    if (end < first.length || !fits(first, characters, 0) || !fits(last, characters, end)) return false;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      while (at + part.length <= end && !fits(part, characters, at)) at++;
      at += part.length;
      if (at > end) return false;
    }
    return true;
  };
}

function fits(part: readonly string[], characters: readonly string[], at: number): boolean {
  return part.every((character, index) => character === "?" || character === characters[at + index]);
}
