/** @file A board as the kernel sends it, checked at the door. */

import type { Language } from "../page/language.js";
import { record } from "../page/unchecked.js";

/** The MIME type that boards come in. */
export const BOARD_TYPE = "application/vnd.chainrule.board+json";

/** How a line stands. */
export type LineState = "right" | "follows" | "wrong";

/** One line that was judged. */
export interface BoardLine {
  readonly text: string;
  readonly syntax: Syntax;
  readonly state: LineState;
  readonly spoken: string;
  /** What the judge says, by language. */
  readonly messages: Readonly<Partial<Record<Language, string>>>;
  readonly step?: string | undefined;
  /** The value of a right line, typeset and as text, and its shape. */
  readonly value?: string | undefined;
  readonly valueText?: string | undefined;
  readonly shape?: string | undefined;
  /** Shapes of a wrong line that differ: the student's and the one that is needed. */
  readonly got?: string | undefined;
  readonly want?: string | undefined;
}

/** How a line was written. */
export type Syntax = "latex" | "student";

/** A line before it is judged. */
export type WrittenLine = Pick<BoardLine, "text" | "syntax">;

/** A step that lines can be about. */
export interface Step {
  readonly text: string;
  readonly latex: string;
  /** The derivative that it is. */
  readonly means: string;
  readonly state: "open" | "right" | "wrong";
}

/** A name that lines may use. */
export interface BoardSymbol {
  readonly text: string;
  readonly latex: string;
  readonly shape: string;
}

/** Everything that the page shows of a board. */
export interface BoardData {
  readonly id: string;
  readonly done: boolean;
  readonly target: { readonly latex: string; readonly text: string; readonly shape: string };
  /** Equations, typeset. */
  readonly given: readonly string[];
  readonly symbols: readonly BoardSymbol[];
  readonly steps: readonly Step[];
  readonly lines: readonly BoardLine[];
  /** The library's derivation as HTML, once the student's is done. */
  readonly derivation?: string | undefined;
}

/** The board in a bundle; undefined where there is none, or what is there is no board. */
export function boardIn(bundle: unknown): BoardData | undefined {
  const data = record(record(bundle)[BOARD_TYPE]);
  const { id, target } = data;
  if (typeof id !== "string" || typeof target !== "object") return undefined;
  const { latex, text, shape } = record(target);
  return {
    id,
    done: data.done === true,
    target: { latex: words(latex), text: words(text), shape: words(shape) },
    given: list(data.given).map(words),
    symbols: list(data.symbols).map(symbolFrom),
    steps: list(data.steps).map(stepFrom),
    lines: list(data.lines).map(lineFrom),
    derivation: optional(data.derivation),
  };
}

/** Lines as they are kept in a notebook. */
export function writtenLines(value: unknown): readonly WrittenLine[] {
  return list(value).map((line) => {
    const { text, syntax } = record(line);
    return { text: words(text), syntax: syntaxOf(syntax) };
  });
}

/** LaTeX that an input takes for one letter, so that a transpose can stand on it and a fraction takes all of it. */
export function oneLetter(latex: string): string {
  return `\\mathord{${latex}}`;
}

function symbolFrom(value: unknown): BoardSymbol {
  const { text, latex, shape } = record(value);
  return { text: words(text), latex: words(latex), shape: words(shape) };
}

function stepFrom(value: unknown): Step {
  const { text, latex, means, state } = record(value);
  return {
    text: words(text),
    latex: words(latex),
    means: words(means),
    state: state === "right" || state === "wrong" ? state : "open",
  };
}

function lineFrom(value: unknown): BoardLine {
  const line = record(value);
  const { en, hi } = record(line.messages);
  return {
    text: words(line.text),
    syntax: syntaxOf(line.syntax),
    state: line.state === "right" || line.state === "follows" ? line.state : "wrong",
    spoken: words(line.spoken),
    messages: { en: words(en), hi: words(hi) },
    step: optional(line.step),
    value: optional(line.value),
    valueText: optional(line.valueText),
    shape: optional(line.shape),
    got: optional(line.got),
    want: optional(line.want),
  };
}

function syntaxOf(value: unknown): Syntax {
  return value === "latex" ? "latex" : "student";
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function words(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function optional(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
