/** @file The reverse sweep: from a result back to what it depends on, adding up the gradient along every path. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import { pulledBack } from "../tensor/operation.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { ancestors, dependents, label } from "./trace.js";

/** What a sweep may be told. */
export interface SweepOptions {
  /** The operation in whose name errors speak. */
  readonly operation: string;
  /** Gradient arriving at the output, of the output's shape; 1 where the output is a single number. */
  readonly seed?: Tensor | undefined;
  /** Called when all contributions to a tensor are in; what it returns is passed on in their stead. */
  readonly visit?: (tensor: Tensor, gradient: Tensor) => Tensor;
}

/**
 * The gradient of `output` by each of the `sources`, as many times as reverse mode needs: once.
 * Visits only tensors that lie between a source and the output.
 *
 * @throws UsageError if the output does not depend on a source.
 * @throws ShapeError if the output is not a single number and no seed is given, or the seed's shape differs.
 */
export function sweep(
  output: Tensor,
  sources: readonly Tensor[],
  { operation, seed, visit = (_, gradient) => gradient }: SweepOptions,
): Map<Tensor, Tensor> {
  const order = ancestors(output);
  const between = dependents(order, sources);
  for (const source of sources) requireDependence(order, source, operation);
  const gradients = new Map<Tensor, Tensor>([[output, seedFor(output, seed, operation)]]);
  for (const tensor of order.reverse()) {
    const arrived = gradients.get(tensor);
    if (arrived === undefined || !between.has(tensor)) continue;
    const gradient = visit(tensor, arrived);
    gradients.set(tensor, gradient);
    if (tensor.trace === undefined) continue;
    const { operation: row, inputs, settings } = tensor.trace;
    inputs.forEach((input, index) => {
      if (!between.has(input)) return;
      const contribution = pulledBack(row, index, { gradient, inputs, output: tensor, settings });
      const before = gradients.get(input);
      // What was computed first stands first: consumers are visited last to first.
      gradients.set(input, before === undefined ? contribution : contribution.add(before));
    });
  }
  return gradients;
}

function requireDependence(order: readonly Tensor[], source: Tensor, operation: string): void {
  if (order.includes(source)) return;
  const named = order.flatMap(({ name }) => (name === undefined ? [] : [name.base]));
  const namesake = source.name !== undefined && named.includes(source.name.base);
  throw new UsageError(
    `${operation}: the result was not computed from ${label(source)}; ${
      namesake
        ? "another tensor of that name was used: pass that one"
        : "pass a tensor that was used on the way to it (named() makes a new tensor: use the one it returns)"
    }`,
  );
}

function seedFor(output: Tensor, seed: Tensor | undefined, operation: string): Tensor {
  if (seed === undefined) {
    // In the output's precision, so that a computation in float32 has its gradient in float32.
    if (output.size === 1)
      return new Tensor(
        output.data.map(() => 1),
        output.shape,
      );
    throw new ShapeError(
      `${operation}: a gradient belongs to one number, this result has shape ${shapeText(output.shape)}; take sum() or mean() of it, or give a seed of that shape`,
    );
  }
  if (sameShape(seed.shape, output.shape)) return seed;
  throw new ShapeError(
    `${operation}: the seed has shape ${shapeText(seed.shape)}, the result ${shapeText(output.shape)}; they must be the same`,
  );
}
