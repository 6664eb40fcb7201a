/** @file Tensors as they are shown: symbol, entries and shape, typeset and in plain text. */

import { whyNotFinite } from "../autodiff/trace.js";
import { nameLatex } from "../writing/names.js";
import { entriesLatex, part } from "../writing/numerals.js";
import { nameText } from "../tensor/name.js";
import { DIGITS, shownIndices, typedNumeral } from "../tensor/numerals.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { MimeBundle, WritingOptions } from "./mime.js";

/** A tensor as LaTeX and as text; where it holds NaN or ±∞, a line says which operation made it. */
export function tensorBundle(tensor: Tensor, { digits = DIGITS }: WritingOptions = {}): MimeBundle {
  const warning = tensor.data.every(Number.isFinite) ? undefined : whyNotFinite(tensor);
  const text = tensorText(tensor, digits);
  const latex = tensorLatex(tensor, digits);
  if (warning === undefined) return { "text/latex": `$\\displaystyle ${latex}$`, "text/plain": text };
  return {
    "text/latex": `$\\displaystyle ${latex}$\n\n$\\text{${latexText(warning)}}$`,
    "text/plain": `${text}\n${warning}`,
  };
}

/** Symbol, entries, shape: `W^{[1]} = \begin{bmatrix} … \end{pmatrix} \in \mathbb{R}^{3 \times 2}`. */
function tensorLatex(tensor: Tensor, digits: number): string {
  const symbol = tensor.name === undefined ? "" : `${nameLatex(tensor.name)} = `;
  const { rank, shape } = tensor;
  const space = rank === 0 ? "" : ` \\in \\mathbb{R}^{${shape.join(" \\times ")}}`;
  return `${symbol}${entriesLatex(tensor, digits)}${space}`;
}

function tensorText(tensor: Tensor, digits: number): string {
  const symbol = tensor.name === undefined ? "" : nameText(tensor.name);
  if (tensor.rank === 0)
    return `${symbol === "" ? "" : `${symbol} = `}${typedNumeral(tensor.data[0], digits)}`;
  const head = symbol === "" ? shapeText(tensor.shape) : `${symbol} ${shapeText(tensor.shape)} =`;
  return `${head}\n${entriesText(tensor, digits)}`;
}

/** The entries in columns, as they may be typed; of more than two axes, one matrix below the other. */
function entriesText(tensor: Tensor, digits: number): string {
  const { data, rank, shape } = tensor;
  if (rank > 2) {
    return shownIndices(shape[0])
      .map((index) => (index === undefined ? "…" : entriesText(part(tensor, index), digits)))
      .join("\n\n");
  }
  const [rows, columns] = rank === 1 ? [1, shape[0]] : shape;
  const cells = shownIndices(rows).map((row) =>
    shownIndices(columns).map((column) => {
      if (row === undefined) return column === undefined ? "⋱" : "⋮";
      return column === undefined ? "…" : typedNumeral(data[row * columns + column], digits);
    }),
  );
  const width = Math.max(...cells.flat().map((cell) => cell.length));
  return cells.map((row) => row.map((cell) => cell.padStart(width)).join("  ")).join("\n");
}

/** A sentence inside `\text`, with its signs as mathematics: KaTeX knows them only there. */
function latexText(text: string): string {
  return text
    .replace(/[\\{}$#%&_^~]/g, (character) => (character === "\\" ? "\\textbackslash " : `\\${character}`))
    .replace(/[−∞]+/g, (signs) => `}${signs.replace("−", "-").replace("∞", "\\infty")}\\text{`);
}
