/** @file A derivation as plain data: every formula as text, so that other programs can evaluate each line again. */

import type { Shape } from "../tensor/shape.js";
import type { Nested } from "../tensor/tensor.js";
import { corpusTextOf } from "../writing/corpus-text.js";
import { namePlain } from "../writing/names.js";
import { sidesOf, type Sides } from "../writing/sides.js";
import type { Derivation, Line } from "./derivation.js";
import { written } from "./present.js";
import type { Verification } from "./verify.js";

/** A tensor that lines mention. */
export interface SymbolRecord {
  /** As forms write it: `W1`, `yhat`. */
  readonly name: string;
  /** The formula by which it was computed; undefined for data. */
  readonly form?: string | undefined;
  readonly shape: Shape;
  readonly value: Nested;
}

/** One line. */
export interface LineRecord extends Sides {
  readonly rule: string;
  /** `result`, or the name of what it establishes: `d_A1_d_z1`; other lines may use that name. */
  readonly of: string;
  /** The right-hand side in the grammar of the reference derivations: `W2.T @ (yhat - y)`. */
  readonly form: string;
  readonly shape: Shape;
  /** What the form has to give at the values of the symbols, copied to this shape where it broadcasts. */
  readonly value: Nested;
  /** How the line follows from elementary rules, where every detail was asked for. */
  readonly unfolded: readonly UnfoldedRecord[];
}

/** Lines with the symbols that they mention. */
export interface LinesRecord {
  readonly symbols: readonly SymbolRecord[];
  readonly lines: readonly LineRecord[];
}

/** The steps that a line is opened into; beside their own symbols they mention those around them. */
export interface UnfoldedRecord extends LinesRecord {
  readonly rule: string;
}

/** A derivation as data: numbers with all their digits, every formula typeset, in words, and as text to evaluate. */
export interface DerivationRecord extends LinesRecord {
  readonly result: string;
  readonly by: string;
  readonly shape: Shape;
  readonly closedForm: Sides & { readonly form: string };
  readonly gradient: Nested;
  readonly verification: Verification;
}

/** The derivation as data, with every line, whatever its detail: a program chooses for itself. */
export function derivationRecord(derivation: Derivation): DerivationRecord {
  const { dependence, textbook, closedForm, gradient, verification } = derivation;
  return {
    result: namePlain(dependence.output.name),
    by: namePlain(dependence.source.name),
    shape: gradient.shape,
    ...linesRecord(derivation),
    closedForm: { ...sidesOf(textbook), form: corpusTextOf(closedForm) },
    gradient: gradient.toArray(),
    verification,
  };
}

function linesRecord(derivation: Derivation): LinesRecord {
  return {
    symbols: symbolRecords(derivation),
    lines: derivation.lines.map((line) => lineRecord(line, derivation)),
  };
}

function symbolRecords({ dependence: { nodes }, environment }: Derivation): SymbolRecord[] {
  return [...environment].map(([name, tensor]) => {
    const definition = nodes.find((node) => node.tensor === tensor)?.definition;
    return {
      name,
      form: definition && corpusTextOf(definition),
      shape: tensor.shape,
      value: tensor.toArray(),
    };
  });
}

function lineRecord(line: Line, derivation: Derivation): LineRecord {
  const { rule, of, after, shape, value, unfolded } = line;
  const { latex, plain, spoken } = written(line, derivation);
  return {
    rule,
    of: of === "result" ? "result" : of.text,
    form: corpusTextOf(after),
    latex,
    plain,
    spoken,
    shape,
    value: value.toArray(),
    unfolded: unfolded.map((part) => ({ rule: part.rule, ...linesRecord(part.derivation) })),
  };
}
