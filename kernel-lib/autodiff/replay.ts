/** @file The same computation at other numbers: for second points and central differences. */

import { apply, untraced } from "../tensor/apply.js";
import { Tensor } from "../tensor/tensor.js";
import { ancestors } from "./trace.js";

/**
 * What every tensor behind `output` becomes when some of them are given other values; names are kept.
 * Keys are the tensors of the original computation. The new ones carry traces only where `traced` asks for it.
 */
export function replay(
  output: Tensor,
  given: ReadonlyMap<Tensor, Tensor>,
  { traced = false }: { traced?: boolean } = {},
): Map<Tensor, Tensor> {
  const values = new Map<Tensor, Tensor>(given);
  const run = (): void => {
    for (const tensor of ancestors(output)) {
      if (!values.has(tensor)) values.set(tensor, recomputed(tensor, values));
    }
  };
  if (traced) run();
  else untraced(run);
  return values;
}

function recomputed(tensor: Tensor, values: ReadonlyMap<Tensor, Tensor>): Tensor {
  if (tensor.trace === undefined) return tensor;
  const { operation, inputs, settings } = tensor.trace;
  const moved = inputs.map((input) => values.get(input) ?? input);
  if (moved.every((input, at) => input === inputs[at])) return tensor;
  const { data, shape, trace } = apply(operation, moved, settings);
  return new Tensor(data, shape, { name: tensor.name, trace });
}
