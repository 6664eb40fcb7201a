/** @file How numbers and the entries of tensors are written in formulas: typeset, and on one line of text. */

import { decimal, DIGITS, numeral, shownIndices } from "../tensor/numerals.js";
import { sizeOf } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

export { DIGITS };

/** A number to so many significant digits, typeset; the real minus and a power of ten where one is needed. */
export function numeralLatex(value: number, digits = DIGITS): string {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  const { mantissa, exponent } = decimal(value, digits);
  return exponent === undefined ? mantissa : `${mantissa} \\cdot 10^{${exponent}}`;
}

/** The numbers of a tensor in a formula: one number stands alone, a cut matrix has its size below. */
export function tensorLatex(tensor: Tensor, digits = DIGITS): string {
  const { data, shape } = tensor;
  if (data.length === 1) return numeralLatex(data[0], digits);
  const cut = shape.some((size) => shownIndices(size).includes(undefined));
  return `${entriesLatex(tensor, digits)}${cut ? `_{${shape.join(" \\times ")}}` : ""}`;
}

/** The entries of a tensor in brackets, large ones cut with dots; of more than two axes, one matrix after the other. */
export function entriesLatex(tensor: Tensor, digits = DIGITS): string {
  const { data, rank, shape } = tensor;
  if (rank === 0) return numeralLatex(data[0], digits);
  if (rank > 2) {
    const parts = shownIndices(shape[0]).map((index) =>
      index === undefined ? "\\cdots" : entriesLatex(part(tensor, index), digits),
    );
    return `\\left(${parts.join(",\\; ")}\\right)`;
  }
  const [rows, columns] = rank === 1 ? [1, shape[0]] : shape;
  const lines = shownIndices(rows).map((row) =>
    shownIndices(columns)
      .map((column) => {
        if (row === undefined) return column === undefined ? "\\ddots" : "\\vdots";
        return column === undefined ? "\\cdots" : numeralLatex(data[row * columns + column], digits);
      })
      .join(" & "),
  );
  return `\\begin{bmatrix} ${lines.join(" \\\\ ")} \\end{bmatrix}`;
}

/** The numbers of a tensor on one line of text: `[[1, 2], [3, 4]]`, large ones cut; one number stands alone. */
export function tensorText(tensor: Tensor, digits = DIGITS): string {
  return tensor.size === 1 ? numeral(tensor.data[0], digits) : nestedText(tensor, digits);
}

function nestedText(tensor: Tensor, digits: number): string {
  if (tensor.rank === 0) return numeral(tensor.data[0], digits);
  const parts = shownIndices(tensor.shape[0]).map((index) =>
    index === undefined ? "…" : nestedText(part(tensor, index), digits),
  );
  return `[${parts.join(", ")}]`;
}

/** What lies at one index of the first axis, as numbers. */
export function part({ data, shape: [, ...shape] }: Tensor, index: number): Tensor {
  const size = sizeOf(shape);
  return new Tensor(data.subarray(index * size, (index + 1) * size), shape);
}
