/** @file LaTeX cut into commands, letters, digits and brackets; what only spaces or sizes is left out. */

import type { Place } from "./tokens.js";

/** One command, letter, digit or sign, and where it was written. */
export interface Lexeme extends Place {
  readonly text: string;
}

const LEXEME = /\\[A-Za-z]+|\\.|\S/gsu;

/** Spaces, sizes of brackets and styles of letters: they change nothing. */
const NO_MEANING =
  /^(?:\\[,;:! ]|~|&|\\(?:quad|qquad|left|right|mleft|mright|big|Big|bigl|bigr|Bigl|Bigr|bigg|Bigg|displaystyle|limits|nolimits|thinspace|mathbf|boldsymbol|bm|mathit|mathsf|mathbb|mathord))$/u;

/** Commands that are one sign in two spellings. */
const ONE_SPELLING: Readonly<Record<string, string>> = {
  "\\lparen": "(",
  "\\rparen": ")",
  "\\lbrack": "[",
  "\\rbrack": "]",
  "\\dfrac": "\\frac",
  "\\tfrac": "\\frac",
  "\\widehat": "\\hat",
  "\\operatorname": "\\mathrm",
  "\\text": "\\mathrm",
  "\\textrm": "\\mathrm",
  "\\mathop": "\\mathrm",
  "\\varepsilon": "\\epsilon",
  "\\varphi": "\\phi",
  "\\intercal": "\\top",
  "\\differentialD": "d",
  "−": "-",
};

/** The lexemes of LaTeX; braces around one of them are dropped, as `{y}` is `y`. */
export function lexemesOf(latex: string): Lexeme[] {
  const all: Lexeme[] = [];
  let fence = "";
  for (const { 0: written, index: start } of latex.matchAll(LEXEME)) {
    const before = fence;
    fence = /^\\m?(left|right)$/u.exec(written)?.[1] ?? "";
    if (NO_MEANING.test(written)) continue;
    const text = written === "|" && before !== "" ? (before === "left" ? "\\lvert" : "\\rvert") : written;
    const spelling = Object.hasOwn(ONE_SPELLING, text) ? ONE_SPELLING[text] : text;
    all.push({ text: spelling, start, end: start + written.length });
  }
  return unbraced(all);
}

function unbraced(all: readonly Lexeme[]): Lexeme[] {
  const inside = (at: number): boolean =>
    all.at(at - 1)?.text === "{" && all.at(at + 1)?.text === "}" && at > 0 && !/^[{}]$/u.test(all[at].text);
  return all.filter((_, at) => !(inside(at - 1) && at > 0) && !(at + 1 < all.length && inside(at + 1)));
}
