/** @file What a training run gave. */

/** Losses, time and outcome of a training run. */
export class Training {
  constructor(
    /** Mean loss over the training examples before the first and after every epoch. */
    readonly losses: readonly number[],
    /** The same over the test examples; empty without them. */
    readonly testLosses: readonly number[],
    /** How long it took. */
    readonly seconds: number,
    /** How it went, in words. */
    readonly summary: string,
  ) {}
}
