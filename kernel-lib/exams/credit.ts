/** @file The points of an answer that is right in part, dealt out over its parts as the key of a paper deals them. */

import type { Task } from "../exercises/exercise.js";
import type { Verdict } from "../exercises/verdict.js";
import { sharedMarks } from "./marks.js";
import { hasMethod } from "./value-part.js";

/**
 * What an answer earns of the points of its exercise: all where it has passed; otherwise for each right part its marks,
 * and for one that follows from an earlier mistake those for the method. Nothing for a part that was not judged, and
 * where an exercise has no parts or too few points for them.
 */
export function creditOf(
  { wants = {}, steps }: Task,
  points: number,
  { passed, parts = [] }: Verdict,
): number {
  if (passed) return points;
  const methods = steps?.map(() => true) ?? Object.values(wants).map(hasMethod);
  const marks = sharedMarks(points, methods) ?? [];
  return (steps ?? Object.keys(wants)).reduce((sum, name, at) => {
    const judged = parts.find(({ part, step }) => (part ?? step) === name);
    if (judged === undefined || marks.length === 0) return sum;
    const { method, result } = marks[at];
    return sum + (judged.passed ? method + result : judged.follows === undefined ? 0 : method);
  }, 0);
}
