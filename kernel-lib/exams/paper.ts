/** @file An exam paper as data: a blueprint and a seed, and nothing else, decide every number in it. */

import {
  exerciseOf,
  exercisesOf,
  practice,
  promptOf,
  taskOf,
  type Exercise,
  type Task,
} from "../exercises/exercise.js";
import { hashOf } from "../exercises/seed.js";
import { judgeWords } from "../exercises/words.js";
import { graph, type Graph } from "../graph/graph.js";
import { UsageError } from "../tensor/errors.js";
import type { Question } from "../exercises/check.js";
import { tensorLatex, tensorText } from "../writing/numerals.js";
import { equation, meaningSides, type Sides } from "../writing/sides.js";
import type { Blueprint, BlueprintItem } from "./blueprint.js";
import { FAMILIES, ofFamily } from "./families.js";

/** What a paper is drawn with. */
export interface ExamOptions {
  /** Any text; exams draw from seeds of their own, so that no student has met the numbers in practice. */
  readonly seed: string;
  /** The version of the course, which the paper states. */
  readonly pack: string;
}

/** One item of a paper. */
export interface ExamItem extends BlueprintItem {
  /** From 1 on. */
  readonly number: number;
  /** What its answer is called when it is handed in: `exam.3`. */
  readonly id: string;
  /** Where it comes from: the id of an exercise, or the name of a family. */
  readonly source: string;
  readonly title: string;
  /** What the course's notebook says before the exercise, in Markdown; empty for a family. */
  readonly prompt: string;
  readonly task: Task;
  /** What it starts from, `x = …`; for a derivation nothing, because that is in letters. */
  readonly given: readonly Sides[];
  /** The values to be found, each with its symbol where it has one; none where the answer is lines or words. */
  readonly blanks: readonly Blank[];
  /** For an item that is about a graph: its picture with room for the numbers. */
  readonly picture?: Graph | undefined;
}

/** A value to be found. */
export interface Blank {
  /** As it is called in an answer: `dz2`. */
  readonly name: string;
  readonly symbol?: Sides | undefined;
  /** How many numbers it has; undefined where that, or something else, is what is asked. */
  readonly size?: number | undefined;
}

/** A paper. */
export interface ExamPaper {
  readonly blueprint: Blueprint;
  readonly seed: string;
  readonly pack: string;
  readonly points: number;
  readonly items: readonly ExamItem[];
  /** Eight signs that differ where anything in the questions does: a paper and its key state the same ones. */
  readonly fingerprint: string;
}

/** Keeps the seeds of exams apart from those of practice, which begin with the name of the course. */
const DOMAIN = "exam of chainrule";
const UNIT = "exam";
const HEXADECIMAL = 16;
const FINGERPRINT_LENGTH = 8;

/**
 * The paper of a blueprint and a seed. Draws in which two mistakes give the same number are rejected, as in practice.
 *
 * ```ts
 * const paper = examPaper(readBlueprint(JSON.parse(text)), { seed: "2026-a", pack: "0.1.0" });
 * ```
 *
 * @throws UsageError if the blueprint names an exercise that is not there, or another type than that has.
 */
export function examPaper(blueprint: Blueprint, { seed, pack }: ExamOptions): ExamPaper {
  const items = blueprint.items.map((item, at) => drawnItem(item, at, seed));
  const points = items.reduce((sum, item) => sum + item.points, 0);
  const asked = items.map(({ prompt, task: { question, given, page = [] } }) => [
    prompt,
    ...question,
    ...page.map(({ latex }) => latex),
    ...Object.entries(given).map(([name, value]) => `${name} = ${JSON.stringify(value.toArray())}`),
  ]);
  const fingerprint = hashOf([JSON.stringify([blueprint, seed, pack, asked])])
    .toString(HEXADECIMAL)
    .padStart(FINGERPRINT_LENGTH, "0")
    .slice(-FINGERPRINT_LENGTH);
  return { blueprint, seed, pack, points, items, fingerprint };
}

/**
 * Hands the items of a paper to `check` and to grading as exercises `exam.1`, `exam.2`, …: everybody has the values of
 * the paper. This is what a key does.
 *
 * @throws UsageError if the definitions have changed since the paper was made.
 */
