/** @file Exercises in a notebook: the question shown, answers checked, hints and solutions opened. */

import { creditOf } from "../exams/credit.js";
import { written } from "../derivation/html.js";
import { pictureOf } from "../exams/paper.js";
import type { Board } from "../exercises/board.js";
import type { Task } from "../exercises/exercise.js";
import { fileProgress } from "../exercises/progress.js";
import {
  isKnown,
  judgedAnswer,
  keepProgressIn,
  nextHint,
  opened,
  openedSolution,
  recordTroubles,
} from "../exercises/session.js";
import type { Verdict } from "../exercises/verdict.js";
import type { Sides } from "../writing/sides.js";
import { UsageError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { message } from "./exercises.js";
import { Html } from "./html.js";
import { runningKernel } from "./kernel.js";
import { escapeHtml } from "./mime.js";
import { show } from "./show.js";

const DISPLAY = Symbol.for("Jupyter.display");
const PRINT = Symbol.for("nodejs.util.inspect.custom");

const ON_BOARD =
  "Write the lines on the board below; where it cannot be written on, as texts in the answer cell.";

const SHARED =
  'Everyone has these numbers. student("your id", "your term") draws yours; run this cell again after it.';

/**
 * Checks an answer: shows the verdict and gives it back as data. Nothing that an answer can be makes it throw, and the
 * right answer is never told.
 *
 * ```ts
 * await check("08.dW2", myAnswer);
 * ```
 */
export async function check(id: string, answer: unknown): Promise<Verdict> {
  begin();
  const found = await judgedAnswer(id, answer);
  show(found);
  tellCredit(id, found);
  tellTime();
  tellTroubles();
  // The cell's last value would be shown a second time.
  return Object.defineProperties(
    { ...found },
    { [DISPLAY]: { value: () => ({}) }, [PRINT]: { value: () => "" } },
  );
}

/**
 * Shows the question of an exercise and gives the values that it starts from, by name. They are drawn for each student.
 *
 * @throws UsageError if there is no exercise of this id.
 */
export function given(id: string): Readonly<Record<string, Tensor>> {
  begin();
  const { exercise, task } = opened(id);
  const { type, title, points } = exercise;
  const head = `${id} (${type}, ${points === 1 ? "1 point" : `${points} points`}): ${title}`;
  const isShared = Object.keys(task.given).length > 0 && !isKnown();
  const question = [...task.question, ...(hasBoard(task) ? [ON_BOARD] : []), ...(isShared ? [SHARED] : [])];
  const list = question.map((line) => `<li>${escapeHtml(line)}</li>`).join("");
  const { page = [] } = task;
  show(
    new Html(
      `<div class="chainrule-task"><p><strong>${escapeHtml(head)}</strong></p><ul>${list}</ul></div>`,
      [head, ...question].join("\n"),
    ),
    ...page.map(typeset),
    ...(page.length > 0 && type === "G" ? [pictureOf(task)] : []),
    ...Object.values(task.given),
    ...(hasBoard(task) ? [task.board] : []),
  );
  tellTroubles();
  return hidden(task.given);
}

/**
 * What the question of an exercise says, a text for each line, formulas in plain text.
 *
 * @throws UsageError if there is no exercise of this id.
 */
export function questionOf(id: string): readonly string[] {
  begin();
  const { question, page = [] } = opened(id).task;
  return [...question, ...page.map(({ plain }) => plain)];
}

/** Whether lines are written on a board: not where the board would tell which of the printed lines is asked for. */
function hasBoard({ steps, page }: Task): boolean {
  return steps !== undefined && page === undefined;
}

/** A numbered formula of a question. */
function typeset(formula: Sides, at: number, { length }: readonly Sides[]): Html {
  const number = length === 1 ? "" : `(${at + 1}) `;
  return new Html(`<p class="chainrule-task">${number}${written(formula)}</p>`, `${number}${formula.plain}`);
}

/**
 * The board of an exercise that derives, with the student's values: `await board("08.dz2").line("dz2 = yhat - y")`,
 * then `await check("08.dz2", board("08.dz2"))`.
 *
 * @throws UsageError if the exercise has none.
 */
export function board(id: string): Board {
  begin();
  const { board: found } = opened(id).task;
  if (found === undefined) throw new UsageError(`board: ${id} has no lines to derive; answer it with check`);
  return found;
}

/** Says what an answer has earned that is right in part: what grading would give for it. */
function tellCredit(id: string, found: Verdict): void {
  if (found.passed || found.parts === undefined) return;
  const { exercise, task } = opened(id);
  const points = creditOf(task, exercise.points, found);
  if (points > 0) show(message({ key: "credit", parameters: { points, of: exercise.points } }));
}

/** When the clock began, and how many minutes it has. */
let clock: { readonly begun: number; readonly minutes: number } | undefined;
const MINUTE_MS = 60_000;

/**
 * Starts a clock for a mock exam: every check says how many minutes are left. 0 takes it away; there is none unless it is
 * asked for.
 */
export function timer(minutes: number): void {
  clock = minutes > 0 ? { begun: Date.now(), minutes } : undefined;
  show(message(clock ? { key: "time-left", parameters: { count: minutes, of: minutes } } : NO_CLOCK));
}

const NO_CLOCK = { key: "time-off", parameters: {} } as const;

function tellTime(): void {
  if (clock === undefined) return;
  const { begun, minutes } = clock;
  const left = Math.ceil(minutes - (Date.now() - begun) / MINUTE_MS);
  const parameters = { count: Math.abs(left), of: minutes };
  show(message({ key: left > 0 ? "time-left" : "time-up", parameters }));
}

/** Shows the next of the exercise's three hints. */
export function hint(id: string): void {
  begin();
  const found = nextHint(id);
  show("text" in found ? `Hint ${found.number} of 3. ${found.text}` : message(found));
  tellTroubles();
}

/** Shows the solution, once the exercise is passed or three different answers to it have not been right. */
export function solution(id: string): void {
  begin();
  const found = openedSolution(id);
  show(typeof found === "string" ? found : message(found));
  tellTroubles();
}

let begun = false;

/** In a notebook records are kept in files; elsewhere they last as long as the process. */
function begin(): void {
  if (begun) return;
  begun = true;
  const files = runningKernel() === undefined ? undefined : fileProgress();
  if (files !== undefined) keepProgressIn(files);
}

function tellTroubles(): void {
  for (const trouble of recordTroubles()) show(trouble);
}

/** The values by name; as a cell's last value they are not shown again. */
function hidden(values: Readonly<Record<string, Tensor>>): Readonly<Record<string, Tensor>> {
  return Object.defineProperties(
    { ...values },
    { [DISPLAY]: { value: () => ({}) }, [PRINT]: { value: () => "" } },
  );
}
