/** @file Rows of words and numbers as a table to show. */

import { UsageError } from "../tensor/errors.js";
import { DIGITS, numeral } from "../tensor/numerals.js";
import { Html } from "./html.js";
import { tableHtml, type WritingOptions } from "./mime.js";

/** One row: what stands in each column, by the column's name. */
export type Row = Readonly<Record<string, string | number>>;

/**
 * A table with a column per key of the first row, numbers with `digits` significant digits (4 unless told):
 *
 * ```ts
 * show(table([{ node: "u", value: 6, gradient: 3 }, { node: "v", value: 11, gradient: 3 }]));
 * ```
 *
 * @throws UsageError if there is no row, or rows have different columns.
 */
export function table(rows: readonly Row[], { digits = DIGITS }: WritingOptions = {}): Html {
  const columns = Object.keys(rows.at(0) ?? {});
  const other = rows.find((row) => Object.keys(row).join("\n") !== columns.join("\n"));
  if (columns.length === 0 || other !== undefined) {
    throw new UsageError(
      `table: columns are ${columns.join(", ") || "none"}${other === undefined ? "" : ` and ${Object.keys(other).join(", ")}`}; give at least one row, and the same columns in each`,
    );
  }
  const cells = rows.map((row) => columns.map((column) => written(row[column], digits)));
  return new Html(tableHtml(columns, cells), tableText([columns, ...cells]));
}

function written(entry: string | number, digits: number): string {
  return typeof entry === "string" ? entry : numeral(entry, digits);
}

/** Columns side by side, each as wide as its longest entry. */
function tableText(lines: readonly (readonly string[])[]): string {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((entry, column) => entry.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
