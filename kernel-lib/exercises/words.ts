/** @file Exercises answered in a sentence, which a teacher reads. */

import type { Exercise, ExerciseHead } from "./exercise.js";
import { verdict } from "./verdict.js";

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
      clear: () => true,
      judge: (answer) => {
        const text = typeof answer === "string" ? answer.trim() : "";
        if (text === "") return verdict(head.id, { key: "not-answered", parameters: {} });
        if (text.split(/\s+/).length < LEAST_WORDS) return verdict(head.id, { key: "short", parameters: {} });
        return verdict(head.id, { key: "noted", parameters: {} }, { passed: true });
      },
    }),
  };
}
