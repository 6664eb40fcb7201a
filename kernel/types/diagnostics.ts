/** @file What a compiler objects to, as a student is told it: what stops the cell, and what is only worth a look. */

import { asWritten, tellsVersionsApart } from "./as-written.js";
import type { Problem } from "./backend.js";

/** An objection to a cell, or to a file that it imports. */
export interface Diagnostic {
  /** One line per level, deeper levels indented. */
  readonly message: string;
  /** TypeScript's number of it; 0 for what TypeScript has no number for. */
  readonly code: number;
  /** An error stops the cell; a warning is what only strict checking objects to. */
  readonly severity: "error" | "warning";
  /** The path of the file that it is in; absent for the cell itself. */
  readonly file?: string;
  /** UTF-16 offsets in the text of the cell or file. */
  readonly start: number;
  readonly end: number;
}

/** Problems of one text, found by strict and by lenient checking. */
export interface Findings {
  readonly strict: readonly Problem[];
  readonly lenient: readonly Problem[];
}

const VERSIONS =
  "\n  One of the two was declared before a cell declared the name anew; make its values again.";

/** As many as anybody reads. */
const MOST = 100;

/** Codes of grammar; while there are such, whatever else is found may only follow from them. */
const SYNTAX = { from: 1000, to: 2000 };

/** "Cannot find module": what a package or file that appears later cures. */
const MISSING_MODULE: ReadonlySet<number> = new Set([2307, 2732, 2792, 2882, 7016]);

/**
 * Checks that TypeScript has learnt since tslab's 5.0, of code that runs all the same: conditions that are always true
 * or never reached, and doubts about regular expressions.
 */
const NEWER: readonly (readonly [from: number, to: number])[] = [
  [1499, 1538],
  [2869, 2873],
  [2881, 2881],
];

/** Whether the problem is that a module is not there. */
export function isMissingModule({ code }: Problem): boolean {
  return MISSING_MODULE.has(code);
}

/**
 * The problems of a text with their severity: errors are those of lenient checking, which is tslab's, but for the
 * checks that its compiler did not have, and for values of a class that was declared anew, whose class tslab knows by
 * name only. Strict checking tells the same fault with more precise types.
 */
export function diagnosticsOf({ strict, lenient }: Findings, file?: string): readonly Diagnostic[] {
  const byPlace = new Map<number, Problem[]>();
  for (const one of strict) byPlace.set(one.start, [...(byPlace.get(one.start) ?? []), one]);
  const errors = new Set(
    lenient
      .filter((one) => !isNewer(one) && !tellsVersionsApart(one.message))
      .map((fault) => {
        const atPlace = byPlace.get(fault.start) ?? [];
        return atPlace.find(({ code }) => code === fault.code) ?? atPlace.at(0) ?? fault;
      }),
  );
  const warnings = strict.filter((one) => !errors.has(one));
  const told = (problems: Iterable<Problem>, severity: Diagnostic["severity"]): readonly Diagnostic[] =>
    Array.from(problems, (one) => {
      const message = asWritten(one.message) + (tellsVersionsApart(one.message) ? VERSIONS : "");
      return { ...one, message, severity, ...(file !== undefined && { file }) };
    });
  return [...told(errors, "error"), ...told(warnings, "warning")]
    .slice(0, MOST)
    .sort((a, b) => a.start - b.start);
}

/** Of a text that is no TypeScript, what says so. */
export function syntaxProblems(problems: readonly Problem[]): readonly Problem[] {
  const syntax = problems.filter(({ code }) => code >= SYNTAX.from && code < SYNTAX.to);
  return syntax.length === 0 ? problems : syntax;
}

function isNewer({ code }: Problem): boolean {
  return NEWER.some(([from, to]) => code >= from && code <= to);
}
