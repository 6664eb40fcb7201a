/** @file Who reads what in a recording, and how late. */

import type { Recording } from "./recording.js";

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

/** Whether only products of two matrices of one precision read it, which can read it the other way round. */
export function readByProductsOnly(
  slot: number,
  { steps }: Recording,
  isSingle: (slot: number) => boolean,
): boolean {
  return steps
    .filter(({ inputs }) => inputs.some((input) => input.slot === slot))
    .every(
      ({ operation, inputs }) =>
        operation.role?.kind === "matrix product" &&
        inputs.every((input) => input.shape.length === 2 && isSingle(input.slot) === isSingle(slot)),
    );
}
