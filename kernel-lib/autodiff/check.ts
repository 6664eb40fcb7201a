/** @file The gradient measured: central differences, the judge that knows no rule of differentiation. */

import { sizeOf } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { replay } from "./replay.js";

/** Fourth-order step: error h⁴ of the formula balances ε/h of the arithmetic near 3·10⁻⁴ in float64. */
export const DIFFERENCE_STEP = 3e-4;

/** What a measurement may be told. */
export interface DifferenceOptions {
  /** Weights of the output's entries; 1 for each when left out. */
  readonly seed?: Tensor | undefined;
  /** Tensors that keep their values even where they depend on the source: for a local derivative. */
  readonly held?: readonly Tensor[] | undefined;
  /** Step relative to an entry's size, or absolute for entries below 1. */
  readonly step?: number | undefined;
  /** Which entries of the source are measured, in row-major order; all of them when left out. */
  readonly entries?: readonly number[] | undefined;
}

/**
 * The gradient of `output` by `source` from five-point central differences, of the source's shape:
 * (8 (f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))) / 12h for each entry; only some entries give a 1-D tensor of them.
 */
export function centralDifferences(
  output: Tensor,
  source: Tensor,
  { seed, held = [], step = DIFFERENCE_STEP, entries }: DifferenceOptions = {},
): Tensor {
  const still = held.filter((tensor) => tensor !== source).map((tensor) => [tensor, tensor] as const);
  const at = (entry: number, change: number): number => {
    const data = Float64Array.from(source.data);
    data[entry] += change;
    const given = new Map([...still, [source, new Tensor(data, source.shape)]]);
    const moved = replay(output, given).get(output) ?? output;
    let weighted = 0;
    moved.data.forEach((value, k) => (weighted += value * (seed?.data[k] ?? 1)));
    return weighted;
  };
  const measured = (entry: number): number => {
    const h = step * Math.max(1, Math.abs(source.data[entry]));
    const near = at(entry, h) - at(entry, -h);
    const far = at(entry, 2 * h) - at(entry, -2 * h);
    return (8 * near - far) / (12 * h);
  };
  if (entries !== undefined) return new Tensor(Float64Array.from(entries, measured), [entries.length]);
  const all = Float64Array.from({ length: sizeOf(source.shape) }, (_, entry) => measured(entry));
  return new Tensor(all, source.shape);
}

/**
 * How far two tensors of one shape are apart: the largest |a − b| / (1 + |b|) over the entries, so that it is
 * relative for large numbers and absolute near zero. ∞ where an entry is not a number.
 */
export function distance(a: Tensor, b: Tensor): number {
  let largest = 0;
  for (let i = 0; i < b.size; i++) {
    const apart = Math.abs(a.data[i] - b.data[i]) / (1 + Math.abs(b.data[i]));
    if (!(apart <= largest)) largest = Number.isNaN(apart) ? Infinity : apart;
  }
  return a.size === b.size ? largest : Infinity;
}
