/** @file Marks: how the points of an item fall to its lines and values. */

import { UsageError } from "../tensor/errors.js";

/** Marks for the method of a line (its formula, with the student's own earlier values) and for its result. */
export interface Marks {
  readonly method: number;
  readonly result: number;
}

/** Steps in which marks are given, the largest that reaches every line is taken. */
const STEPS = [1, 0.5, 0.25] as const;

/**
 * The points dealt out over the parts as evenly as whole steps allow; `methods[k]` says whether part k has a method to be
 * marked beside its result. Where the points do not reach for both, results alone are marked.
 * @throws UsageError if there are too few points for a quarter each.
 */
export function marksOf(points: number, methods: readonly boolean[], what: string): Marks[] {
  const marks = sharedMarks(points, methods);
  if (marks !== undefined) return marks;
  const count = methods.length;
  throw new UsageError(
    `exam: ${what} has ${count} values to mark, too many for ${points} points; give it ${Math.ceil(count / 2) / 2} or more`,
  );
}

/** The same; undefined where there are too few points. */
export function sharedMarks(points: number, methods: readonly boolean[]): Marks[] | undefined {
  for (const both of [methods, methods.map(() => false)]) {
    const slots = both.reduce((sum, each) => sum + (each ? 2 : 1), 0);
    const step = STEPS.find((size) => points / size >= slots && Number.isInteger(points / size));
    if (step !== undefined) return dealt(both, { slots, step, steps: points / step });
  }
  return undefined;
}

interface Dealing {
  readonly slots: number;
  readonly step: number;
  readonly steps: number;
}

function dealt(both: readonly boolean[], { slots, step, steps }: Dealing): Marks[] {
  const upTo = (taken: number): number => Math.floor((steps * taken) / slots);
  let taken = 0;
  const next = (): number => (upTo(++taken) - upTo(taken - 1)) * step;
  return both.map((each) => ({ method: each ? next() : 0, result: next() }));
}
