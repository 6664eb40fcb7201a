/** @file The points at which a derivation is checked: the data, and another one. */

import { gradients } from "../autodiff/gradient.js";
import { replay } from "../autodiff/replay.js";
import { nameText } from "../tensor/name.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Dependence } from "./dependence.js";
import type { Environment } from "../formula/evaluate.js";
import { secondPoint } from "../autodiff/second-point.js";

/** Values of all named tensors, and the derivative of the result by each node between it and the source. */
export interface Point {
  readonly environment: Environment;
  readonly adjoints: Environment;
}

/** Values of the symbols of lines: of tensors, and of the derivatives of the result. */
export function symbolsAt({ environment, adjoints }: Point): Map<string, Tensor> {
  return new Map([...environment, ...[...adjoints].map(([text, value]) => [`d_${text}`, value] as const)]);
}

/** The data, and a point elsewhere. */
export interface Points {
  readonly here: Point;
  readonly there: Point;
}

/** Seed of the random point, so that a derivation is the same every time. */
const SEED = 1;

/** Where the second point lies: at these values of the data, or at random ones near the data by a seed. */
export interface Elsewhere {
  readonly elsewhere?: ReadonlyMap<Tensor, Tensor> | undefined;
  readonly seed?: number;
}

/** Both points of a dependence. */
export function pointsOf(dependence: Dependence, { elsewhere, seed = SEED }: Elsewhere = {}): Points {
  const { tensor } = dependence.output;
  const source = dependence.source.tensor;
  const moved =
    elsewhere === undefined ? secondPoint(tensor, seed, source) : replay(tensor, elsewhere, { traced: true });
  return {
    here: pointAt(dependence, (named) => named),
    there: pointAt(dependence, (named) => moved.get(named) ?? named),
  };
}

function pointAt({ nodes, named, output, seed }: Dependence, at: (tensor: Tensor) => Tensor): Point {
  const environment = new Map([...named].map(([text, tensor]) => [text, at(tensor)]));
  const sources = Object.fromEntries(nodes.map(({ name, tensor }) => [nameText(name), at(tensor)]));
  return { environment, adjoints: new Map(Object.entries(gradients(at(output.tensor), sources, { seed }))) };
}
