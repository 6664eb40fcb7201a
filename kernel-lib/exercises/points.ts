/** @file The points at which answers are compared: the data, and seeded points nearby where an accident does not hold. */

import { gradients } from "../autodiff/gradient.js";
import { replay } from "../autodiff/replay.js";
import { nearby, secondPoint } from "../autodiff/second-point.js";
import { ancestors, leaves } from "../autodiff/trace.js";
import type { Dependence } from "../derivation/dependence.js";
import type { Environment } from "../formula/evaluate.js";
import { log } from "../operations/rows.js";
import { nameText } from "../tensor/name.js";
import { random } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";

/** How far other data lie from these, relative to their size. */
const REACH = 0.3;
/** Seeds of the points beside the data. */
const SEEDS = [11, 211, 311, 411, 511, 611, 711, 811] as const;

/**
 * The values of every named tensor and, under `d_name`, of the result's derivative by it: first at the data, then at
 * eight seeded points.
 */
export function pointsAround(found: Dependence): Environment[] {
  const { output, source } = found;
  const moved = SEEDS.map((seed) => secondPoint(output.tensor, seed, source.tensor));
  return [
    symbolsAt(found, (tensor) => tensor),
    ...moved.map((values) => symbolsAt(found, (tensor) => values.get(tensor) ?? tensor)),
  ];
}

const OTHER_DATA = 911;

/**
 * The computation at other data of the same kind: every number moves, but the labels 0 and 1 of a cross-entropy stay,
 * because each draw of them makes one of its terms vanish.
 */
export function otherData(output: Tensor): Map<Tensor, Tensor> {
  const behind = ancestors(output);
  const hasLogarithm = behind.some(({ trace }) => trace?.operation === log.row);
  const isLabel = ({ data }: Tensor): boolean => data.every((entry) => entry === 0 || entry === 1);
  const numbers = random(OTHER_DATA);
  const moved = leaves(behind)
    .filter((leaf) => leaf.name !== undefined && !(hasLogarithm && isLabel(leaf)))
    .map((leaf) => [leaf, nearby(leaf, () => REACH * (2 * numbers.uniform() - 1))] as const);
  return replay(output, new Map(moved), { traced: true });
}

/** The same at the values that `at` gives for each tensor. */
export function symbolsAt({ output, named }: Dependence, at: (tensor: Tensor) => Tensor): Environment {
  const values = [...named].map(([text, tensor]) => [text, at(tensor)] as const);
  const behind = new Set(ancestors(at(output.tensor)));
  const sources = Object.fromEntries(
    values.filter(([, tensor]) => behind.has(tensor) && tensor.name !== undefined),
  );
  const derivatives = Object.entries(gradients(at(output.tensor), sources));
  return new Map([...values, ...derivatives.map(([text, value]) => [`d_${text}`, value] as const)]);
}

/** The plain text of a node's symbol. */
export function textOf({ name }: { readonly name: Dependence["source"]["name"] }): string {
  return nameText(name);
}
