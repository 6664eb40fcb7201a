/** @file What a training run gave. */

import type { FitProgress } from "../nn/fit.js";

/** What is known at the end of a run. */
interface TrainingParts extends Pick<FitProgress, "losses" | "testLosses" | "metrics"> {
  readonly seconds: number;
  readonly summary: string;
}

/** Losses, metrics, time and outcome of a training run. */
export class Training {
  /** Mean loss over the training examples before the first and after every epoch. */
  readonly losses: readonly number[];
  /** The same over the test examples; empty without them. */
  readonly testLosses: readonly number[];
  /** The metrics that were asked for, by name, as often. */
  readonly metrics: FitProgress["metrics"];
  /** How long it took. */
  readonly seconds: number;
  /** How it went, in words. */
  readonly summary: string;
  #isTold = false;

  constructor({ losses, testLosses, metrics, seconds, summary }: TrainingParts) {
    this.losses = losses;
    this.testLosses = testLosses;
    this.metrics = metrics;
    this.seconds = seconds;
    this.summary = summary;
  }
  /** Whether its summary stands above what the cell shows next. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** Says that the summary has been shown, which holds until the cell goes on or ends. */
  told(): this {
    this.#isTold = true;
    // The value of a cell is shown in the turn of the event loop in which its last promise is kept.
    setTimeout(() => {
      this.#isTold = false;
    }, 0);
    return this;
  }
}
