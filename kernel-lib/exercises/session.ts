/** @file A student at work: answers judged and recorded, hints and solutions opened when they are earned. */

import { exerciseOf, solutionCode, taskOf, type Exercise, type Task } from "./exercise.js";
import { answerText } from "./plain.js";
import { memoryProgress, type ExerciseRecord, type Progress, type Student } from "./progress.js";
import type { Reason } from "./messages.js";
import { exerciseSeed, hashOf, unitOf } from "./seed.js";
import { Board } from "./board.js";
import { verdict, type Verdict } from "./verdict.js";

const HINTS = 3;
/** Different answers that were checked and not right before the solution opens. */
const FAILURES = 3;

let progress: Progress = memoryProgress();
/** Tasks that are open: a board has lines, and the same one is wanted again. */
const open = new Map<string, Task>();

/** Where records are kept from now on. */
export function keepProgressIn(place: Progress): void {
  progress = place;
  open.clear();
}

/** What has gone wrong with the record since this was asked last. */
export function recordTroubles(): readonly string[] {
  return progress.troubles();
}

/**
 * Says who works here: each student has values of their own in the exercises, the same ones every time.
 *
 * ```ts
 * student("2026-117", "autumn 2026");
 * ```
 */
export function student(id: string, term = ""): Student {
  const who = { id: id.trim(), term: term.trim() };
  progress.keepStudent(who);
  open.clear();
  return who;
}

/** Whether a student has said who works here; until then everyone has the same values. */
export function isKnown(): boolean {
  return progress.student().id !== "";
}

/**
 * The exercise and the values that this student has in it.
 * @throws UsageError if there is no exercise of this id.
 */
export function opened(id: string): { readonly exercise: Exercise; readonly task: Task } {
  const exercise = exerciseOf(id);
  const seed = seedOf(id);
  const key = `${id} ${seed}`;
  const task = open.get(key) ?? taskOf(exercise, seed);
  open.set(key, task);
  return { exercise, task };
}

/** The verdict on an answer, recorded. Never rejects: what cannot be judged is a verdict that says so. */
export async function judgedAnswer(id: string, answer: unknown): Promise<Verdict> {
  try {
    const given: unknown = await answer;
    const { task } = opened(id);
    const found = await task.judge(given);
    if (found.reason.key !== "not-answered") note(id, given, found);
    return found;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return verdict(id, { key: "unjudged", parameters: { problem } });
  }
}

/**
 * Records the last line of an exercise's board: a wrong one as an attempt, the one that completes it as the pass.
 * Nothing where the board belongs to no exercise.
 */
export async function noteLine(board: Board): Promise<void> {
  const line = board.lines.at(-1);
  for (const [key, task] of open) {
    if (task.board !== board || line === undefined) continue;
    const found = await task.judge(board);
    if (found.passed || !line.verdict.passed)
      note(key.slice(0, key.indexOf(" ")), board, found.passed ? found : line.verdict);
  }
}

/** The next hint, or that there are no more. */
export function nextHint(id: string): { readonly number: number; readonly text: string } | Reason {
  const { hints } = exerciseOf(id);
  const record = recordOf(id);
  if (record.hints >= HINTS) return { key: "no-hint", parameters: {} };
  keep(id, { ...record, hints: record.hints + 1 });
  return { number: record.hints + 1, text: hints[record.hints] };
}

/** The code of the solution, or why it is not open yet. */
export function openedSolution(id: string): string | Reason {
  exerciseOf(id);
  const { passed, failed } = recordOf(id);
  if (passed === undefined && failed.length < FAILURES)
    return { key: "locked", parameters: { count: failed.length } };
  const code = solutionCode(id);
  return code ?? { key: "unjudged", parameters: { problem: `no solution of ${id} was handed over` } };
}

/** What has been recorded about an exercise. */
export function recordOf(id: string): ExerciseRecord {
  const all = progress.unit(unitOf(id));
  return Object.hasOwn(all, id)
    ? all[id]
    : { seed: seedOf(id), attempts: 0, hints: 0, codes: [], failed: [] };
}

function note(id: string, answer: unknown, { passed, code }: Verdict): void {
  const record = recordOf(id);
  const result = String(hashOf([answer instanceof Board ? boardText(answer) : answerText(answer)]));
  const failed = passed ? record.failed : [...new Set([...record.failed, result])];
  keep(id, {
    ...record,
    seed: seedOf(id),
    attempts: record.attempts + 1,
    codes: code === undefined ? record.codes : [...new Set([...record.codes, code])],
    failed: failed.slice(0, FAILURES),
    passed: record.passed ?? (passed ? new Date().toISOString() : undefined),
    result,
  });
}

function keep(id: string, record: ExerciseRecord): void {
  const unit = unitOf(id);
  progress.keepUnit(unit, { ...progress.unit(unit), [id]: record });
}

function boardText({ lines }: Board): string {
  return lines.map(({ text }) => text).join("\n");
}

function seedOf(id: string): number {
  return exerciseSeed(id, progress.student());
}
