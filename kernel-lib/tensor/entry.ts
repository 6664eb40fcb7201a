/** @file The value of one entry, over whatever stands for it: numbers in JavaScript's text, or vectors of several. */

import type { Shape } from "./shape.js";

/** Arithmetic over whatever stands for an entry: texts of JavaScript, or vectors of several entries. */
export interface Arithmetic<Entry> {
  readonly constant: (value: number) => Entry;
  readonly add: (a: Entry, b: Entry) => Entry;
  readonly subtract: (a: Entry, b: Entry) => Entry;
  readonly multiply: (a: Entry, b: Entry) => Entry;
  readonly divide: (a: Entry, b: Entry) => Entry;
  readonly negate: (a: Entry) => Entry;
  readonly squareRoot: (a: Entry) => Entry;
  readonly absolute: (a: Entry) => Entry;
  /** `then` where a > b, otherwise `otherwise`. */
  readonly whereGreater: (sides: readonly [Entry, Entry], then: Entry, otherwise: Entry) => Entry;
}

/** The value of an entry by arithmetic alone. */
export type EntryRule = <Entry>(by: Arithmetic<Entry>, ...operands: readonly Entry[]) => Entry;

/** What writes JavaScript down: numbers are names or numerals, and functions can be called by both. */
export interface Scribe {
  readonly by: Arithmetic<string>;
  /** The text that calls a function of numbers. */
  readonly call: (f: (...values: number[]) => number, operands: readonly string[]) => string;
  /** A name for the value of a text. */
  readonly named: (text: string) => string;
}

/** A tensor whose entries are texts. */
export interface Written {
  readonly entries: readonly string[];
  readonly shape: Shape;
}
