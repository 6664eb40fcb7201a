/** @file Who reads what in a recording, and how late. */

import { sameShape } from "../tensor/shape.js";
import type { Place, Recording } from "./recording.js";

/** By slot, the last step that reads it. */
export function lastUses({ steps }: Recording): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  steps.forEach(({ inputs }, index) => {
    for (const { slot } of inputs) last.set(slot, index);
  });
  // A transpose may be read where it comes from, as late as it is read at all.
  for (const { operation, inputs, output } of steps.toReversed()) {
    const late = last.get(output.slot);
    if (operation.role?.kind !== "transpose" || late === undefined) continue;
    for (const { slot } of inputs) last.set(slot, Math.max(late, last.get(slot) ?? late));
  }
  return last;
}

/**
 * Whether only products of two matrices of one precision read a matrix, under its own shape, or the transpose of it: they
 * can read it the other way round.
 */
export function readByProductsOnly(
  { slot, shape }: Place,
  recording: Recording,
  isSingle: (slot: number) => boolean,
): boolean {
  const fits = (input: Place): boolean =>
    isSingle(input.slot) === isSingle(slot) &&
    (input.slot === slot ? sameShape(input.shape, shape) : input.shape.length === 2);
  return (
    recording.outputs.every((output) => output.slot !== slot) &&
    recording.steps
      .filter(({ inputs }) => inputs.some((input) => input.slot === slot))
      .every(
        ({ operation: { role }, inputs, output }) =>
          inputs.every(fits) &&
          (role?.kind === "matrix product" ||
            (role?.kind === "transpose" && readByProductsOnly(output, recording, isSingle))),
      )
  );
}
