/** @file Training: batches forward, gradients back, an update; told step by step to whoever listens. */

import { gradients } from "../autodiff/gradient.js";
import { requireFinite } from "../autodiff/trace.js";
import { batches, exampleCount, type Examples } from "../data/examples.js";
import { DomainError, UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/operation.js";
import { random, type Seed } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";
import { inPrecision, type Layer, type ParameterSet } from "./layers.js";
import type { Loss } from "./losses.js";
import { gradientDescent, type Optimizer } from "./optimizers.js";

/** How a model is trained. */
export interface FitOptions {
  /** The loss of each entry; its mean over the examples is what falls. */
  readonly loss: Loss;
  /** How often every example is used. */
  readonly epochs: number;
  /** α of gradient descent, or another optimizer. */
  readonly learningRate: number | Optimizer;
  /** Examples per update; all of them unless told. */
  readonly batchSize?: number | undefined;
  /** Shuffles the batches, anew in each epoch; needed with a batch size. */
  readonly seed?: Seed | undefined;
  /** Examples that are only measured, never trained on. */
  readonly test?: Examples | undefined;
  /** Ends training after the update that is under way. */
  readonly signal?: AbortSignal | undefined;
}

/** How far training has come. */
export interface FitProgress {
  readonly epochs: number;
  /** Updates done, and how many there will be. */
  readonly step: number;
  readonly steps: number;
  /** Mean loss over all training examples before the first and after every epoch so far. */
  readonly losses: readonly number[];
  /** The same over the test examples; empty without them. */
  readonly testLosses: readonly number[];
}

/** Longest time without giving way to other events, so that a kernel can be interrupted while it trains. */
const PATIENCE_MS = 50;

/**
 * Trains a model in place; gives its progress after every epoch, and within long ones about 20 times a second.
 * The same seed gives the same numbers.
 *
 * @throws DomainError if the loss or a gradient is no longer finite, naming the operation that made it.
 */
export async function* fit(model: Layer, data: Examples, options: FitOptions): AsyncGenerator<FitProgress> {
  const { loss, epochs, test, signal } = options;
  checkEpochs(epochs);
  const optimizer =
    typeof options.learningRate === "number" ? gradientDescent(options.learningRate) : options.learningRate;
  const train = fitting(data, model);
  const held = test && fitting(test, model);
  const cut = cutter(train, options);
  const steps = epochs * cut.count;
  const losses = [measure(model, train, loss)];
  const testLosses = held ? [measure(model, held, loss)] : [];
  let step = 0;
  let rested = performance.now();
  const progress = (): FitProgress => ({ epochs, step, steps, losses, testLosses });
  yield progress();
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const batch of cut.epoch()) {
      if (signal?.aborted === true) return;
      update(model, batch, { loss, optimizer });
      step++;
      if (performance.now() - rested < PATIENCE_MS) continue;
      yield progress();
      await rest();
      rested = performance.now();
    }
    losses.push(measure(model, train, loss));
    if (held) testLosses.push(measure(model, held, loss));
    yield progress();
  }
}

/** One update on one batch. */
function update(
  model: Layer,
  { X, Y }: Examples,
  { loss, optimizer }: { loss: Loss; optimizer: Optimizer },
): void {
  const parameters = model.parameters;
  const batchLoss = loss(model.forward(X), Y).mean();
  if (!Number.isFinite(batchLoss.item())) requireFinite(batchLoss, "fit");
  const slopes = gradients(batchLoss, parameters);
  requireFiniteGradients(slopes);
  model.update(optimizer(parameters, slopes));
}

function requireFiniteGradients(slopes: ParameterSet): void {
  for (const [key, { data }] of Object.entries(slopes)) {
    const bad = data.findIndex((value: number) => !Number.isFinite(value));
    if (bad < 0) continue;
    throw new DomainError(
      `fit: the gradient of ${key} holds ${data[bad]} at entry ${bad} while the loss is finite; a smaller learning rate, or a loss that is computed from logits, keeps it finite`,
    );
  }
}

/** The mean loss over all examples. */
function measure(model: Layer, { X, Y }: Examples, loss: Loss): number {
  return untraced(() => loss(model.forward(X), Y).mean()).item();
}

interface Cutter {
  /** Batches in an epoch. */
  readonly count: number;
  readonly epoch: () => readonly Examples[];
}

function cutter(data: Examples, { batchSize, seed }: FitOptions): Cutter {
  const count = exampleCount(data);
  if (batchSize === undefined || batchSize >= count) return { count: 1, epoch: () => [data] };
  if (seed === undefined) {
    throw new UsageError(
      `fit: batches of ${batchSize} are shuffled, but there is no seed; give one, as in { seed: 7 }`,
    );
  }
  const generator = random(seed);
  return {
    count: Math.ceil(count / batchSize),
    epoch: () => batches(data, { size: batchSize, seed: generator }).map((batch) => fitting(batch, data)),
  };
}

/** Examples in the precision of a model, or of other examples. */
function fitting({ X, Y }: Examples, to: Layer | Examples): Examples {
  const like: readonly Tensor[] = "X" in to ? [to.X] : Object.values(to.parameters);
  const precision = like.some(({ data }) => data instanceof Float32Array) ? "float32" : "float64";
  return { X: inPrecision(X, precision), Y: inPrecision(Y, precision) };
}

function checkEpochs(epochs: number): void {
  if (Number.isInteger(epochs) && epochs >= 1) return;
  throw new UsageError(`fit: ${epochs} epochs; give a whole number ≥ 1`);
}

/** Lets everything else that waits happen. */
function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
