/** @file A few lines of a student's text around a place, the place marked. */

import type { SourcePlace } from "./platform.js";

const LINES_AROUND = 2;
const MAX_COLUMNS = 160;

/** A title, the lines around the place with their numbers, and a mark below the column. */
export function codeFrame({ title, text, line, column }: SourcePlace, length = 1): readonly string[] {
  const lines = text.split("\n");
  const first = Math.max(1, line - LINES_AROUND);
  const last = Math.min(lines.length, line + LINES_AROUND);
  const width = String(last).length;
  const shown = lines.slice(first - 1, last).flatMap((content, index) => {
    const number = first + index;
    const isMarked = number === line;
    const row = `${isMarked ? ">" : " "} ${String(number).padStart(width)} | ${content.slice(0, MAX_COLUMNS)}`;
    return isMarked && column < MAX_COLUMNS ? [row, mark(content, width, column, length)] : [row];
  });
  return [`${title}, line ${line}:`, ...shown];
}

/** Tabs stay tabs, so that the mark stands where the reader's own tab stops put the text. */
function mark(content: string, width: number, column: number, length: number): string {
  const space = content.slice(0, column).replace(/[^\t]/g, " ");
  return `  ${" ".repeat(width)} | ${space}${"^".repeat(Math.max(1, length))}`;
}
