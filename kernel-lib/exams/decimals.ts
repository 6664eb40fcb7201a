/** @file Numbers with a fixed count of decimals, as a marker compares them. */

import type { Tensor } from "../tensor/tensor.js";

/** The numbers of a tensor with so many decimals, typeset and in plain text; whole numbers stand without. */
export interface Decimals {
  readonly latex: string;
  /** A column as `(a, b)`, a row as `[a, b]`, a matrix row by row. */
  readonly plain: string;
}

/** The tensor with so many decimals. */
export function decimals({ data, shape, size }: Tensor, count: number): Decimals {
  const all = Array.from(data, (entry) => fixed(entry, count));
  const typeset = all.map((text) => text.replace("∞", "\\infty").replace("NaN", "\\mathrm{NaN}"));
  const plain = all.map((text) => text.replace("-", "−"));
  if (size === 1) return { latex: typeset[0], plain: plain[0] };
  const [rows, columns] = shape.length === 2 ? shape : [1, size];
  const lines = (of: readonly string[]): readonly (readonly string[])[] =>
    Array.from({ length: rows }, (_, row) => of.slice(row * columns, (row + 1) * columns));
  const matrix = lines(typeset).map((line) => line.join(" & "));
  const isColumn = columns === 1;
  return {
    latex: `\\begin{bmatrix} ${matrix.join(" \\\\ ")} \\end{bmatrix}`,
    plain: isColumn
      ? `(${plain.join(", ")})`
      : lines(plain)
          .map((line) => `[${line.join(", ")}]`)
          .join(" "),
  };
}

function fixed(value: number, count: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-∞" : "∞";
  const text = Number.isInteger(value) ? String(value) : value.toFixed(count);
  return Number(text) === 0 ? text.replace("-", "") : text;
}
