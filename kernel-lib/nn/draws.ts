/** @file Numbers that layers draw anew for each update, such as what dropout leaves out. */

import { sizeOf, type Shape } from "../tensor/shape.js";
import { numbersOf, Tensor, type Numbers } from "../tensor/tensor.js";

/** What a layer asks for: so many numbers, and its stream that they come from. */
export interface Draw {
  readonly shape: Shape;
  readonly single: boolean;
  /** Puts the next numbers of the stream into an array. */
  readonly fill: (into: Numbers) => void;
}

/** How a layer gets what it draws: from its stream, or from whoever has drawn it already. */
export type Drawer = (draw: Draw) => Tensor;

/** The next numbers of the stream. */
export const drawn: Drawer = ({ shape, single, fill }) => {
  const data = numbersOf(sizeOf(shape), single);
  fill(data);
  return new Tensor(data, shape);
};

/** Hands out these tensors, one for each draw, in their order. */
export function alreadyDrawn(tensors: readonly Tensor[]): Drawer {
  const rest = tensors.values();
  return (draw) => rest.next().value ?? drawn(draw);
}

/** Numbers in the place of what is drawn, while no stream may move on. */
export const standIn: Drawer = ({ shape, single }) =>
  new Tensor(numbersOf(sizeOf(shape), single).fill(1), shape);

/** What `run` asks for, in its order; it gets stand-ins. */
export function drawsOf(run: (draw: Drawer) => void): readonly Draw[] {
  const draws: Draw[] = [];
  run((draw) => {
    draws.push(draw);
    return standIn(draw);
  });
  return draws;
}
