/** @file Training: batches forward, gradients back, an update; told step by step to whoever listens. */

import { exampleCount, examplePicker, type Examples } from "../data/examples.js";
import { UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/apply.js";
import { random, type Seed } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";
import { learned, type Layer } from "./layers.js";
import { requireTargets, type Loss } from "./losses.js";
import { gradientDescent, type Optimizer } from "./optimizers.js";
import { inPrecision, type ParameterSet } from "./parameters.js";
import { trainerOf } from "./trainer.js";

/** A number that says how good predictions are, such as `accuracy`. */
export type Metric = (predicted: Tensor, target: Tensor) => number;

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
  /**
   * Ends training when the loss of the test examples was not lower for so many epochs. However training ends, the model
   * then has the parameters of the epoch in which that loss was lowest.
   */
  readonly patience?: number | undefined;
  /** What is added to the mean loss of a batch, such as `(parameters) => l2Penalty(parameters, 1e-4)`. */
  readonly penalty?: ((parameters: ParameterSet) => Tensor) | undefined;
  /** Measured by name with the losses: on the test examples where there are any, else on the training examples. */
  readonly metrics?: Readonly<Record<string, Metric>> | undefined;
  /** Ends training after the update that is under way; the model keeps what it learned. */
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
  /** What the metrics were, by name. */
  readonly metrics: Readonly<Record<string, readonly number[]>>;
  /** The epoch whose parameters the model has, where training went back to the lowest loss of the test examples. */
  readonly backTo?: number;
}

/** Longest time without giving way to other events, so that a kernel can be interrupted while it trains. */
const PATIENCE_MS = 50;

/**
 * Trains a model in place; gives its progress after every epoch, and within long ones about 20 times a second.
 * The same seed gives the same numbers.
 *
 * @throws ShapeError if examples do not fit the model.
 * @throws UsageError if targets are none that the loss knows.
 * @throws DomainError if the loss or a gradient is no longer finite, naming the operation that made it.
 */
export async function* fit(model: Layer, data: Examples, options: FitOptions): AsyncGenerator<FitProgress> {
  const { epochs, signal, patience } = options;
  checkOptions(options);
  const train = fitting(data, model);
  const cut = cutter(train, options);
  const records = recorder(model, train, options);
  const trainer = trainerOf(model, { ...options, optimizer: optimizerOf(options) });
  let step = 0;
  let rested = performance.now();
  const progress = (): FitProgress => ({ epochs, step, steps: epochs * cut.count, ...records.kept });
  const ended = (): FitProgress => {
    const best = records.bestEpoch();
    if (patience === undefined || step === best * cut.count) return progress();
    records.goBack();
    return { ...progress(), backTo: best };
  };
  records.measure();
  yield progress();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const batch of cut.epoch()) {
      if (signal?.aborted === true) {
        trainer.settle();
        yield ended();
        return;
      }
      trainer.step(batch);
      step++;
      if (performance.now() - rested < PATIENCE_MS) continue;
      trainer.settle();
      yield progress();
      await rest();
      rested = performance.now();
    }
    trainer.settle();
    records.measure();
    const over = epoch === epochs || (patience !== undefined && epoch - records.bestEpoch() >= patience);
    yield over ? ended() : progress();
    if (over) return;
  }
}

function optimizerOf({ learningRate }: FitOptions): Optimizer {
  return typeof learningRate === "number" ? gradientDescent(learningRate) : learningRate;
}

interface Recorder {
  readonly kept: Pick<FitProgress, "losses" | "testLosses" | "metrics">;
  /** Measures loss and metrics over all examples. */
  measure(): void;
  /** The epoch after which the loss of the test examples was lowest. */
  bestEpoch(): number;
  /** Gives the model the parameters it had then. */
  goBack(): void;
}

function recorder(model: Layer, train: Examples, { loss, test, metrics = {} }: FitOptions): Recorder {
  const held = test && fitting(test, model);
  const losses: number[] = [];
  const testLosses: number[] = [];
  const values = Object.fromEntries(Object.keys(metrics).map((name) => [name, [] as number[]]));
  let best = { loss: Infinity, epoch: 0, values: learned(model) };
  for (const part of held === undefined ? [train] : [train, held]) loss.requireTargets?.(part.Y);
  const measured = ({ X, Y }: Examples, measureMetrics: boolean): number =>
    untraced(() => {
      const predicted = model.forward(X);
      requireTargets(predicted, Y);
      if (measureMetrics) {
        for (const [name, metric] of Object.entries(metrics)) values[name].push(metric(predicted, Y));
      }
      return loss(predicted, Y).mean().item();
    });
  return {
    kept: { losses, testLosses, metrics: values },
    measure: () => {
      losses.push(measured(train, held === undefined));
      if (held === undefined) return;
      const now = measured(held, true);
      testLosses.push(now);
      if (now < best.loss) best = { loss: now, epoch: testLosses.length - 1, values: learned(model) };
    },
    bestEpoch: () => best.epoch,
    goBack: () => {
      model.update(best.values);
    },
  };
}

interface Cutter {
  /** Batches in an epoch. */
  readonly count: number;
  readonly epoch: () => Iterable<Examples>;
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
  const pick = examplePicker(data);
  return {
    count: Math.ceil(count / batchSize),
    epoch: function* () {
      const order = generator.permutation(count);
      for (let at = 0; at < count; at += batchSize) yield pick(order.subarray(at, at + batchSize));
    },
  };
}

/** Examples in the precision of a model. */
function fitting(given: Examples, { parameters }: Layer): Examples {
  const { X, Y } = given;
  if (exampleCount(given) === 0) {
    throw new UsageError("fit: there are no examples; give X and Y at least one column, for one example");
  }
  const like = Object.values(parameters);
  const precision = like.some(({ data }) => data instanceof Float32Array) ? "float32" : "float64";
  return { X: inPrecision(X, precision), Y: inPrecision(Y, precision) };
}

function checkOptions({ epochs, batchSize, patience, test }: FitOptions): void {
  if (!(Number.isInteger(epochs) && epochs >= 1)) {
    throw new UsageError(`fit: ${epochs} epochs; give a whole number ≥ 1`);
  }
  if (batchSize !== undefined && !(Number.isInteger(batchSize) && batchSize >= 1)) {
    throw new UsageError(`fit: batches of ${batchSize} examples; give a whole number ≥ 1, such as 32`);
  }
  if (patience === undefined) return;
  if (!(Number.isInteger(patience) && patience >= 1)) {
    throw new UsageError(`fit: a patience of ${patience} epochs; give a whole number ≥ 1`);
  }
  if (test === undefined) {
    throw new UsageError(
      "fit: patience waits for the loss of test examples, but there are none; give { test }",
    );
  }
}

/** Lets everything else that waits happen. */
function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
