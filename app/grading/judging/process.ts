/**
 * @file The process that judges one submission: it holds the exercises and their answers, and runs none of the student's
 * code. One for each submission, so that what one does to its judge is no other's harm.
 */

import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { exercisesOf } from "chainrule";
import { readSubmission } from "../submission.js";
import type { CellProblem, Finding } from "./finding.js";
import { judgeSubmission } from "./judge.js";

/** What a judge is to do. */
export interface Job {
  readonly clone: string;
  readonly file: string;
  /** The module that hands over the exercises. */
  readonly definitions: string;
  readonly secret: string;
  readonly cellMs: number;
}

/** What a judge says: first each exercise, at the end the troubles of the cells; or that it could not be done. */
export type Word =
  | { readonly exercises: readonly Pick<Finding, "id" | "title" | "points">[] }
  | { readonly finding: Finding }
  | { readonly problems: readonly CellProblem[] }
  | { readonly failed: string };

// Nobody waits any more: an interrupted grading is to leave no judge, with whom its submission goes.
process.once("disconnect", () => process.exit());

process.once("message", (job: Job) => {
  void work(job).finally(() => {
    process.disconnect();
  });
});

async function work({ clone, file, definitions, secret, cellMs }: Job): Promise<void> {
  const say = (word: Word): void => void process.send?.(word);
  try {
    const submission = readSubmission(file);
    if (!existsSync(definitions))
      throw new Error(
        `the course has no unit ${submission.unit}; if it is of an exam, give its key with --key`,
      );
    await import(pathToFileURL(definitions).href);
    const exercises = exercisesOf(submission.unit);
    if (exercises.length === 0) throw new Error(`${definitions} has no exercises of unit ${submission.unit}`);
    say({ exercises: exercises.map(({ id, title, points }) => ({ id, title, points })) });
    const problems = await judgeSubmission(submission, { clone, exercises, secret, cellMs }, (finding) => {
      say({ finding });
    });
    say({ problems });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
  }
}
