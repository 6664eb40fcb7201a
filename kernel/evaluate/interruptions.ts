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

function interruption(evalue: string): Failure {
  return { ename: "KeyboardInterrupt", evalue, traceback: [`KeyboardInterrupt: ${evalue}`] };
}
