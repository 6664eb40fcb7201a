/** @file Dropout: while a network is trained, some of its activations are left out at random. */

import { UsageError } from "../tensor/errors.js";
import { random, type Seed } from "../tensor/random.js";
import type { Numbers } from "../tensor/tensor.js";
import { drawn } from "./draws.js";
import type { Layer } from "./layers.js";

/** Where the choice comes from, and the layer number that the symbol of the mask carries: M^{[l]}. */
export interface DropoutOptions {
  readonly seed: Seed;
  readonly layer?: number | undefined;
}

/**
 * Leaves out a share of its inputs while training, another choice at every call, and divides the others by 1 − share,
 * so that their mean stays: A ⊙ M with entries 0 and 1/(1 − share) in M. For an answer it changes nothing.
 *
 * ```ts
 * sequential([dense(64, 32, { activation: relu, layer: 1, seed }), dropout(0.2, { seed }), dense(32, 10, { layer: 2, seed })])
 * ```
 *
 * @throws UsageError if the share is not from 0 to below 1.
 * @see Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014.
 */
export function dropout(share: number, { seed, layer }: DropoutOptions): Layer {
  if (!(share >= 0 && share < 1)) {
    throw new UsageError(
      `dropout: a share of ${share} is left out; give a number from 0 to below 1, such as 0.2`,
    );
  }
  const generator = random(seed);
  const fill = (mask: Numbers): void => {
    for (let i = 0; i < mask.length; i++) mask[i] = generator.uniform() < share ? 0 : 1 / (1 - share);
  };
  const index = layer === undefined ? {} : { layer };
  return {
    pure: true,
    parameters: {},
    forward: (x, mode, draw = drawn) => {
      if (mode !== "training" || share === 0) return x;
      return x.mul(draw({ shape: x.shape, single: x.data instanceof Float32Array, fill }).named("M", index));
    },
    update: () => undefined,
  };
}
