/** @file Batch normalization: each feature brought to mean 0 and variance 1 over the examples of a batch. */

import { ones, zeros, type Precision } from "../tensor/create.js";
import { ShapeError } from "../tensor/errors.js";
import { untraced } from "../tensor/apply.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Activation, Layer, Mode } from "./layers.js";
import { inPrecision, keyOf, replaced, type ParameterSet } from "./parameters.js";

/** How a batch normalization is made. */
export interface BatchNormOptions {
  /** What comes after it, as in g(BN(z)). */
  readonly activation?: Activation | undefined;
  /** The number l that the symbols carry. */
  readonly layer?: number | undefined;
  /** The share of a batch in the running mean and variance, 0.1 unless told. */
  readonly share?: number | undefined;
  /** Added to the variance before its root is taken. */
  readonly epsilon?: number | undefined;
  readonly precision?: Precision | undefined;
}

/**
 * γ ⊙ (z − μ) / √(v + ε) + β with a γ and a β per feature: shape [features, 1] each, at first 1 and 0. While
 * training, μ and v are mean and variance over the columns of the batch; gradients pass through both. For an answer
 * they are running means of what the batches had (of the variance m/(m − 1) v, which estimates that of all examples).
 *
 * ```ts
 * sequential([dense(64, 32, { layer: 1, seed }), batchNorm(32, { activation: relu, layer: 1 }), dense(32, 10, { layer: 2, seed })])
 * ```
 *
 * @see Ioffe & Szegedy, "Batch Normalization", 2015.
 */
export function batchNorm(features: number, options: BatchNormOptions = {}): Layer {
  return new BatchNorm(features, options);
}

class BatchNorm implements Layer {
  readonly pure = true;
  #gain: Tensor;
  #shift: Tensor;
  #mean: Tensor;
  #variance: Tensor;

  constructor(
    private readonly features: number,
    private readonly options: BatchNormOptions,
  ) {
    const { layer, precision = "float64" } = options;
    const index = layer === undefined ? {} : { layer };
    const column = (values: Tensor, symbol: string): Tensor =>
      inPrecision(values, precision).named(symbol, index);
    this.#gain = column(ones([features, 1]), "γ");
    this.#shift = column(zeros([features, 1]), "β");
    this.#mean = column(zeros([features, 1]), "μ");
    this.#variance = column(ones([features, 1]), "v");
  }

  get parameters(): ParameterSet {
    return { [keyOf(this.#gain)]: this.#gain, [keyOf(this.#shift)]: this.#shift };
  }

  get statistics(): ParameterSet {
    return { [keyOf(this.#mean)]: this.#mean, [keyOf(this.#variance)]: this.#variance };
  }

  forward(x: Tensor, mode: Mode = "answer"): Tensor {
    this.#check(x, mode);
    const { activation, epsilon = 1e-5 } = this.options;
    const training = mode === "training";
    const mean = training ? x.mean({ axis: 1, keepdims: true }) : this.#mean;
    const variance = training ? x.variance({ axis: 1, keepdims: true }) : this.#variance;
    if (training) this.#keep(mean, variance, x.shape[1]);
    const normal = x.sub(mean).div(variance.add(epsilon).sqrt());
    const result = this.#gain.mul(normal).add(this.#shift);
    return activation === undefined ? result : activation(result);
  }

  update(values: ParameterSet): void {
    this.#gain = replaced(this.#gain, values);
    this.#shift = replaced(this.#shift, values);
    this.#mean = replaced(this.#mean, values);
    this.#variance = replaced(this.#variance, values);
  }

  /** Moves the running statistics towards those of a batch of `count` examples. */
  #keep(mean: Tensor, variance: Tensor, count: number): void {
    const { share = 0.1, precision = "float64" } = this.options;
    const towards = (kept: Tensor, now: Tensor): Tensor =>
      inPrecision(kept.mul(1 - share).add(now.mul(share)), precision);
    untraced(() => {
      this.update({
        [keyOf(this.#mean)]: towards(this.#mean, mean),
        [keyOf(this.#variance)]: towards(this.#variance, variance.mul(count / (count - 1))),
      });
    });
  }

  #check({ shape }: Tensor, mode: Mode): void {
    if (shape.length !== 2 || shape[0] !== this.features) {
      throw new ShapeError(
        `batchNorm: got shape ${shapeText(shape)}, needed is [${this.features}, examples]; give one column per example`,
      );
    }
    if (mode === "answer" || shape[1] > 1) return;
    throw new ShapeError(
      "batchNorm: one example has no variance to train on; give batches of at least 2, of a size that leaves no single one over",
    );
  }
}
