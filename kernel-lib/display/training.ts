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

  constructor({ losses, testLosses, metrics, seconds, summary }: TrainingParts) {
    this.losses = losses;
    this.testLosses = testLosses;
    this.metrics = metrics;
    this.seconds = seconds;
    this.summary = summary;
  }
}
