/** @file What is the same for every player that trains in steps: batches in turn, and the loss after so many. */

import { STEPS_BEFORE_LOSS } from "../work.js";

/** From `advance(batch)`, which does one step and gives its loss before the update, a work to run and to check. */
export function stepper(batches, advance) {
  let next = 0;
  const once = () => advance(batches[next++ % batches.length]);
  return {
    run: async (count) => {
      for (let index = 0; index < count; index++) await once();
    },
    check: async () => {
      for (let index = 0; index < STEPS_BEFORE_LOSS; index++) await once();
      return Number(await once());
    },
  };
}

/** From a function without arguments that gives a number, a work to run and to check. */
export function repeated(compute, value = compute) {
  return {
    run: (count) => {
      for (let index = 0; index < count; index++) compute();
    },
    check: async () => Number(await value()),
  };
}
