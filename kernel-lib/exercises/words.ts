/** @file Exercises answered in a sentence, which a teacher reads. */

import type { Exercise, ExerciseHead } from "./exercise.js";
import { verdict, type Verdict } from "./verdict.js";

/** Fewer words than this are no sentence yet. */
const LEAST_WORDS = 6;

/** An exercise that is answered in words: it counts as done when a sentence is there, and a teacher marks it. */
export function words(head: ExerciseHead & { readonly rubric: readonly string[] }): Exercise {
  const { rubric, ...rest } = head;
  return {
    ...rest,
    task: () => ({
      given: {},
      question: [`Your teacher looks for: ${rubric.join("; ")}.`],
      planted: [],
      rubric,
      clear: () => true,
      judge: (answer) => judgeWords(answer, head.id),
    }),
  };
}

/** Whether there is a sentence for the teacher to read. */
export function judgeWords(answer: unknown, id: string): Verdict {
  const text = typeof answer === "string" ? answer.trim() : "";
  if (text === "") return verdict(id, { key: "not-answered", parameters: {} });
  if (text.split(/\s+/).length < LEAST_WORDS) return verdict(id, { key: "short", parameters: {} });
  return verdict(id, { key: "noted", parameters: {} }, { passed: true });
}
