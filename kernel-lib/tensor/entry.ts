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

/** Arithmetic in float64 with an exponential that is exact enough to be rounded to float32. */
export interface DoubleArithmetic<Entry> extends Arithmetic<Entry> {
  /** eˣ; beyond the range of float32 a number that is rounded to 0 or ∞ as eˣ is. */
  readonly exponential: (a: Entry) => Entry;
  /** What `use` makes of a value that it needs more than once. */
  readonly shared: (value: Entry, use: (value: Entry) => Entry) => Entry;
}

/** The value of an entry of float32, worked out in float64 so closely that rounding gives what the row's value gives. */
export type DoubleRule = <Entry>(by: DoubleArithmetic<Entry>, x: Entry) => Entry;

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
