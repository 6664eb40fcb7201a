/** @file Symbols, signs and numbers of a drawing, in Unicode. */

import type { Name } from "../tensor/name.js";
import { numeral } from "../tensor/numerals.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor, Trace } from "../tensor/tensor.js";
import { namePlain } from "../writing/names.js";

/** A symbol by its parts: a letter or word, what stands above and what below it. */
export interface Symbol {
  readonly letter: string;
  readonly above: string;
  readonly below: string;
  /** A word stands upright, a letter is slanted. */
  readonly upright: boolean;
  /** As derivations write it in plain text: `W^[1]`, `ŷ`. */
  readonly text: string;
}

const COMBINING_CIRCUMFLEX = "\u0302";

/** The symbol of a name: W with [1] above, ŷ, x with 2 below, A with k below for `A_k`. */
export function symbolOf(name: Name): Symbol {
  const { base, layer, sample, hat } = name;
  const indexed = /^(\p{L})(?:_?(?=\d)|_)(\d+|\p{L})$/u.exec(base);
  const letter = indexed === null ? base : indexed[1];
  return {
    letter: hat === true ? `${letter}${COMBINING_CIRCUMFLEX}`.normalize("NFC") : letter,
    above: `${layer === undefined ? "" : `[${layer}]`}${sample === undefined ? "" : `(${sample})`}`,
    below: indexed === null ? "" : indexed[2],
    upright: Array.from(letter).length > 1,
    text: namePlain(name),
  };
}

/** LaTeX commands that stand for one character; any other command is its own name. */
const CHARACTERS: Readonly<Record<string, string>> = {
  odot: "⊙",
  sigma: "σ",
  top: "ᵀ",
  sqrt: "√",
  lvert: "|",
  rvert: "|",
  cdot: "·",
};
const SUPERSCRIPTS: Readonly<Record<string, string>> = { "2": "²", "3": "³" };

/** The sign of an operation as its row states it; a product that is written without a sign, or with a single number, gets a cross. */
export function signOf({ operation, inputs }: Trace): string {
  const { kind, latex, close } = operation.notation;
  if (kind === "fence") return `${unicode(latex)}·${unicode(close ?? "")}`;
  const scales = operation.role?.kind === "product" && inputs.some(({ size }) => size === 1);
  const sign = scales ? "" : unicode(latex);
  if (kind === "superscript") return SUPERSCRIPTS[sign] ?? sign;
  return sign === "" ? "×" : sign;
}

function unicode(latex: string): string {
  return latex
    .replace(/\\operatorname\{([^}]*)\}/g, "$1")
    .replace(/\\([a-zA-Z]+)/g, (_, command: string) => CHARACTERS[command] ?? command)
    .replaceAll("-", "−");
}

const MOST_ROWS = 4;
const MOST_COLUMNS = 4;

/** The entries of a tensor in lines: a column as (a, b, c), a matrix row by row, a large one as its shape and first entries. */
export function valueLines(tensor: Tensor, digits: number): readonly string[] {
  const { data, shape, size } = tensor;
  const write = (values: Iterable<number>): string[] => Array.from(values, (value) => numeral(value, digits));
  if (size === 1) return write(data);
  const [rows, columns] = shape.length === 2 ? shape : [size, 1];
  if (shape.length <= 2 && columns === 1 && rows <= MOST_ROWS) return [`(${write(data).join(", ")})`];
  if (shape.length === 2 && rows <= MOST_ROWS && columns <= MOST_COLUMNS) {
    return Array.from(
      { length: rows },
      (_, row) => `[${write(data.subarray(row * columns, (row + 1) * columns)).join("  ")}]`,
    );
  }
  return [shapeText(shape), `${write(data.subarray(0, 2)).join(", ")}, …`];
}
