/** @file Values for exercises: short numbers that can be calculated by hand, and networks that show every mistake. */

import { gradients } from "../autodiff/gradient.js";
import { bce } from "../nn/losses.js";
import { sigmoid } from "../operations/rows.js";
import { UsageError } from "../tensor/errors.js";
import type { Random } from "../tensor/random.js";
import { sizeOf, type Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

/** Where drawn numbers lie, and how many decimals they have. */
export interface DrawOptions {
  readonly low?: number;
  readonly high?: number;
  readonly decimals?: number;
}

/** Short numbers from −0.9 to 0.9 with one decimal, never 0: `drawn(numbers, [3, 2])`. */
export function drawn(
  numbers: Random,
  shape: Shape,
  { low = -0.9, high = 0.9, decimals = 1 }: DrawOptions = {},
): Tensor {
  const scale = 10 ** decimals;
  const [least, most] = [Math.round(low * scale), Math.round(high * scale)];
  const draw = (): number => {
    for (;;) {
      const whole = least + numbers.integer(most - least + 1);
      if (whole !== 0) return whole / scale;
    }
  };
  return new Tensor(Float64Array.from({ length: sizeOf(shape) }, draw), shape);
}

/** What a network is drawn with. */
export interface NetworkDraw {
  /** Neurons from the input to the output: [2, 3, 1] unless told. */
  readonly sizes?: readonly number[];
  /** With more than one the loss is the mean L and symbols are capitals; 1 unless told. */
  readonly examples?: number;
  /** The activation of the hidden layers; sigmoid unless told. */
  readonly hidden?: (z: Tensor) => Tensor;
}

/** The tensors of one layer. */
export interface DrawnLayer {
  readonly W: Tensor;
  readonly b: Tensor;
  readonly z: Tensor;
  readonly A: Tensor;
}

/** A network in the lecture's notation, with its loss. */
export interface DrawnNetwork {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly yhat: Tensor;
  readonly loss: Tensor;
  /** The first layer first; the activation of the last one is ŷ. */
  readonly layers: readonly DrawnLayer[];
  /** False where a neuron is saturated, an error is near 0, or two entries are alike to three decimals. */
  readonly clear: boolean;
}

const SATURATED = 4;
const NEAR_ZERO = 0.01;

/**
 * A network with sigmoid outputs and cross-entropy, its numbers drawn short. Labels are 0 and 1 in turn; of a single
 * example the label is drawn. With several outputs the loss adds over them.
 */
export function drawnNetwork(
  numbers: Random,
  { sizes = [2, 3, 1], examples = 1, hidden = sigmoid }: NetworkDraw = {},
): DrawnNetwork {
  if (sizes.length < 2) throw new UsageError(`drawnNetwork: sizes are ${String(sizes)}; give two or more`);
  const letter = (small: string): string => (examples > 1 ? small.toUpperCase() : small);
  const x = drawn(numbers, [sizes[0], examples], { low: 0.1 }).named(letter("x"));
  const layers: DrawnLayer[] = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const before = layers.at(-1)?.A ?? x;
    const W = drawn(numbers, [sizes[layer], sizes[layer - 1]]).named("W", { layer });
    const b = drawn(numbers, [sizes[layer], 1], { low: -0.4, high: 0.4 }).named("b", { layer });
    const z = W.matmul(before).add(b).named(letter("z"), { layer });
    const isLast = layer === sizes.length - 1;
    const A = isLast ? sigmoid(z).named(letter("y"), { hat: true }) : hidden(z).named("A", { layer });
    layers.push({ W, b, z, A });
  }
  const outputs = sizes[sizes.length - 1];
  const first = numbers.integer(2);
  const labels = Float64Array.from({ length: outputs * examples }, (_, at) => (at + first) % 2);
  const y = new Tensor(labels, [outputs, examples]).named(letter("y"));
  const yhat = layers[layers.length - 1].A;
  const each = bce(yhat, y);
  const summed = outputs === 1 ? each : each.sum({ axis: 0, keepdims: true });
  const loss = examples === 1 ? summed.named("ℓ") : summed.mean().named("L");
  return { x, y, yhat, loss, layers, clear: isClear(loss, layers, examples) };
}

function isClear(loss: Tensor, layers: readonly DrawnLayer[], examples: number): boolean {
  const errors = gradients(loss, Object.fromEntries(layers.map(({ z }, at) => [String(at), z])));
  return layers.every(({ z, A }, at) => {
    const error = errors[String(at)];
    return (
      z.data.every((entry) => Math.abs(entry) <= SATURATED) &&
      error.data.every((entry) => Math.abs(entry) * examples >= NEAR_ZERO) &&
      isWithoutTies(A) &&
      isWithoutTies(error)
    );
  });
}

/** Whether all entries differ in their first three decimals. */
function isWithoutTies({ data, size }: Tensor): boolean {
  return new Set(Array.from(data, (entry) => entry.toFixed(3))).size === size;
}
