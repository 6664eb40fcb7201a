/** @file How an operation is written: the shape of its notation, as a row states it. */

/** The written form of an operation. */
export interface Notation {
  /** Where its sign stands: between, before, above and behind, before brackets, around. */
  readonly kind: "infix" | "prefix" | "superscript" | "function" | "fence";
  /** The sign, typeset; of a fence, the opening one. */
  readonly latex: string;
  /** The closing sign of a fence, typeset. */
  readonly close?: string;
  /** The sign in plain text. */
  readonly text: string;
  /** The sign as it is read aloud. */
  readonly spoken: string;
}

/** Between its operands: `a \odot b`. */
export function infix(latex: string, text: string, spoken: string): Notation {
  return { kind: "infix", latex, text, spoken };
}

/** Before its operand, with brackets: `\log(x)`. */
export function functional(latex: string, text: string, spoken: string = text): Notation {
  return { kind: "function", latex, text, spoken };
}

/** Before its operand, without brackets: `-x`. */
export function prefix(latex: string, text: string, spoken: string): Notation {
  return { kind: "prefix", latex, text, spoken };
}

/** Above and behind its operand: `W^\top`. */
export function superscript(latex: string, text: string, spoken: string): Notation {
  return { kind: "superscript", latex, text, spoken };
}

/** Around its operand: `|x|`. */
export function fence(latex: string, close: string, spoken: string): Notation {
  return { kind: "fence", latex, close, text: "abs", spoken };
}
