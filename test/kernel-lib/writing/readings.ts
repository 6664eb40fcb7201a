/** @file What is wrong with the plain and the spoken form of a derivation's lines. */

import { shownLines, threeColumns } from "../../../kernel-lib/derivation/present.js";
import type { Derivation } from "../../../kernel-lib/index.js";
import { plainOf } from "../../../kernel-lib/writing/plain.js";
import { spokenOf } from "../../../kernel-lib/writing/spoken.js";

/** What opens and what closes, in plain text and in words. */
const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/\(/g, /\)/g],
  [/\[/g, /\]/g],
  [/open bracket/g, /close bracket/g],
  [/the fraction/g, /end of fraction/g],
  [/the square root of/g, /end of root/g],
];

/** What is wrong with a text; undefined where nothing is. */
function fault(text: string, allowed: RegExp): string | undefined {
  const stray = text.match(allowed)?.[0];
  if (stray !== undefined) return `"${stray}" in ${text}`;
  if (!/=\s*\S|equals \S|^\S/.test(text) || /undefined|NaN|Infinity|\[object/.test(text))
    return `incomplete: ${text}`;
  const open = PAIRS.find(([opens, closes]) => !balanced(text, opens, closes));
  return open === undefined ? undefined : `${open[0].source} does not close in ${text}`;
}

function balanced(text: string, opens: RegExp, closes: RegExp): boolean {
  const marks = [...text.matchAll(opens)].map(({ index }) => [index, 1] as const);
  const ends = [...text.matchAll(closes)].map(({ index }) => [index, -1] as const);
  let depth = 0;
  for (const [, step] of [...marks, ...ends].sort((a, b) => a[0] - b[0])) {
    depth += step;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** A command, a group or a superscript of LaTeX. */
const NOT_PLAIN = /\\|[{}$&]/;
/** Whatever is not a word or a number: a screen reader would leave it out or spell it. */
const NOT_SPOKEN = /[^\p{L}\p{N} .,'−_-]|(?<!\p{L})-|-(?!\p{L})/u;

/** Faults of every shown line, in every detail. */
export function faults(derivation: Derivation): readonly string[] {
  const lines = (["brief", "steps", "full"] as const).flatMap((detail) => shownLines(derivation, detail));
  return [...lines, threeColumns(derivation)].flatMap(({ plain, spoken }) =>
    [fault(plain, NOT_PLAIN) ?? [], fault(spoken, NOT_SPOKEN) ?? []].flat(),
  );
}

/** Lines of different meaning that sound the same. */
export function confusions({ lines }: Derivation): readonly string[] {
  const meant = new Map<string, string>();
  return lines.flatMap(({ after }) => {
    const [spoken, text] = [spokenOf(after), plainOf(after)];
    const before = meant.get(spoken);
    meant.set(spoken, text);
    return before === undefined || before === text ? [] : [`${before} and ${text} are both: ${spoken}`];
  });
}
