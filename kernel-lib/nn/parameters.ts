/** @file Parameters of layers: tensors by name, replaced by training, in one precision. */

import type { Precision } from "../tensor/create.js";
import { ShapeError } from "../tensor/errors.js";
import { nameText, type Name } from "../tensor/name.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

/** Parameters by the name they have in plain text: `W1`, `b1`. */
export type ParameterSet = Readonly<Record<string, Tensor>>;

/** The key of a tensor in a set: its name in plain text. */
export function keyOf({ name }: Tensor): string {
  return name === undefined ? "" : nameText(name);
}

/** The same parameter with new entries, where there are any. */
export function replaced(parameter: Tensor, values: ParameterSet): Tensor {
  const symbol = keyOf(parameter);
  if (!Object.hasOwn(values, symbol)) return parameter;
  const given = values[symbol];
  requireShape("update", { given, expected: parameter.shape, symbol });
  return withName(given, parameter.name);
}

/** The numbers of a tensor under a name, without what they were computed from. */
function withName({ data, shape }: Tensor, name: Name | undefined): Tensor {
  return new Tensor(data, shape, { name });
}

/** The same numbers in this precision. */
export function inPrecision(values: Tensor, precision: Precision): Tensor {
  const single = values.data instanceof Float32Array;
  if (single === (precision === "float32")) return values;
  const data = single ? Float64Array.from(values.data) : Float32Array.from(values.data);
  return new Tensor(data, values.shape, { name: values.name });
}

/** A tensor, the shape it needs, and its symbol. */
export interface ShapeCheck {
  readonly given: Tensor;
  readonly expected: readonly number[];
  readonly symbol: string;
}

/** @throws ShapeError if a parameter has another shape than its layer needs. */
export function requireShape(operation: string, { given, expected, symbol }: ShapeCheck): void {
  if (sameShape(given.shape, expected)) return;
  throw new ShapeError(
    `${operation}: ${symbol} has shape ${shapeText(given.shape)}, needed is ${shapeText(expected)}; rows are the layer's neurons, columns its inputs`,
  );
}

/** Tensors by their number. */
export function numbered(tensors: readonly Tensor[]): ParameterSet {
  return Object.fromEntries(tensors.entries());
}
