/** @file How cells end that are stopped, or that the kernel fails at; read by both threads, so it loads nothing. */

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

/** The failure of a cell that the kernel failed at, which happens where code in cells replaces what it is made of. */
export function broken(problem: unknown): Failure {
  let detail = "";
  try {
    detail = ` (${String(problem)})`;
  } catch {
    // What it is told by may be among what was replaced.
  }
  const evalue =
    `The kernel itself failed at this cell${detail}. If a cell has replaced what JavaScript brings, as Promise or ` +
    "Array.prototype.map, restart the kernel and leave that as it is.";
  return { ename: "KernelBroken", evalue, traceback: [`KernelBroken: ${evalue}`] };
}

function interruption(evalue: string): Failure {
  return { ename: "KeyboardInterrupt", evalue, traceback: [`KeyboardInterrupt: ${evalue}`] };
}
