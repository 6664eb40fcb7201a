/** @file How much a formula may compute: sizes in a text cost nothing to write, and all memory to make. */

import { UsageError } from "../tensor/errors.js";
import { asTensor } from "../tensor/apply.js";
import type { Operand, Tensor } from "../tensor/tensor.js";

/** Takes a part into account, by its function or sign. @throws UsageError where the formula becomes too large. */
export type Budget = (name: string, operands: readonly Operand[]) => void;

const MOST_ENTRIES = 10_000_000;
/** Large data may be used so many times over. */
const MOST_COPIES = 100;
/** A product in a matrix power takes as long as so many entries. */
const ENTRIES_PER_STEP = 10_000;

/** What the formulas over these variables may compute, all their parts together. */
export function budgetOver(variables: Iterable<Tensor>): Budget {
  let most = MOST_ENTRIES;
  for (const { size } of variables) most += MOST_COPIES * size;
  let left = most;
  return (name, operands) => {
    left -= (GROWTH[name] ?? stretched)(operands);
    if (left >= 0) return;
    throw new UsageError(
      `formula: with ${name} it computes more than ${most.toLocaleString("en")} entries; write smaller sizes`,
    );
  };
}

type Entries = (operands: readonly Operand[]) => number;

/** Functions whose results have more entries than axes of their operands say, or take more steps. */
const GROWTH: Readonly<Partial<Record<string, Entries>>> = {
  ones: written,
  zeros: written,
  eye: ([side]) => written([side, side]),
  diag: ([x]) => sizeOf(x) ** 2,
  outer: ([a, b]) => sizeOf(a) * sizeOf(b),
  kron: ([a, b]) => sizeOf(a) * sizeOf(b),
  matpow: ([x, exponent]) => (sizeOf(x) + ENTRIES_PER_STEP) * written([exponent]),
};

/** The product of the sizes that are written; what is no number is refused elsewhere. */
function written(sizes: readonly Operand[]): number {
  return sizes.reduce((product: number, size) => product * (typeof size === "number" ? size : 1), 1);
}

/** What operands give that are broadcast, multiplied or stacked: along no axis more than the longest has, or all of them. */
function stretched(operands: readonly Operand[]): number {
  const shapes = operands.map((operand) => asTensor(operand, "formula").shape);
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  let entries = operands.length;
  for (let axis = 1; axis <= rank; axis++)
    entries *= Math.max(...shapes.map((shape) => shape.at(-axis) ?? 1));
  return entries;
}

function sizeOf(operand: Operand): number {
  return asTensor(operand, "formula").size;
}
