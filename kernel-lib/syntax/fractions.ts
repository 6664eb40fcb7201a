/** @file Derivatives that are typed as fractions, each read as one name: `∂A1/∂z1` is A1/z1. */

import { nameText } from "../tensor/name.js";
import { nameMeant } from "./names.js";
import type { Scope } from "./program.js";
import type { Token } from "./tokens.js";

/** A derivative's sign, and what it is of or by. */
const SIDE = /^([∂d])_?(.+)$/u;

/** Tokens with such fractions joined: those with ∂ always, those with d where the scope has the derivative. */
export function withFractions(tokens: readonly Token[], scope: Scope): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const fraction = fractionAt(tokens, at, scope);
    joined.push(fraction ?? tokens[at]);
    if (fraction !== undefined) at += 2;
  }
  return joined;
}

function fractionAt(tokens: readonly Token[], at: number, scope: Scope): Token | undefined {
  if (at + 2 >= tokens.length || tokens[at + 1].text !== "/") return undefined;
  const [above, below] = [SIDE.exec(tokens[at].text), SIDE.exec(tokens[at + 2].text)];
  if (above === null || below === null) return undefined;
  const text = [above[2], below[2]].map((name) => ownName(name, scope)).join("/");
  if (!scope.has(text) && (above[1] === "d" || below[1] === "d")) return undefined;
  return { kind: "name", text, start: tokens[at].start, end: tokens[at + 2].end };
}

/** The name that the tensor has by itself, where the spelling means one; else the spelling. */
export function ownName(written: string, scope: Scope): string {
  const meant = nameMeant(written, scope) ?? written;
  const name = scope.get(meant)?.name;
  return name === undefined ? meant : nameText(name);
}
