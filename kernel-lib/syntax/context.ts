/** @file What a formula is read and compared in: the names it may use, and the points where it is tried. */

import { replay } from "../autodiff/replay.js";
import { nearby } from "../autodiff/second-point.js";
import { ancestors, leaves, whyNotFinite } from "../autodiff/trace.js";
import { nameText } from "../tensor/name.js";
import { untraced } from "../tensor/apply.js";
import { random } from "../tensor/random.js";
import { Tensor } from "../tensor/tensor.js";
import type { Environment } from "../formula/evaluate.js";

/** Names with their tensors, and the values of all of them at each point. */
export interface FormulaContext {
  readonly scope: ReadonlyMap<string, Tensor>;
  readonly points: readonly Environment[];
  /** Names that stand for a number that never changes, such as `m`, the number of examples. */
  readonly constants?: Readonly<Record<string, number>> | undefined;
}

/** How a context is made. */
export interface ContextOptions {
  readonly constants?: Readonly<Record<string, number>>;
  /** Only points near the data: for a formula that holds on the data's side of a kink, as relu(z) = z does. */
  readonly stayNear?: boolean;
  /** Seed of the points, so that an answer is the same every time. */
  readonly seed?: number;
}

/** Points of each kind beside the data: near them, and where all data are of the size of 1. */
const POINTS = 8;

/**
 * The names of these tensors and of everything named that they were computed from, by the text that students type,
 * with points to compare formulas at: the data, points near them, and points at which all data are scaled to about
 * 1, so that no sigmoid is saturated. Named results are computed anew at every point.
 *
 * ```ts
 * const context = contextOf([loss], { constants: { m: 4 } });
 * ```
 */
export function contextOf(
  tensors: readonly Tensor[],
  { constants, stayNear = false, seed = 1 }: ContextOptions = {},
): FormulaContext {
  const all = [...new Set(tensors.flatMap(ancestors))];
  const named = all.flatMap((tensor) =>
    tensor.name === undefined ? [] : [[nameText(tensor.name), tensor] as const],
  );
  const points: Environment[] = [new Map(named)];
  for (let at = 0; at < POINTS; at++) {
    for (const scaled of stayNear ? [false] : [false, true]) {
      const values = moved(tensors, { seed: seed + at, scaled });
      if (values !== undefined)
        points.push(new Map(named.map(([text, tensor]) => [text, values.get(tensor) ?? tensor])));
    }
  }
  return { scope: new Map(named), points, constants };
}

/** How often the reach is halved where a moved entry leaves the range of an operation. */
const TRIES = 12;

/** Values of everything behind these tensors where their named data are moved; undefined where none are finite. */
function moved(
  tensors: readonly Tensor[],
  { seed, scaled }: { readonly seed: number; readonly scaled: boolean },
): ReadonlyMap<Tensor, Tensor> | undefined {
  const data = [...new Set(tensors.flatMap((tensor) => leaves(ancestors(tensor))))];
  const free = data.filter(({ name }) => name !== undefined);
  for (let attempt = 0, reach = 0.2; attempt < TRIES; attempt++, reach /= 2) {
    const numbers = random(seed + attempt);
    const amount = (): number => reach * (2 * numbers.uniform() - 1);
    let values = new Map(
      free.map((leaf) => [leaf, nearby(scaled ? ofSizeOne(leaf) : leaf, amount)] as const),
    );
    for (const tensor of tensors) values = replay(tensor, values);
    const found = values;
    if (tensors.every((tensor) => whyNotFinite(found.get(tensor) ?? tensor) === undefined)) return found;
  }
  return undefined;
}

/** The data scaled so that the largest entry is 1; a fact about sums would not survive that. */
function ofSizeOne(tensor: Tensor): Tensor {
  const { data, shape, name } = tensor;
  const largest = Array.from(data).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || name?.sumsToOne !== undefined) return tensor;
  return untraced(() => new Tensor(tensor.div(largest).data, shape, { name }));
}
