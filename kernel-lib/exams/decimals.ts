/** @file Numbers with a fixed count of decimals, as a marker compares them. */

import type { Tensor } from "../tensor/tensor.js";

/** The numbers of a tensor with so many decimals, typeset and on one line; whole numbers stand without. */
export interface Decimals {
  readonly latex: string;
  readonly plain: string;
}

/** The tensor with so many decimals. */
export function decimals({ data, shape, size }: Tensor, count: number): Decimals {
  const all = Array.from(data, (entry) => fixed(entry, count));
  if (size === 1) return { latex: all[0], plain: all[0].replace("-", "−") };
  const [rows, columns] = shape.length === 2 ? shape : [1, size];
  const lines = Array.from({ length: rows }, (_, row) => all.slice(row * columns, (row + 1) * columns));
  return {
    latex: `\\begin{bmatrix} ${lines.map((line) => line.join(" & ")).join(" \\\\ ")} \\end{bmatrix}`,
    plain: lines
      .map((line) => `[${line.join(", ")}]`)
      .join(", ")
      .replaceAll("-", "−"),
  };
}

function fixed(value: number, count: number): string {
  if (Number.isNaN(value)) return "\\text{NaN}";
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  const text = Number.isInteger(value) ? String(value) : value.toFixed(count);
  return Number(text) === 0 ? text.replace("-", "") : text;
}
