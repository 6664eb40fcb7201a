/** @file Failures in the words of Jupyter: of a request, of a cell that does not type-check, of one that never began. */

import type { Failure, JsonObject } from "../evaluate/evaluator.js";
import { codeFrame } from "../evaluate/frame.js";
import { positionAt } from "../syntax/edits.js";
import type { Diagnostic } from "../types/diagnostics.js";

/** What a handler threw. */
export function failureOf(error: unknown): Failure {
  return error instanceof Error ? failure(error.name, error.message) : failure("Error", String(error));
}

/** A failure with a name and what there is to say. */
export function failure(ename: string, evalue: string): Failure {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

/** A failure as the content of a reply. */
export function failedContent({ ename, evalue, traceback }: Failure): JsonObject {
  return { status: "error", ename, evalue, traceback };
}

/** A cell's text and the name that failures call it by. */
interface Titled {
  readonly title: string;
  readonly text: string;
}

/** The failure of a cell with type errors; undefined where there are none. */
export function typeFailure(cell: Titled, diagnostics: readonly Diagnostic[]): Failure | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return undefined;
  const [{ message }] = errors;
  return {
    ename: named(errors[0]),
    evalue: message,
    traceback: errors.flatMap((error) => told(cell, error)),
  };
}

/** The warnings as one text; empty where there are none. */
export function typeWarnings(cell: Titled, diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === "warning")
    .flatMap((warning) => told(cell, warning))
    .map((line) => `${line}\n`)
    .join("");
}

function named({ severity, code }: Diagnostic): string {
  return `TypeScript ${severity} TS${code}`;
}

function told(cell: Titled, diagnostic: Diagnostic): readonly string[] {
  const { message, file, start, end } = diagnostic;
  const head = `${named(diagnostic)}: ${message}`.split("\n");
  if (file !== undefined) return [...head, `in ${file}`];
  return [...head, ...codeFrame({ ...cell, ...positionAt(cell.text, start) }, end - start)];
}
