/** @file The words of `chainrule run`: a line per cell, the failing cell quoted, a line per notebook. */

import { basename } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { CellResult } from "./execute.js";

/** What became of one notebook; `problem` when it could not be executed at all. */
export interface NotebookReport {
  readonly file: string;
  readonly passed: boolean;
  readonly cells: readonly CellResult[];
  readonly problem?: string;
}

const QUOTED_LINES = 30;

/** Announces a notebook. */
export function headLine(file: string): string {
  return basename(file);
}

/** How one cell ended, as in `  [ 3/17] passed      0.4 s`. */
export function cellLine(cell: CellResult, total: number): string {
  const width = String(total).length;
  const place = `[${String(cell.number).padStart(width)}/${total}]`;
  const time = cell.status === "not run" ? "" : `${cell.seconds.toFixed(1)} s`;
  return `  ${place} ${cell.status.padEnd(9)} ${time.padStart(8)}`.trimEnd();
}

/** The failing cell and its error, if any, then one line on the whole notebook. */
export function notebookLines(report: NotebookReport): readonly string[] {
  if (report.problem !== undefined) return [...indented(report.problem, "  "), `  could not be executed`, ""];
  const culprit = report.cells.find(({ status }) => status !== "passed");
  return [...(culprit === undefined ? [] : quoted(culprit)), `  ${counted(report.cells)}`, ""];
}

/** One line on all notebooks together. */
export function closingLine(reports: readonly NotebookReport[]): string {
  const failed = reports.filter(({ passed }) => !passed).length;
  const total = `${reports.length} notebook${reports.length === 1 ? "" : "s"}`;
  return failed === 0 ? `${total}: all passed` : `${total}: ${failed} failed`;
}

/** The reports for a program to read. */
export function asJson(reports: readonly NotebookReport[]): string {
  return JSON.stringify(
    { passed: reports.every(({ passed }) => passed), notebooks: reports },
    (_key, value: unknown) => (typeof value === "string" ? stripVTControlCharacters(value) : value),
    2,
  );
}

function quoted(cell: CellResult): readonly string[] {
  return [
    "",
    `  Cell ${cell.number} ${cell.status}:`,
    ...indented(cell.source, "    | "),
    ...indented(cell.error ?? "", "    "),
    "",
  ];
}

/** The beginning of the text; colours stay only where a person sees them as colours. */
function indented(text: string, indentation: string): readonly string[] {
  const plain = process.stdout.isTTY ? text : stripVTControlCharacters(text);
  const lines = plain.split("\n");
  const shown = lines.slice(0, QUOTED_LINES).map((line) => indentation + line);
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `${indentation}… ${rest} more lines`] : shown;
}

function counted(cells: readonly CellResult[]): string {
  const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0).toFixed(1);
  const statuses = ["passed", "failed", "timed out", "not run"] as const;
  const parts = statuses
    .map((status) => ({ status, count: cells.filter((cell) => cell.status === status).length }))
    .filter(({ status, count }) => count > 0 || status === "passed")
    .map(({ status, count }) => `${count} ${status}`);
  return `${parts.join(", ")} of ${cells.length} cells in ${seconds} s`;
}
