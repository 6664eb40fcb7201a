/** @file Broadcasting: two operands stretched to one shape, and the gradient of what was stretched. */

import { ShapeError } from "../tensor/errors.js";
import type { Value } from "../tensor/operation.js";
import {
  broadcast,
  sameShape,
  shapeText,
  sizeOf,
  stretchedAxes,
  stridesOf,
  type Shape,
} from "../tensor/shape.js";
import { allocate, type Tensor } from "../tensor/tensor.js";

/** Undoes a broadcast: a gradient is summed over the axes along which its input was stretched. */
export function sumToShape(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient;
  const axes = stretchedAxes(shape, gradient.shape);
  const missing = gradient.rank - shape.length;
  if (axes.length === gradient.rank) return gradient.sum({ keepdims: shape.length > 0 }).reshape(shape);
  // From the last axis to the first, so that the axes still to come keep their numbers.
  return axes.reduceRight((sum, axis) => sum.sum({ axis, keepdims: axis >= missing }), gradient);
}

/**
 * The value of each pair of entries.
 * @throws ShapeError if the shapes do not broadcast; it speaks in the name of an operation.
 */
export function zip(
  name: string,
  [a, b]: readonly [Tensor, Tensor],
  value: (a: number, b: number) => number,
): Value {
  const shape = sharedShape(a, b);
  if (shape === undefined) throw new ShapeError(broadcastMessage(name, a.shape, b.shape));
  const data = allocate([a, b], sizeOf(shape));
  const [left, right] = [a.data, b.data];
  // A number adapts to the precision of the others before it is used, not after.
  const adapts = data instanceof Float32Array;
  if (data.length === 1 && left.length === 1 && right.length === 1) {
    data[0] = adapts ? value(Math.fround(left[0]), Math.fround(right[0])) : value(left[0], right[0]);
  } else if (left.length === data.length && right.length === data.length) {
    for (let i = 0; i < data.length; i++) data[i] = value(left[i], right[i]);
  } else if (b.size === 1) {
    const second = adapts ? Math.fround(right[0]) : right[0];
    for (let i = 0; i < data.length; i++) data[i] = value(left[i], second);
  } else if (a.size === 1) {
    const first = adapts ? Math.fround(left[0]) : left[0];
    for (let i = 0; i < data.length; i++) data[i] = value(first, right[i]);
  } else {
    const [fromLeft, fromRight] = [stretchedOffsets(a.shape, shape), stretchedOffsets(b.shape, shape)];
    for (let i = 0; i < data.length; i++) data[i] = value(left[fromLeft[i]], right[fromRight[i]]);
  }
  return { data, shape };
}

/** The shape of the result, where there is one; most often it is that of an operand. */
export function sharedShape(a: Tensor, b: Tensor): Shape | undefined {
  if (sameShape(a.shape, b.shape) || (b.size === 1 && b.rank <= a.rank)) return a.shape;
  return a.size === 1 && a.rank <= b.rank ? b.shape : broadcast(a.shape, b.shape);
}

/** For every entry of `large`, where the entry of `small` lies that is stretched onto it. */
export function stretchedOffsets(small: Shape, large: Shape): Uint32Array {
  const missing = large.length - small.length;
  const strides = stridesOf(small);
  let offsets = Uint32Array.of(0);
  large.forEach((size, axis) => {
    const step = axis < missing || small[axis - missing] === 1 ? 0 : strides[axis - missing];
    const next = new Uint32Array(offsets.length * size);
    for (let i = 0; i < offsets.length; i++) {
      for (let k = 0; k < size; k++) next[i * size + k] = offsets[i] + k * step;
    }
    offsets = next;
  });
  return offsets;
}

function broadcastMessage(name: string, a: Shape, b: Shape): string {
  const turned = [...b].reverse();
  const joint = a.length === 2 && b.length === 2 ? broadcast(a, turned) : undefined;
  // Only where the other way round one of them keeps its shape: a column and a row always broadcast.
  const flipped = joint !== undefined && (sameShape(joint, a) || sameShape(joint, turned));
  const advice = flipped
    ? "one of them lies the other way round, as in b.transpose()"
    : "entries pair up only where sizes are equal or 1; matmul takes the matrix product";
  return `${name}: ${shapeText(a)} and ${shapeText(b)} do not broadcast; ${advice}`;
}
