/** @file How cells end that the user stops; read by both threads, so it loads nothing. */

import type { Failure } from "./evaluator.js";

/** The failure of a cell that the user stopped. */
export const INTERRUPTED: Failure = interruption(
  "The cell was interrupted. What it had declared until then is kept.",
);

/** The failure of a cell whose code had to be cut off. */
export const CUT_OFF: Failure = interruption(
  "The cell was interrupted. It did not give way, so it was cut off where it stood: " +
    "its catch and finally blocks did not run. What it had declared until then is kept.",
);

/** The failure of a cell whose values were about to fill a heap of this size in bytes. */
export function outOfMemory(heapLimit: number): Failure {
  const evalue =
    `The cell was stopped: the kernel's ${Math.round(heapLimit / 2 ** 20)} MB of memory were nearly full. ` +
    "Its catch and finally blocks did not run. Let go of what is large (`values = []`), or restart the kernel.";
  return { ename: "OutOfMemory", evalue, traceback: [`OutOfMemory: ${evalue}`] };
}

function interruption(evalue: string): Failure {
  return { ename: "KeyboardInterrupt", evalue, traceback: [`KeyboardInterrupt: ${evalue}`] };
}
