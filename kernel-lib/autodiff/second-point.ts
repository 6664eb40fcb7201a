/** @file A second point: the same computation at other numbers, where a formula that is right only by accident fails. */

import { replay } from "./replay.js";
import { ancestors, leaves, whyNotFinite } from "./trace.js";
import { DomainError } from "../tensor/errors.js";
import type { NameParts } from "../tensor/name.js";
import { untraced } from "../tensor/apply.js";
import { random } from "../tensor/random.js";
import { Tensor } from "../tensor/tensor.js";

/** How far an entry is moved at first, relative to its size and at least to 1/2; a label y = 1 becomes about 0.9. */
const REACH = 0.2;
/** How often the reach is halved where a moved entry leaves the range of an operation. */
const TRIES = 24;

/**
 * Every tensor behind `output` recomputed with all named data moved by seeded random amounts.
 * Facts that names state stay true, but every entry of the `source` to derive by moves freely in a symmetric matrix.
 * @throws DomainError if no point nearby gives finite numbers.
 */
export function secondPoint(output: Tensor, seed: number, source?: Tensor): Map<Tensor, Tensor> {
  const data = leaves(ancestors(output)).filter(({ name }) => name !== undefined);
  for (let attempt = 0, reach = REACH; attempt < TRIES; attempt++, reach /= 2) {
    const numbers = random(seed + attempt);
    const amount = (): number => reach * (2 * numbers.uniform() - 1);
    const moved = data.map(
      (tensor) => [tensor, nearby(tensor, amount, { keepsSymmetry: tensor !== source })] as const,
    );
    const values = replay(output, new Map(moved), {
      traced: true,
    });
    const result = values.get(output);
    if (result !== undefined && whyNotFinite(result) === undefined) return values;
  }
  throw new DomainError(
    "derive: no point near the data gives finite numbers, so the formula cannot be checked at a second point; move the data away from the edge of the operations' range",
  );
}

/** The tensor with every entry moved by an amount relative to its size, at least to 1/2; facts stay true. */
export function nearby(
  tensor: Tensor,
  amount: () => number,
  { keepsSymmetry = true }: { readonly keepsSymmetry?: boolean } = {},
): Tensor {
  const { name, shape } = tensor;
  const change = new Tensor(
    Float64Array.from(tensor.data, (value) => amount() * Math.max(Math.abs(value), 0.5)),
    shape,
  );
  return untraced(() => {
    const summed = keepingSums(change, name?.sumsToOne);
    const { data } = tensor.add(
      keepsSymmetry && name?.symmetric === true ? summed.add(summed.transpose()).div(2) : summed,
    );
    return new Tensor(data, shape, { name });
  });
}

/** A change that leaves each column's or row's sum as it is. */
function keepingSums(change: Tensor, sums: NameParts["sumsToOne"]): Tensor {
  if (sums === undefined || change.rank === 0) return change;
  const axis = sums === "columns" ? 0 : change.rank - 1;
  return change.sub(change.mean({ axis, keepdims: true }));
}
