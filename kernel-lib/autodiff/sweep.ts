/** @file The reverse sweep: from a result back to what it depends on, adding up the gradient along every path. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import { pulledBack } from "../tensor/apply.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import { allocate, Tensor } from "../tensor/tensor.js";
import { label, placeOf, walk, type Walk } from "./trace.js";

/** What a sweep may be told. */
export interface SweepOptions {
  /** The operation in whose name errors speak. */
  readonly operation: string;
  /** Gradient arriving at the output, of the output's shape; 1 where the output is a single number. */
  readonly seed?: Tensor | undefined;
  /** Called when all contributions to a tensor are in; what it returns is passed on in their stead. */
  readonly visit?: (tensor: Tensor, gradient: Tensor) => Tensor;
}

/** Gradients by the tensors that they belong to. */
export interface Gradients {
  get(tensor: Tensor): Tensor | undefined;
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
  { operation, seed, visit }: SweepOptions,
): Gradients {
  const walked = walk(output);
  const { tensors, inputs, first } = walked;
  const between = dependentPlaces(walked, sources, operation);
  const gradients = new Array<Tensor | undefined>(tensors.length);
  gradients[tensors.length - 1] = seedFor(output, seed, operation);
  for (let place = tensors.length - 1; place >= 0; place--) {
    const arrived = gradients[place];
    if (arrived === undefined || !between[place]) continue;
    const tensor = tensors[place];
    const gradient = visit === undefined ? arrived : visit(tensor, arrived);
    gradients[place] = gradient;
    if (tensor.trace === undefined) continue;
    const { operation: row, inputs: given, settings } = tensor.trace;
    const application = { gradient, inputs: given, output: tensor, settings };
    for (let index = 0; index < given.length; index++) {
      const input = inputs[first[place] + index];
      if (!between[input]) continue;
      const contribution = pulledBack(row, index, application);
      const before = gradients[input];
      // What was computed first stands first: consumers are visited last to first.
      gradients[input] = before === undefined ? contribution : contribution.add(before);
    }
  }
  return {
    get: (tensor) => {
      const place = placeOf(tensors, tensor);
      return place === undefined ? undefined : gradients[place];
    },
  };
}

/** By place, whether a tensor depends on a source or is one. @throws UsageError for a source that is not among them. */
function dependentPlaces(
  { tensors, inputs, first }: Walk,
  sources: readonly Tensor[],
  operation: string,
): readonly boolean[] {
  const reached = tensors.map(() => false);
  for (const source of sources) {
    const place = placeOf(tensors, source);
    if (place === undefined) throw notBehind(tensors, source, operation);
    reached[place] = true;
  }
  for (let place = 0; place < tensors.length; place++) {
    const end = first[place] + (tensors[place].trace?.inputs.length ?? 0);
    for (let at = first[place]; at < end && !reached[place]; at++) reached[place] = reached[inputs[at]];
  }
  return reached;
}

function notBehind(order: readonly Tensor[], source: Tensor, operation: string): UsageError {
  const named = order.flatMap(({ name }) => (name === undefined ? [] : [name.base]));
  const namesake = source.name !== undefined && named.includes(source.name.base);
  return new UsageError(
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
    if (output.size === 1) {
      const one = allocate([output], 1);
      one[0] = 1;
      return new Tensor(one, output.shape);
    }
    throw new ShapeError(
      `${operation}: a gradient belongs to one number, this result has shape ${shapeText(output.shape)}; take sum() or mean() of it, or give a seed of that shape`,
    );
  }
  if (sameShape(seed.shape, output.shape)) return seed;
  throw new ShapeError(
    `${operation}: the seed has shape ${shapeText(seed.shape)}, the result ${shapeText(output.shape)}; they must be the same`,
  );
}
