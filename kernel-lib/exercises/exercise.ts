/** @file What an exercise is, and the exercises that unit definitions have handed over. */

import { UsageError } from "../tensor/errors.js";
import { random, type Random } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Board } from "./board.js";
import type { MessageKey } from "./english.js";
import { hashOf } from "./seed.js";
import type { Sides } from "../writing/sides.js";
import type { Verdict } from "./verdict.js";
import type { Want } from "./want.js";

/**
 * F fill in code, D derive line by line, P predict then run, B debug, S shapes, N numbers by hand, G read a graph,
 * E explain in words, Q quick question.
 */
export type ExerciseType = "F" | "D" | "P" | "B" | "S" | "N" | "G" | "E" | "Q";

/** What every exercise says of itself. */
export interface ExerciseHead {
  /** Unit and name: `08.dW2`. */
  readonly id: string;
  readonly type: ExerciseType;
  readonly title: string;
  readonly points: number;
  /** Misconceptions that it looks for. */
  readonly watches?: readonly MessageKey[];
  /** Where to look, which rule, the rule on a smaller example. */
  readonly hints: readonly [string, string, string];
}

/** A wrong answer and what the judge must say of it; tests try every one with many seeds. */
export interface Planted {
  /** A code of the catalogue, or another key of a message. */
  readonly says: MessageKey;
  readonly answer: unknown;
}

/** An exercise with one student's values. */
export interface Task {
  /** What the student is given, by name. */
  readonly given: Readonly<Record<string, Tensor>>;
  /** What else stands in the question, such as options: one line each. */
  readonly question: readonly string[];
  /** Numbered formulas that the question is about, such as the lines of a derivation that is to be judged. */
  readonly page?: readonly Sides[] | undefined;
  /** The verdict on an answer of any kind. */
  readonly judge: (answer: unknown) => Verdict | Promise<Verdict>;
  /** The parts of the answer and what each is judged by, for an exercise that is answered with values. */
  readonly wants?: Readonly<Record<string, Want>> | undefined;
  /** Where lines are written, for an exercise that derives. */
  readonly board?: Board | undefined;
  /** What must have a line of its own on the board. */
  readonly steps?: readonly string[] | undefined;
  /** What a teacher looks for, for an exercise that is answered in words. */
  readonly rubric?: readonly string[] | undefined;
  /** What else a teacher is told and a student is not. */
  readonly note?: string | undefined;
  readonly planted: readonly Planted[];
  /** False where these values would not tell two mistakes apart. */
  readonly clear: () => boolean;
}

/** An exercise: its head, and how a student's values are drawn. */
export interface Exercise extends ExerciseHead {
  /** The exercise with the values that these numbers give. */
  readonly task: (numbers: Random) => Task;
}

/** How often values are drawn anew before the exercise counts as badly made. */
const MOST_DRAWS = 1000;

const known = new Map<string, Exercise>();
const solutions = new Map<string, string>();
const prompts = new Map<string, string>();

/**
 * Hands the exercises of a unit to `check`; a unit that is handed over again replaces itself.
 *
 * ```ts
 * practice(numbers({ id: "08.numbers", … }), lines({ id: "08.dz2", … }));
 * ```
 */
export function practice(...exercises: readonly Exercise[]): void {
  for (const exercise of exercises) known.set(exercise.id, exercise);
}

/** Hands over the solutions, by the exercise's id: the code between the marks of its answer cell. */
export function practiceSolutions(texts: Readonly<Record<string, string>>): void {
  for (const [id, text] of Object.entries(texts)) solutions.set(id, text);
}

/** Hands over what the notebooks say before each exercise, by its id: Markdown without the heading. */
export function practicePrompts(texts: Readonly<Record<string, string>>): void {
  for (const [id, text] of Object.entries(texts)) prompts.set(id, text);
}

/** What the notebook says before an exercise; empty where nothing was handed over. */
export function promptOf(id: string): string {
  return prompts.get(id) ?? "";
}

/** All exercises whose id begins with this. */
export function exercisesOf(unit: string): readonly Exercise[] {
  return [...known.values()].filter(({ id }) => id.startsWith(`${unit}.`));
}

/**
 * The exercise of an id.
 * @throws UsageError if no unit has handed it over.
 */
export function exerciseOf(id: string): Exercise {
  const found = known.get(id);
  if (found !== undefined) return found;
  const all = [...known.keys()].join(", ");
  throw new UsageError(
    `exercise: there is no "${id}" here; ${all === "" ? "run the cell that imports the exercises first" : `known are ${all}`}`,
  );
}

/** The solution's code; undefined where none was handed over. */
export function solutionCode(id: string): string | undefined {
  return solutions.get(id);
}

/**
 * The exercise with the values of a seed: the first draw that keeps all mistakes apart.
 * @throws UsageError where no draw does.
 */
export function taskOf(exercise: Exercise, seed: number): Task {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const task = exercise.task(random(hashOf([seed, draw])));
    if (task.clear()) return task;
  }
  throw new UsageError(
    `exercise ${exercise.id}: none of ${MOST_DRAWS} draws keeps its mistakes apart; draw from wider ranges`,
  );
}
