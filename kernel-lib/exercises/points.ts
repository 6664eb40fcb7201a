/** @file The points at which answers are compared: the data, and seeded points nearby where an accident does not hold. */

import { gradients } from "../autodiff/gradient.js";
import { ancestors } from "../autodiff/trace.js";
import type { Dependence } from "../derivation/dependence.js";
import { secondPoint } from "../autodiff/second-point.js";
import type { Environment } from "../formula/evaluate.js";
import { nameText } from "../tensor/name.js";
import type { Tensor } from "../tensor/tensor.js";

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
