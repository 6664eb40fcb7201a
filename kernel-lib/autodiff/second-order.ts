/** @file Jacobians, Hessians and Hessian-vector products as numbers. */

import { fromData, zeros } from "../tensor/create.js";
import { ShapeError } from "../tensor/errors.js";
import { sameShape, shapeText, sizeOf, type Shape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { gradients } from "./gradient.js";
import { sweep } from "./sweep.js";
import { ancestors } from "./trace.js";

/**
 * Every first derivative of a result: shape [entries of the result, entries of the source], both in row-major order.
 *
 * ```ts
 * jacobian(sigmoid(z), z) // diagonal: each output depends on its own input only
 * ```
 *
 * @throws UsageError if the result does not depend on the source.
 */
export function jacobian(output: Tensor, source: Tensor): Tensor {
  return stacked(output.shape, source.size, (seed) => gradients(output, { source }, { seed }).source);
}

/**
 * Every second derivative of one number: shape [n, n] for a source of n entries in row-major order.
 *
 * @throws ShapeError if the result is not a single number.
 * @throws UsageError if it does not depend on the source.
 */
export function hessian(output: Tensor, source: Tensor): Tensor {
  const gradient = traced(output, source, "hessian");
  return stacked(source.shape, source.size, (vector) => alongVector(gradient, source, vector));
}

/**
 * The Hessian of one number times a vector, without the Hessian: of the shape of the source, as is the vector.
 *
 * @throws ShapeError if the shapes differ, or the result is not a single number.
 * @throws UsageError if it does not depend on the source.
 */
export function hessianProduct(output: Tensor, source: Tensor, vector: Tensor): Tensor {
  if (!sameShape(vector.shape, source.shape)) {
    throw new ShapeError(
      `hessianProduct: the vector has shape ${shapeText(vector.shape)}, the source ${shapeText(source.shape)}; they must be the same`,
    );
  }
  return alongVector(traced(output, source, "hessianProduct"), source, vector);
}

/** The gradient with its own trace, so that it can be differentiated again. */
function traced(output: Tensor, source: Tensor, operation: string): Tensor {
  return sweep(output, [source], { operation }).get(source) ?? zeros(source.shape);
}

/** The derivative of Σ gradient ⊙ vector, which is the Hessian times the vector. */
function alongVector(gradient: Tensor, source: Tensor, vector: Tensor): Tensor {
  const weighted = gradient.mul(vector).sum();
  // A gradient that is constant has no second derivative other than 0.
  return ancestors(weighted).includes(source) ? gradients(weighted, { source }).source : zeros(source.shape);
}

/** One row for each entry of `shape`, from the unit vector there. */
function stacked(shape: Shape, columns: number, row: (unit: Tensor) => Tensor): Tensor {
  const rows = sizeOf(shape);
  const data = new Float64Array(rows * columns);
  for (let at = 0; at < rows; at++) data.set(row(unit(shape, at)).data, at * columns);
  return fromData(data, [rows, columns]);
}

function unit(shape: Shape, at: number): Tensor {
  const data = new Float64Array(sizeOf(shape));
  data[at] = 1;
  return fromData(data, shape);
}
