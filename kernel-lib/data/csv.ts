/** @file Comma-separated values: text to rows under named columns. */

import { UsageError } from "../tensor/errors.js";

/** Cells as they are written, row by row, under the names of the first line. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads plain comma-separated values with a first line of names; `name` is what errors call the text.
 *
 * @throws UsageError if a line has more or fewer cells than there are columns, or quotes a cell.
 */
export function parseCsv(text: string, name = "this text"): CsvTable {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const [columns, ...rows] = lines.map((line, index) => {
    if (!line.includes('"')) return line.split(",");
    throw new UsageError(
      `csv: ${name} quotes a cell in line ${index + 1}; write cells without quotes and commas`,
    );
  });
  const strange = rows.findIndex((row) => row.length !== columns.length);
  if (strange < 0) return { columns, rows };
  throw new UsageError(
    `csv: line ${strange + 2} of ${name} has ${rows[strange].length} cells under ${columns.length} columns; ` +
      "the file is damaged: fetch it again",
  );
}
