/** @file One update of a model, plainly: every operation as it is called, every number looked at. */

import { gradients } from "../autodiff/gradient.js";
import { requireFinite } from "../autodiff/trace.js";
import type { Examples } from "../data/examples.js";
import { DomainError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { drawn, type Drawer } from "./draws.js";
import type { Layer } from "./layers.js";
import { requireTargets, type Loss } from "./losses.js";
import type { Optimizer } from "./optimizers.js";
import type { ParameterSet } from "./parameters.js";

/** What a model is trained by. */
export interface TrainerOptions {
  /** The loss of each entry; its mean over the batch is what falls. It may use its arguments and parameters only. */
  readonly loss: Loss;
  /** Added to the loss: what parameters cost by themselves. */
  readonly penalty?: ((parameters: ParameterSet) => Tensor) | undefined;
  readonly optimizer: Optimizer;
}

/** What is trained, and by what. */
export interface Training extends TrainerOptions {
  readonly model: Layer;
}

/**
 * One update on one batch; gives its loss before it.
 * @throws DomainError if the loss or a gradient is not finite; the model is then as it was.
 */
export function plainUpdate(training: Training, batch: Examples, draw: Drawer = drawn): number {
  const { model, optimizer } = training;
  const { parameters, statistics = {} } = model;
  const batchLoss = lossOf(training, batch, draw);
  try {
    if (!Number.isFinite(batchLoss.item())) requireFinite(batchLoss, "fit");
    const slopes = gradients(batchLoss, parameters);
    requireFiniteGradients(slopes);
    model.update(optimizer(parameters, slopes));
  } catch (error) {
    model.update(statistics);
    throw error;
  }
  return batchLoss.item();
}

/** The loss of a batch, with what parameters cost. */
export function lossOf({ model, loss, penalty }: Training, { X, Y }: Examples, draw: Drawer): Tensor {
  const predicted = model.forward(X, "training", draw);
  requireTargets(predicted, Y);
  const mean = loss(predicted, Y).mean();
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