export function practiceExam(
  blueprint: Blueprint,
  { fingerprint, ...options }: ExamOptions & { readonly fingerprint: string },
): void {
  const paper = examPaper(blueprint, options);
  if (paper.fingerprint !== fingerprint)
    throw new UsageError(
      `exam: the key belongs to paper ${fingerprint}, but this version of the course makes ${paper.fingerprint}; use version ${options.pack}, with which it was made`,
    );
  practice(...paper.items.map((item) => sheet(item, () => item.task)));
}

/**
 * What a paper's notebook begins with: answers to its items are taken and noted, not judged, because the key is
 * elsewhere.
 *
 * ```ts
 * answerSheet(["exam.1", "exam.2"]);
 * await check("exam.1", "…");   // noted: your teacher reads it
 * ```
 */
export function answerSheet(ids: readonly string[]): void {
  const task = (id: string): Task => ({
    ...{ given: {}, question: [], planted: [], clear: () => true },
    judge: (answer) => judgeWords(isEmpty(answer) ? "" : `an answer that is noted for ${id}`, id),
  });
  const head = { type: "E", points: 0, difficulty: 2, title: "An answer of the exam" } as const;
  practice(...ids.map((id) => sheet({ ...head, id }, () => task(id))));
}

function isEmpty(answer: unknown): boolean {
  if (answer === undefined || answer === null || answer === "") return true;
  return typeof answer === "object" && Object.values(answer).every(isEmpty);
}

function sheet(
  { id, type, title, points }: Pick<ExamItem, "id" | "type" | "title" | "points">,
  task: () => Task,
): Exercise {
  return { id, type, title, points, hints: ["", "", ""], task };
}

function drawnItem(item: BlueprintItem, at: number, seed: string): ExamItem {
  const number = at + 1;
  const exercise = drawnExercise(item, at, seed);
  const task = taskOf(exercise, hashOf([DOMAIN, seed, number, exercise.id]));
  const { id: source, title } = exercise;
  return {
    ...item,
    ...{ number, id: `${UNIT}.${number}`, source, title, task },
    prompt: promptOf(source),
    given: givenSides(task),
    blanks: Object.entries(task.wants ?? {}).map(([name, { question }]) => ({
      name,
      ...(question !== undefined && { symbol: symbolOf(question), size: question.right.size }),
    })),
    picture: item.type === "G" ? pictureOf(task) : undefined,
  };
}

function givenSides({ given, board }: Task): Sides[] {
  if (board !== undefined) return [];
  return Object.entries(given).map(([word, value]) => {
    const name = value.name ?? { base: word };
    const numbers = tensorText(value);
    return equation(meaningSides({ kind: "tensor", name }), {
      latex: tensorLatex(value),
      plain: numbers,
      spoken:
        value.rank === 2 && value.size > 1 ? `the ${value.shape.join(" by ")} matrix ${numbers}` : numbers,
    });
  });
}

function symbolOf({ about, right: { name } }: Question): Sides | undefined {
  if (about !== undefined)
    return meaningSides({ kind: "adjoint", output: about.output.name, by: about.source.name });
  return name && meaningSides({ kind: "tensor", name });
}

/** The graph that the wanted gradients belong to, with room for its numbers. */
export function pictureOf({ wants = {} }: Task): Graph | undefined {
  const about = Object.values(wants).map(({ question }) => question?.about);
  const result = about.find((each) => each !== undefined)?.output.tensor;
  return result && graph(result, { blank: true });
}

function drawnExercise(item: BlueprintItem, at: number, seed: string): Exercise {
  const { exercise: name, type } = item;
  if (Object.hasOwn(FAMILIES, name)) return ofType(ofFamily(name, item), item, at);
  if (name.includes(".")) return ofType(exerciseOf(name), item, at);
  const all = exercisesOf(name).filter((exercise) => exercise.type === type);
  if (all.length > 0) return all[hashOf([DOMAIN, seed, at, "which"]) % all.length];
  const has = [...new Set(exercisesOf(name).map((exercise) => exercise.type))].join(", ");
  const families = Object.keys(FAMILIES).join(", ");
  throw new UsageError(
    has === ""
      ? `blueprint: items[${at}].exercise is "${name}"; it needs an exercise such as 08.dz2, a unit such as 08 that has exercises, or one of ${families}`
      : `blueprint: items[${at}].type is "${type}"; unit ${name} has exercises of type ${has}`,
  );
}

function ofType(exercise: Exercise, { type }: BlueprintItem, at: number): Exercise {
  if (exercise.type === type) return exercise;
  throw new UsageError(
    `blueprint: items[${at}].type is "${type}"; ${exercise.id} is of type ${exercise.type}`,
  );
}
