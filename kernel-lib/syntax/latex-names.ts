/** @file Names in LaTeX: known ones as the library typesets them, and words that are typed letter by letter. */

import { nameLatex } from "../writing/names.js";
import { lexemesOf, type Lexeme } from "./latex-lexer.js";
import { functionNamed, nameMeant } from "./names.js";
import type { Scope } from "./program.js";

/** A name, and how many lexemes it takes. */
interface Found {
  readonly text: string;
  readonly length: number;
}

const SETTING = /^(?:axis|keepdims)$/;
const TRUTH = /^(?:true|false)$/;

/** Finds the longest name that begins at a lexeme; undefined where a single letter stands for itself. */
export interface LatexNames {
  readonly at: (lexemes: readonly Lexeme[], at: number) => Found | undefined;
}

/** The names of a scope. */
export function latexNames(scope: Scope): LatexNames {
  const typeset = [...scope]
    .map(([text, { name }]) => ({
      text,
      lexemes: name === undefined ? [] : lexemesOf(nameLatex(name)).map((lexeme) => lexeme.text),
    }))
    .filter(({ lexemes }) => lexemes.length > 0)
    .sort((a, b) => b.lexemes.length - a.lexemes.length);
  return { at: (lexemes, at) => wordAt(lexemes, at, scope) ?? typesetAt(lexemes, at, typeset) };
}

function typesetAt(
  lexemes: readonly Lexeme[],
  at: number,
  names: readonly { readonly text: string; readonly lexemes: readonly string[] }[],
): Found | undefined {
  const found = names.find(
    (name) =>
      at + name.lexemes.length <= lexemes.length &&
      name.lexemes.every((text, to) => lexemes[at + to].text === text),
  );
  if (found === undefined || isContinued(lexemes, at + found.lexemes.length)) return undefined;
  return { text: found.text, length: found.lexemes.length };
}

/** W_{1}, W^{[1]} and x^{(2)} are other names than W and x. */
function isContinued(lexemes: readonly Lexeme[], at: number): boolean {
  const next = lexemes
    .slice(at, at + 3)
    .map(({ text }) => text)
    .join("");
  return next.startsWith("_") || next.startsWith("^{[");
}

/** Letters that are one word, where a function before brackets or a name has them all. */
function wordAt(lexemes: readonly Lexeme[], at: number, scope: Scope): Found | undefined {
  if (!/^\p{L}$/u.test(lexemes[at].text)) return undefined;
  const behind = lexemes.findIndex(({ text }, to) => to > at && !/^[\p{L}\d]$/u.test(text));
  for (let end = behind < 0 ? lexemes.length : behind; end > at + 1; end--) {
    const text = lexemes
      .slice(at, end)
      .map((lexeme) => lexeme.text)
      .join("");
    const applied = functionNamed(text) !== undefined && /^['(]$/u.test(lexemes.at(end)?.text ?? "");
    // sum(x, axis=0, keepdims=true): the words of a setting stand before or behind its sign.
    const setting =
      (SETTING.test(text) && lexemes.at(end)?.text === "=") ||
      (TRUTH.test(text) && at > 0 && lexemes[at - 1].text === "=");
    if (applied || setting || nameMeant(text, scope) !== undefined) return { text, length: end - at };
  }
  return undefined;
}
