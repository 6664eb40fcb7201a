/** @file Gradients as numbers. */

import { zeros } from "../tensor/create.js";
import { untraced } from "../tensor/apply.js";
import type { Tensor } from "../tensor/tensor.js";
import { sweep } from "./sweep.js";
import { requireTensor, requireTensors } from "./trace.js";

/** Beside the result: the gradient arriving at it, where it is not a single number. */
export interface GradientOptions {
  readonly seed?: Tensor | undefined;
}

/**
 * The gradient of one number by each of the given tensors, under the same keys; each has the shape of its tensor.
 *
 * ```ts
 * const { W1: dW1, b1: db1 } = gradients(loss, { W1, b1 });
 * ```
 *
 * @throws UsageError if the result does not depend on one of them, or one is no tensor.
 * @throws ShapeError if the result is not a single number and no seed is given.
 */
export function gradients<Key extends string>(
  output: Tensor,
  sources: Readonly<Record<Key, Tensor>>,
  { seed }: GradientOptions = {},
): Record<Key, Tensor> {
  requireTensor("gradients", "the result", output);
  requireTensors("gradients", sources);
  const found = untraced(() => sweep(output, Object.values(sources), { operation: "gradients", seed }));
  const slopes: Record<string, Tensor> = {};
  for (const key in sources) slopes[key] = found.get(sources[key]) ?? zeros(sources[key].shape);
  return slopes;
}
