/** @file Layers: functions with parameters that training changes, in the course's convention. */

import { sigmoid } from "../operations/rows.js";
import { zeros, type Precision } from "../tensor/create.js";
import { ShapeError, UsageError } from "../tensor/errors.js";
import { normal, random, type Seed } from "../tensor/random.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Drawer } from "./draws.js";
import type { Deviation } from "./initializers.js";
import { inPrecision, keyOf, replaced, requireShape, type ParameterSet } from "./parameters.js";

/** An activation function g: the pre-activation z to the activation A, entry by entry. */
export type Activation = (z: Tensor) => Tensor;

/** What a layer is run for: its answer, or an update, for which dropout and batch normalization act otherwise. */
export type Mode = "answer" | "training";

/** A function with parameters, which change through `update` alone. */
export interface Layer {
  /** The tensors that `forward` uses: gradients are taken by these. */
  readonly parameters: ParameterSet;
  /**
   * Whether `forward` depends on its input, the parameters, the statistics and what `draw` gives only, and changes
   * statistics by operations, so that training may compile it.
   */
  readonly pure?: boolean;
  /** What it has learned beside them, without gradients: the running statistics of batch normalization. */
  readonly statistics?: ParameterSet | undefined;
  /**
   * Inputs, one column per example, to outputs, one column per example; for its answer unless told. What is drawn at
   * random comes from `draw` where that is given.
   */
  forward(x: Tensor, mode?: Mode, draw?: Drawer): Tensor;
  /** Takes new values for some parameters or statistics; symbols stay. @throws ShapeError if a shape differs. */
  update(values: ParameterSet): void;
}

/** All that training changes in a layer. */
export function learned({ parameters, statistics }: Layer): ParameterSet {
  return { ...parameters, ...statistics };
}

/** How a dense layer is made; without a seed, `weights` must be given. */
export interface DenseOptions {
  /** g in A = g(z); without it the layer gives z. */
  readonly activation?: Activation | undefined;
  /** The number l that the symbols carry: W^{[l]}. */
  readonly layer?: number | undefined;
  /** Where normal weights are drawn from. */
  readonly seed?: Seed | undefined;
  /**
   * Standard deviation of the weights, or `he` or `xavier`; 1/√inputs unless told, so that z starts near the size
   * of the inputs.
   */
  readonly deviation?: number | Deviation | undefined;
  readonly weights?: Tensor | undefined;
  /** The bias column, zeros unless given. */
  readonly bias?: Tensor | undefined;
  readonly precision?: Precision | undefined;
  /** The symbol of the activation, A^{[l]} unless told; `"ŷ"` for the last layer of a network. */
  readonly symbol?: string | undefined;
}

/**
 * A dense layer A^{[l]} = g(W^{[l]} x + b^{[l]}): W has shape [outputs, inputs], row k for neuron k; b is a column.
 *
 * ```ts
 * const hidden = dense(2, 3, { activation: sigmoid, layer: 1, seed: 7 });
 * ```
 *
 * @throws UsageError if there is neither a seed nor weights.
 */
export function dense(inputs: number, outputs: number, options: DenseOptions): Layer {
  const { seed, deviation = 1 / Math.sqrt(inputs), precision = "float64" } = options;
  if (seed === undefined && options.weights === undefined) {
    throw new UsageError("dense: no seed for the weights; give { seed: 7 }, or the weights themselves");
  }
  const width = typeof deviation === "number" ? deviation : deviation(inputs, outputs);
  const weights = options.weights ?? normal([outputs, inputs], { seed: seed ?? 0, deviation: width });
  const bias = options.bias ?? zeros([outputs, 1]);
  requireShape("dense", { given: weights, expected: [outputs, inputs], symbol: "W" });
  requireShape("dense", { given: bias, expected: [outputs, 1], symbol: "b" });
  return new Dense(inPrecision(weights, precision), inPrecision(bias, precision), options);
}

/** How a network is made: the activation between its layers (σ) and at the end (σ; `null` for none). */
export interface NetworkOptions {
  readonly activation?: Activation | undefined;
  readonly output?: Activation | null | undefined;
  readonly seed: Seed;
  readonly deviation?: number | Deviation | undefined;
  readonly precision?: Precision | undefined;
}

/**
 * Dense layers of the given sizes, the input's first: `network([2, 3, 1], { seed: 7 })` is the 2-3-1 network with
 * σ in both layers. Its result is called ŷ; with `output: null` it is the last z, to be used with `bceFromLogits`.
 */
export function network(sizes: readonly number[], options: NetworkOptions): Layer {
  if (sizes.length < 2) {
    throw new UsageError(`network: got ${shapeText(sizes)}; give at least an input and an output size`);
  }
  const { activation = sigmoid, output = sigmoid, deviation, precision } = options;
  const seed = random(options.seed);
  const last = sizes.length - 1;
  return sequential(
    sizes.slice(1).map((outputs, index) => {
      const layer = index + 1;
      const ending = layer === last ? { activation: output ?? undefined, symbol: "ŷ" } : { activation };
      return dense(sizes[index], outputs, { ...ending, layer, seed, deviation, precision });
    }),
  );
}

/**
 * Layers one after the other; the parameters of all of them are those of the whole.
 * @throws UsageError if two layers have parameters of the same name.
 */
export function sequential(layers: readonly Layer[]): Layer {
  const names = layers.flatMap(({ parameters }) => Object.keys(parameters));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new UsageError(`sequential: two layers have a parameter ${twice}; number them with { layer: 2 }`);
  }
  return {
    get parameters() {
      return merged(layers.map(({ parameters }) => parameters));
    },
    get statistics() {
      return merged(layers.map(({ statistics = {} }) => statistics));
    },
    pure: layers.every(({ pure }) => pure === true),
    forward: (x, mode, draw) => layers.reduce((a, layer) => layer.forward(a, mode, draw), x),
    update: (values) => {
      for (const layer of layers) layer.update(values);
    },
  };
}

function merged(sets: readonly ParameterSet[]): ParameterSet {
  return Object.fromEntries(sets.flatMap((set) => Object.entries(set)));
}

class Dense implements Layer {
  readonly pure = true;
  #weights: Tensor;
  #bias: Tensor;

  constructor(
    weights: Tensor,
    bias: Tensor,
    private readonly options: DenseOptions,
  ) {
    this.#weights = weights.named("W", this.#index);
    this.#bias = bias.named("b", this.#index);
  }

  get #index(): { layer?: number } {
    return this.options.layer === undefined ? {} : { layer: this.options.layer };
  }

  get parameters(): ParameterSet {
    return { [keyOf(this.#weights)]: this.#weights, [keyOf(this.#bias)]: this.#bias };
  }

  forward(x: Tensor): Tensor {
    const { activation, symbol } = this.options;
    this.#requireInputs(x);
    const z = this.#weights
      .matmul(x)
      .add(this.#bias)
      .named(x.shape[1] > 1 ? "Z" : "z", this.#index);
    if (activation === undefined) return z;
    return symbol === undefined ? activation(z).named("A", this.#index) : activation(z).named(symbol);
  }

  #requireInputs({ shape }: Tensor): void {
    const [, inputs] = this.#weights.shape;
    if (shape.length === 2 && shape[0] === inputs) return;
    throw new ShapeError(
      `dense: x has shape ${shapeText(shape)}, but ${keyOf(this.#weights)} takes ${inputs} inputs; give x ${inputs} rows and a column per example`,
    );
  }

  update(values: ParameterSet): void {
    this.#weights = replaced(this.#weights, values);
    this.#bias = replaced(this.#bias, values);
  }
}
