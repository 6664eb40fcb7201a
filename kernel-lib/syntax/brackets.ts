/** @file Formulas with one more pair of brackets: what may have been meant where `a / b c` stands for a / (b c). */

import { sign, type Token } from "./tokens.js";

/** A formula with one more pair of brackets, and what is between them. */
export interface Bracketed {
  readonly tokens: readonly Token[];
  readonly part: string;
}

/** Longer formulas are left as they are: trying would take longer than a student waits. */
const MOST_TOKENS = 40;

/** The formula with a pair of brackets around each of its parts that may have some: of two factors or terms, or more. */
export function withBrackets(tokens: readonly Token[]): Bracketed[] {
  if (tokens.length > MOST_TOKENS) return [];
  return tokens.flatMap((first, from) => {
    const isTurned = first.text === "-" && (from === 0 || tokens[from - 1].text === "(");
    if (!isOperand(first) && first.text !== "(" && !isTurned) return [];
    return endsOf(tokens, from).map((to) => {
      const inside = tokens.slice(from, to + 1);
      const [open, close] = [first.start, tokens[to].end].map((place) => ({ start: place, end: place }));
      const after = [sign(")", close), ...tokens.slice(to + 1)];
      return {
        tokens: [...tokens.slice(0, from), sign("(", open), ...inside, ...after],
        part: written(inside),
      };
    });
  });
}

function written(tokens: readonly Token[]): string {
  const spaced = tokens.map(({ text }) => text).join(" ");
  return spaced.replace(/(?<=\(|^-) | (?=[)'])/g, "");
}

/** Where a part that begins here may end: at an operand, outside of other brackets, and with nothing raised behind it. */
function endsOf(tokens: readonly Token[], from: number): number[] {
  const ends: number[] = [];
  let depth = 0;
  for (let at = from; at < tokens.length && depth >= 0; at++) {
    const { text } = tokens[at];
    depth += text === "(" ? 1 : text === ")" ? -1 : 0;
    if (depth !== 0 || at === from) continue;
    const isEnd = isOperand(tokens[at]) || text === ")" || text === "'";
    if (isEnd && !RAISED.test(tokens.at(at + 1)?.text ?? "")) ends.push(at);
  }
  return ends;
}

/** What belongs to the operand before it. */
const RAISED = /^(?:'|\.?\^)$/u;

function isOperand({ kind }: Token): boolean {
  return kind !== "sign";
}
