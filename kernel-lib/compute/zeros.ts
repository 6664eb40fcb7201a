/** @file Whether a matrix has so many zeros that a product is sooner done without them. */

import type { Numbers } from "../tensor/tensor.js";
import type { Place, Recording } from "./recording.js";
import { BESIDE } from "./list-kernel.js";
import type { Build } from "./tile-kernel.js";

/** Set to "off" in the environment, all zeros are multiplied: to see what skipping them gains. */
const SWITCH = "CHAINRULE_SKIP_ZEROS";

/** Of the rows of two columns beside each other, so many may hold something: a list of more gains nothing. */
const LARGEST_SHARE: Readonly<Record<Build, number>> = { wide: 0.6, fused: 0.75, plain: 0.75 };
/** Products of fewer multiplications are done before the lists are. */
const WORTHWHILE = 2 ** 16;

/** A matrix as a product reads it: as it lies, or `turned`, as its transpose. */
export interface MatrixRead extends Place {
  readonly turned: boolean;
}

type Reading = Omit<MatrixRead, "slot">;

/** The other side of a product: how many rows its left matrix has, and what computes it. */
interface Multiplier {
  readonly rows: number;
  readonly build: Build;
}

/** Whether a product with this matrix on its right is sooner done without the zeros that it had when recorded. */
export function worthSkipping(
  right: MatrixRead,
  { numbers }: Recording,
  { rows, build }: Multiplier,
): boolean {
  const data = numbers[right.slot];
  return rows * data.length >= WORTHWHILE && !isOff() && shareOfRows(data, right) <= LARGEST_SHARE[build];
}

/** By an array of numbers: the share of it, and of its transpose; not a number where it was met once. */
const SHARES = new WeakMap<Numbers, { "as it lies"?: number; turned?: number }>();

/**
 * The same for a matrix at hand, as it was when it was met for the second time: counting takes about as long as skipping
 * gains, so that it is for numbers that come again.
 */
export function worthSkippingAgain(data: Numbers, read: Reading, multiplier: Multiplier): boolean {
  if (multiplier.rows * data.length < WORTHWHILE || isOff()) return false;
  const known = SHARES.get(data) ?? {};
  SHARES.set(data, known);
  const way = read.turned ? "turned" : "as it lies";
  if (known[way] === undefined) {
    known[way] = NaN;
    return false;
  }
  if (Number.isNaN(known[way])) known[way] = shareOfRows(data, read);
  return known[way] <= LARGEST_SHARE[multiplier.build];
}

/** Of all rows of all columns side by side, the share where not every entry is 0. */
function shareOfRows(data: Numbers, { shape, turned }: Reading): number {
  const [rows, columns] = turned ? shape.toReversed() : shape;
  const [down, across] = turned ? [1, rows] : [columns, 1];
  const groups = Math.ceil(columns / BESIDE);
  let held = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column += BESIDE) {
      const at = row * down + column * across;
      if (data[at] !== 0 || (column + 1 < columns && data[at + across] !== 0)) held++;
    }
  }
  return held / (groups * rows);
}

function isOff(): boolean {
  return typeof process !== "undefined" && process.env[SWITCH] === "off";
}
