/** @file The report as tables for a spreadsheet. */

import { legible } from "./legible.js";
import { STATES, type Report } from "./summary.js";

type Cell = string | number;

/** A line for each submission: points, how many exercises are in which state, misconceptions, notes. */
export function studentsCsv({ students }: Report): string {
  const head = [
    ...["file", "student", "term", "unit", "points", "to mark by hand", "of"],
    ...[...STATES, "misconceptions", "notes"],
  ];
  const rows = students.map(({ file, student, unit, points, toMark, of, counts, codes, notes }) => [
    ...[file, student.id, student.term, unit, points, toMark, of],
    ...STATES.map((state) => counts[state]),
    ...[codes.join(" "), notes.join(" ")],
  ]);
  return csv([head, ...rows]);
}

/** A line for each exercise of each submission. */
export function exercisesCsv({ students }: Report): string {
  const head = [
    "file",
    "student",
    "term",
    "unit",
    "exercise",
    "title",
    "state",
    "points",
    "of",
    "misconceptions",
    "message",
    "answer",
  ];
  const rows = students.flatMap(({ file, student, unit, findings }) =>
    findings.map(({ id, title, state, points, earned, codes, message, answer }) => [
      ...[file, student.id, student.term, unit, id, title, state],
      ...[earned, points, codes.join(" "), message, answer],
    ]),
  );
  return csv([head, ...rows]);
}

function csv(rows: readonly (readonly Cell[])[]): string {
  // Spreadsheets take a file for UTF-8 that begins so.
  return `\uFEFF${rows.map((row) => row.map(written).join(",")).join("\r\n")}\r\n`;
}

/** Text that a spreadsheet would take for a formula gets an apostrophe: students have written it. Where tables are cut at
 * semicolons or tabs, it may begin in the middle of a cell. Signs of double width count as well. */
function written(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  const text = legible(cell).replaceAll(/(^|[;\t\n])(\s*[=+\-@＝＋－＠])/g, "$1'$2");
  return /[",;\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
