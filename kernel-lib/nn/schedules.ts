/** @file Schedules: a learning rate for each update, counted from 0. */

import { UsageError } from "../tensor/errors.js";

/** The learning rate of an update. */
export type Schedule = (step: number) => number;

/** α, multiplied by `factor` after every so many updates. */
export function stepDecay(
  rate: number,
  { every, factor = 0.5 }: { every: number; factor?: number },
): Schedule {
  requireCount("stepDecay", every);
  return (step) => rate * factor ** Math.floor(step / every);
}

/** From α along half a cosine down to `lowest` at update `steps`, and on with that. @see Loshchilov & Hutter, 2017. */
export function cosineDecay(rate: number, { steps, lowest }: { steps: number; lowest: number }): Schedule {
  requireCount("cosineDecay", steps);
  return (step) => lowest + ((rate - lowest) / 2) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps));
}

/** Rises evenly to the schedule's first rate over so many updates, then follows it. */
export function warmUp(schedule: Schedule, steps: number): Schedule {
  requireCount("warmUp", steps);
  return (step) => (step < steps ? (schedule(0) * (step + 1)) / steps : schedule(step - steps));
}

function requireCount(name: string, count: number): void {
  if (Number.isInteger(count) && count >= 1) return;
  throw new UsageError(`${name}: got ${count} updates; give a whole number ≥ 1`);
}
