/** @file Names in LaTeX: known ones as the library typesets them, and words that are typed letter by letter. */

import { nameLatex } from "../writing/names.js";
import { lexemesOf, type Lexeme } from "./latex-lexer.js";
import { ownName } from "./fractions.js";
import { functionNamed, nameMeant } from "./names.js";
import type { Scope } from "./program.js";
import type { Token } from "./tokens.js";

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

/**
 * Derivatives as names: a d directly before a name is one name with it where that is known, `dz^{[2]}` is dz2; a
 * fraction of two ∂ is one name too, `\\frac{\\partial\\ell}{\\partial z^{[2]}}` is ell/z2, whether it is known or not.
 */
export function withDerivatives(tokens: readonly Token[], scope: Scope): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    const known =
      before?.kind === "name" && before.text === "d" && token.kind === "name" && !scope.has("d")
        ? nameMeant(`d${token.text}`, scope)
        : undefined;
    if (before === undefined || known === undefined) joined.push(token);
    else joined.splice(-1, 1, { ...token, text: known, start: before.start });
    const fraction = derivativeAtEnd(joined, scope);
    if (fraction !== undefined) joined.splice(-fraction.length, fraction.length, fraction.token);
  }
  return joined;
}

/** Two sides of a fraction, each a ∂ or d with a name; braces in LaTeX have become brackets. */
const FRACTION =
  /\( \( (?:\( )*(partial|d)( \(| )*(\S+)(?: \))+ \/ \( (?:\( )*(partial|d)( \(| )*(\S+)(?: \))+$/u;

function derivativeAtEnd(
  tokens: readonly Token[],
  scope: Scope,
): { readonly token: Token; readonly length: number } | undefined {
  if (tokens.at(-1)?.text !== ")") return undefined;
  const found = FRACTION.exec(tokens.map(({ text }) => text).join(" "));
  if (found === null) return undefined;
  const [whole, above, , of, below, , by] = found;
  const parts = whole.split(" ");
  const opened = parts.filter((part) => part === "(").length;
  if (2 * opened !== parts.filter((part) => part === "(" || part === ")").length) return undefined;
  const text = [of, by].map((name) => ownName(name, scope)).join("/");
  if (!scope.has(text) && (above === "d" || below === "d")) return undefined;
  const [first, last] = [tokens[tokens.length - parts.length], tokens[tokens.length - 1]];
  return { length: parts.length, token: { kind: "name", text, start: first.start, end: last.end } };
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
