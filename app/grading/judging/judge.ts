/** @file One submission judged: run apart, its answers held against the real exercises with this student's values. */

import { createHash } from "node:crypto";
import {
  creditOf,
  exerciseSeed,
  RemoteFunction,
  taskOf,
  type Exercise,
  type Task,
  type Verdict,
} from "chainrule";
import { isObject, textField, type JsonObject } from "../../server/json.js";
import { sent } from "../data/values.js";
import type { Submission } from "../submission.js";
import { collected, type Answer, type Collected } from "./collect.js";
import type { CellProblem, Finding, State } from "./finding.js";

/** What a submission is judged by. */
export interface Setting {
  readonly clone: string;
  readonly exercises: readonly Exercise[];
  /** Known to this grading alone: the inputs that functions are tried with come from it. */
  readonly secret: string;
  readonly cellMs: number;
}

/** Who has not said who they are. */
const NOBODY = { id: "", term: "" };
const LONGEST_TEXT = 300;
/** Of an answer that a teacher reads. */
const LONGEST_WORDS = 10_000;
const SEED_DIGITS = 13;
const MOST_LINES = 200;

/** Judges every exercise of the unit; `tell` hears of each as soon as it is judged. Gives the troubles of the cells. */
export async function judgeSubmission(
  submission: Submission,
  { clone, exercises, secret, cellMs }: Setting,
  tell: (finding: Finding) => void,
): Promise<readonly CellProblem[]> {
  const asked = exercises.map((exercise) => ({ exercise, ...valuesOf(exercise, submission) }));
  const given = Object.fromEntries(asked.map(({ exercise: { id }, task }) => [id, givenData(task)]));
  const again = (): Promise<Collected> => collected(submission, { clone, given, cellMs });
  let run = await again();
  for (const { exercise, task, isCommon } of asked) {
    await writeLines(task, submission);
    // A function that took the process down is not to cost the next one its process.
    if (isFunction(run.answers.get(exercise.id)) && run.sandbox.isOver()) run = await again();
    const fresh = (): Task => taskOf(exercise, secretSeed(secret, exercise.id));
    const { id, title, points } = exercise;
    const found = await judged(run.answers.get(id), { task, points, fresh });
    tell({
      ...{ id, title, points, isCommon },
      ...found,
      ...(found.state === "to mark" && { rubric: task.rubric }),
      answer: shortened(
        evidence(run.answers.get(id), id, submission),
        found.state === "to mark" ? LONGEST_WORDS : LONGEST_TEXT,
      ),
    });
  }
  run.sandbox.end();
  return run.problems;
}

/** The values that the student has worked with: their own, or those of nobody where they had not said who they are. */
function valuesOf(exercise: Exercise, { student, seeds }: Submission): { task: Task; isCommon: boolean } {
  const common = exerciseSeed(exercise.id, NOBODY);
  const own = exerciseSeed(exercise.id, student);
  const isCommon = own === common || (Object.hasOwn(seeds, exercise.id) && seeds[exercise.id] === common);
  return { task: taskOf(exercise, isCommon ? common : own), isCommon };
}

/** What was written on the exercise's board in the page; an answer without lines of its own refers to it. */
async function writeLines({ board }: Task, { boards }: Submission): Promise<void> {
  const lines = board === undefined || !Object.hasOwn(boards, board.id) ? [] : boards[board.id];
  if (board === undefined || !Array.isArray(lines)) return;
  for (const line of lines.filter(isObject).slice(0, MOST_LINES)) {
    const text = textField(line, "text");
    if (text !== undefined) await board.line(text, line["syntax"] === "latex" ? "latex" : "student");
  }
}

function givenData({ given }: Task): JsonObject {
  const none = { keep: () => -1, revive: () => undefined };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, sent(value, none)]));
}

/** A whole number below 2⁵² that nobody knows who does not know the secret. */
function secretSeed(secret: string, id: string): number {
  return parseInt(createHash("sha256").update(`${secret}\0${id}`).digest("hex").slice(0, SEED_DIGITS), 16);
}

type Judged = Pick<Finding, "state" | "earned" | "codes" | "message">;

interface Asked {
  readonly task: Task;
  readonly points: number;
  /** The task with values that nobody can foresee. */
  readonly fresh: () => Task;
}

async function judged(answer: Answer | undefined, { task, points, fresh }: Asked): Promise<Judged> {
  if (answer === undefined)
    return unknown("not run", "No answer came: its cell did not run, or was not reached.");
  if ("problem" in answer) return unknown("error", `The answer could not be handed over: ${answer.problem}.`);
  try {
    const seen = await task.judge(answer.value);
    // What a function does with the values that its author could see is not enough.
    const isPassed = seen.passed && answer.value instanceof RemoteFunction;
    const found = isPassed ? await fresh().judge(answer.value) : seen;
    return {
      ...fromVerdict(found),
      earned: found.reason.key === "noted" ? 0 : creditOf(task, points, found),
    };
  } catch (error) {
    return unknown(
      "error",
      `It could not be judged: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function unknown(state: State, message: string): Judged {
  return { state, earned: 0, codes: [], message: shortened(message) };
}

function fromVerdict({ passed, reason, message, code, parts = [] }: Verdict): Omit<Judged, "earned"> {
  const codes = [code, ...parts.map((part) => part.code)].filter((each) => each !== undefined);
  const state: State = passed
    ? reason.key === "noted"
      ? "to mark"
      : "passed"
    : reason.key === "not-answered"
      ? "not answered"
      : "failed";
  return { state, codes: passed ? [] : [...new Set(codes)], message: shortened(message) };
}

/** The answer as its author wrote it: a function by the cell that defines it, everything else by its value. */
function evidence(answer: Answer | undefined, id: string, { cells }: Submission): string {
  if (answer === undefined || "problem" in answer) return "";
  if (isFunction(answer)) return cells.findLast(({ answers }) => answers === id)?.code ?? "a function";
  return typeof answer.value === "string" ? answer.value : JSON.stringify(answer.value ?? null);
}

function shortened(text: string, most = LONGEST_TEXT): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function isFunction(answer: Answer | undefined): boolean {
  return answer !== undefined && "value" in answer && answer.value instanceof RemoteFunction;
}
