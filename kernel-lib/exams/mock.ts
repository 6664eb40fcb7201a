/** @file Items of a mock exam: made by the families of exams, as exercises with hints and with values of each student's own. */

import type { Exercise, ExerciseHead, Planted, Task } from "../exercises/exercise.js";
import { UsageError } from "../tensor/errors.js";
import { FAMILIES } from "./families.js";

/** What an item of a mock exam is made from; type and title are the family's. */
export interface MockItem extends Omit<ExerciseHead, "type" | "title"> {
  /** As a blueprint calls it: `pass`. */
  readonly family: string;
  readonly difficulty: 1 | 2 | 3;
  /** Wrong answers for the tests. */
  readonly planted?: (task: Task) => readonly Planted[];
}

/**
 * An exercise that a family makes for practice. Its values come from the seeds of practice, which no exam draws from.
 *
 * ```ts
 * practice(mockItem({ family: "pass", id: "12.mock.pass", points: 6, difficulty: 2, hints }));
 * ```
 *
 * @throws UsageError if there is no such family.
 */
export function mockItem({ family, difficulty, planted, ...head }: MockItem): Exercise {
  if (!Object.hasOwn(FAMILIES, family))
    throw new UsageError(
      `mockItem: there is no family ${family}; there are ${Object.keys(FAMILIES).join(", ")}`,
    );
  const { type, title, make } = FAMILIES[family];
  const exercise = make({ ...head, type, title }, difficulty);
  return {
    ...exercise,
    task: (numbers) => {
      const task = exercise.task(numbers);
      return { ...task, planted: planted?.(task) ?? [] };
    },
  };
}
