/** @file Updates of a model one by one: the first plainly, those after it compiled where that can be. */

import { gradients } from "../autodiff/gradient.js";
import { requireFinite } from "../autodiff/trace.js";
import { Plan } from "../compute/plan.js";
import { recordedTwice } from "../compute/recording.js";
import type { Examples } from "../data/examples.js";
import { DomainError, UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/operation.js";
import { Tensor } from "../tensor/tensor.js";
import type { Layer } from "./layers.js";
import type { Loss } from "./losses.js";
import type { Optimizer, UpdateInParts } from "./optimizers.js";
import type { ParameterSet } from "./parameters.js";

/** What a model is trained by. */
export interface TrainerOptions {
  /** The loss of each entry; its mean over the batch is what falls. It may use its arguments and parameters only. */
  readonly loss: Loss;
  /** Added to the loss: what parameters cost by themselves. */
  readonly penalty?: ((parameters: ParameterSet) => Tensor) | undefined;
  readonly optimizer: Optimizer;
}

/** Trains a model batch by batch. */
export interface Trainer {
  /**
   * One update; gives the loss of the batch before it.
   * @throws DomainError if the loss or a gradient is no longer finite, naming the operation that made it.
   */
  step(batch: Examples): number;
  /** Puts what was learned into the model: updates after the first may be kept aside until then. */
  settle(): void;
}

/**
 * Trains a model in steps of your own:
 *
 * ```ts
 * const trainer = trainerOf(model, { loss: softmaxCrossEntropy, optimizer: gradientDescent(0.1) });
 * for (const batch of batches(train, { size: 64, seed: 7 })) trainer.step(batch);
 * trainer.settle();
 * ```
 */
export function trainerOf(model: Layer, options: TrainerOptions): Trainer {
  const { inParts } = options.optimizer;
  const plainly = (batch: Examples): number => plainStep(model, batch, options);
  if (model.pure !== true || inParts === undefined) return { step: plainly, settle: () => undefined };
  return new CompiledTrainer(model, { ...options, inParts, plainly });
}

interface Parts extends TrainerOptions {
  readonly inParts: UpdateInParts;
  readonly plainly: (batch: Examples) => number;
}

class CompiledTrainer implements Trainer {
  readonly #plans = new Map<string, Plan | undefined>();
  /** The plan whose memory holds the newest state, and what the model and the optimizer held when it was there too. */
  #current: Plan | undefined;
  #known: readonly Tensor[] = [];
  #ahead = false;
  #begun = false;
  /** The loss, and the sum of each gradient. */
  readonly #early: number;

  constructor(
    private readonly model: Layer,
    private readonly parts: Parts,
  ) {
    this.#early = 1 + Object.keys(model.parameters).length;
  }

  step(batch: Examples): number {
    const plan = this.#begun ? this.#planFor(batch) : undefined;
    this.#begun = true;
    if (plan === undefined) return this.#plainly(batch);
    if (plan !== this.#current) this.settle();
    const state = this.#ahead ? this.#known : this.#state();
    if (plan !== this.#current || !sameData(state, this.#known)) {
      state.forEach(({ data }, input) => {
        plan.write(input, data);
      });
    }
    [this.#current, this.#known] = [plan, state];
    return this.#run(plan, batch);
  }

  settle(): void {
    const plan = this.#current;
    if (plan === undefined || !this.#ahead) return;
    const { model, parts } = this;
    let output = this.#early;
    const next = (): Tensor => plan.read(output++);
    model.update(Object.fromEntries(Object.keys(model.parameters).map((key) => [key, next()])));
    for (const [key, kept] of parts.inParts.kept) parts.inParts.kept.set(key, kept.map(next));
    this.#known = this.#state();
    this.#ahead = false;
  }

  #plainly(batch: Examples): number {
    this.settle();
    return this.parts.plainly(batch);
  }

  #run(plan: Plan, { X, Y }: Examples): number {
    const inputs = this.#known.length;
    plan.write(inputs, X.data);
    plan.write(inputs + 1, Y.data);
    plan.start();
    for (let output = 0; output < this.#early; output++) {
      // A sum of finite numbers may overflow: the plain step looks at every entry, and says where it came from.
      if (!Number.isFinite(plan.first(output))) return this.#plainly({ X, Y });
    }
    const { rate, step } = this.parts.inParts.next();
    plan.write(inputs + 2, rate.data);
    plan.write(inputs + 3, step.data);
    plan.finish();
    this.#ahead = true;
    return plan.first(0);
  }

  #state(): readonly Tensor[] {
    return [...Object.values(this.model.parameters), ...[...this.parts.inParts.kept.values()].flat()];
  }

  #planFor(batch: Examples): Plan | undefined {
    const kind = [batch.X, batch.Y].map(({ data, shape }) => [data.BYTES_PER_ELEMENT, ...shape]).join(";");
    if (!this.#plans.has(kind)) this.#plans.set(kind, this.#planned(batch));
    return this.#plans.get(kind);
  }

  #planned({ X, Y }: Examples): Plan | undefined {
    this.settle();
    const { model, parts } = this;
    const before = model.parameters;
    const kept = [...parts.inParts.kept.values()].flat();
    const moment = { rate: new Tensor(Float64Array.of(0.5), []), step: new Tensor(Float64Array.of(2), []) };
    try {
      const recording = recordedTwice(this.#traced, [before, numbered(kept), { X, Y, ...moment }]);
      const size = Object.keys(before).length + kept.length;
      const carried = new Map(Array.from({ length: size }, (_, at) => [this.#early + at, at]));
      return Plan.of(recording, { carried, early: this.#early });
    } catch (error) {
      // A loss that cannot be replayed is no fault here.
      if (error instanceof UsageError) return undefined;
      throw error;
    } finally {
      model.update(before);
    }
  }

  /** One update as a function: early outputs, then the state after it. */
  readonly #traced = (parameters: ParameterSet, kept: ParameterSet, given: ParameterSet): ParameterSet => {
    const { model, parts } = this;
    const { X, Y, rate, step } = given;
    model.update(parameters);
    const own = model.parameters;
    const loss = lossOf(model, { X, Y }, parts);
    const slopes = gradients(loss, own);
    return untraced(() => {
      const sums = Object.values(slopes).map((slope) => slope.sum());
      const values = Object.values(kept).values();
      const results = Object.entries(own).map(([key, parameter]) => {
        const before = (parts.inParts.kept.get(key) ?? []).map(() => values.next().value);
        return parts.inParts.rule({ rate, step, parameter, gradient: slopes[key], kept: before });
      });
      return numbered([
        ...[loss, ...sums],
        ...results.map(({ next }) => next),
        ...results.flatMap((result) => result.kept),
      ]);
    });
  };
}

/** Tensors by their number. */
function numbered(tensors: readonly Tensor[]): ParameterSet {
  return Object.fromEntries(tensors.entries());
}

/** Whether these are the very same numbers. */
function sameData(a: readonly Tensor[], b: readonly Tensor[]): boolean {
  return a.length === b.length && a.every(({ data }, at) => data === b[at].data);
}

/** One update on one batch, every number looked at. */
function plainStep(model: Layer, batch: Examples, options: TrainerOptions): number {
  const { parameters } = model;
  const batchLoss = lossOf(model, batch, options);
  if (!Number.isFinite(batchLoss.item())) requireFinite(batchLoss, "fit");
  const slopes = gradients(batchLoss, parameters);
  requireFiniteGradients(slopes);
  model.update(options.optimizer(parameters, slopes));
  return batchLoss.item();
}

function lossOf(model: Layer, { X, Y }: Examples, { loss, penalty }: TrainerOptions): Tensor {
  const mean = loss(model.forward(X, "training"), Y).mean();
  return penalty === undefined ? mean : mean.add(penalty(model.parameters));
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
