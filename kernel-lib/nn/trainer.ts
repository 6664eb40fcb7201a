/** @file Updates of a model one by one: the first plainly, those after it compiled where that can be. */

import type { Examples } from "../data/examples.js";
import { CompiledTrainer } from "./compiled-trainer.js";
import type { Layer } from "./layers.js";
import { plainUpdate, type TrainerOptions } from "./updates.js";

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
  const training = { ...options, model };
  const { inParts } = options.optimizer;
  if (model.pure === true && inParts !== undefined) return new CompiledTrainer({ ...training, inParts });
  return { step: (batch) => plainUpdate(training, batch), settle: () => undefined };
}
