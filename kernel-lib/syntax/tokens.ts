/** @file Typed formulas cut into tokens, all spellings of a sign made one. */

import { UsageError } from "../tensor/errors.js";

/** Where a part stands in a text: from `start` up to, not including, `end`. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A name, a number or a sign (`+ - * .* / ^ .^ ' ( ) , =`), and where it was written. */
export interface Token extends Place {
  readonly kind: "name" | "number" | "sign";
  readonly text: string;
}

/** A sign at a place. */
export function sign(text: string, { start, end }: Place): Token {
  return { kind: "sign", text, start, end };
}

const NUMBER = /\d+(?:\.(?![*/^'])\d*)?(?:[eE][-+]?\d+)?|\.\d+/u;
/**
 * A letter with what stands at it: ∂ before it, marks, indices, `^[1]`, `[1]` or `^{[1]}`; ᵀ is a letter to Unicode, but no name.
 * A function may be called by the module that has it in Python or JavaScript.
 */
const NAME =
  /(?:(?:np|numpy|Math)\.(?=\p{L}))?∂?(?!ᵀ)\p{L}(?:(?!ᵀ)[\p{L}\d\u0302_₀-₉])*(?:\^?\[\d+\]|\^\{\[\d+\]\})?/u;
/** Brackets of other kinds are brackets, but not behind a name: W[k] is no product. */
const SIGN =
  /(?<![\p{L}\d)\]])[[{]|[\]}]|\^\s*(?:T\b|⊤|\{T\})|\.T\b|\.['*/^]|\*\*|[-−–+*·⋅×@/÷^'’′ᵀ⊤⊙∘(),=]|⁻?[⁰¹²³⁴-⁹]/u;
const TOKEN = new RegExp(
  `\\s*(?:(?<number>${NUMBER.source})|(?<name>${NAME.source})|(?<sign>${SIGN.source}))`,
  "uy",
);

/** Signs that are written in more than one way. */
const ONE_SPELLING: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "·": "*",
  "⋅": "*",
  "×": "*",
  "@": "*",
  "÷": "/",
  "[": "(",
  "{": "(",
  "]": ")",
  "}": ")",
  "./": "/",
  "⊙": ".*",
  "∘": ".*",
  "**": "^",
  ".'": "'",
  "’": "'",
  "′": "'",
  ᵀ: "'",
  "⊤": "'",
  ".T": "'",
};

/**
 * The tokens of a formula as students type it.
 * @throws UsageError at a character that no formula has.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) {
      throw noMeaning(text, at + (/\S/u.exec(text.slice(at))?.index ?? 0));
    }
    const found = Object.entries(groups).find(([, part]: [string, string | undefined]) => part !== undefined);
    if (found === undefined) break;
    const [kind, written] = found;
    const place = { start: TOKEN.lastIndex - written.length, end: TOKEN.lastIndex };
    if (kind === "sign") tokens.push(...signs(written, place));
    else tokens.push({ kind: kind === "name" ? "name" : "number", text: written, ...place });
  }
  return tokens;
}

function noMeaning(text: string, place: number): UsageError {
  const method = /^\.\p{L}\w*/u.exec(text.slice(place))?.[0];
  return new UsageError(
    method === undefined
      ? `formula: "${String.fromCodePoint(text.codePointAt(place) ?? 0)}" at place ${place + 1} has no meaning here; use + - * .* / ^ ' and brackets`
      : `formula: "${method}" at place ${place + 1} is a method; write * for the product of matrices, .* entry by entry, ' for the transpose`,
  );
}

function signs(written: string, place: Place): Token[] {
  if (/^\^\s*[T⊤{]/u.test(written)) return [sign("'", place)];
  const raised = /^(⁻?)([⁰¹²³⁴-⁹])$/u.exec(written);
  if (raised === null) return [sign(ONE_SPELLING[written] ?? written, place)];
  const digit: Token = { kind: "number", text: raised[2].normalize("NFKC"), ...place };
  return [sign("^", place), ...(raised[1] === "" ? [] : [sign("-", place)]), digit];
}
