/** @file How far a student is with the exercises: the record that the library keeps, beside what the course asks. */

import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { CoursePlaces } from "./course-places.js";
import { isObject, objectField, parseObject, textField, type JsonObject } from "./json.js";

/** One exercise as it stands. */
export interface ExerciseState {
  readonly id: string;
  readonly passed: boolean;
  readonly attempts: number;
  readonly hints: number;
  /** Misconceptions seen on the way. */
  readonly codes: readonly string[];
}

/** The exercises of a unit: their notebook, and each of them. */
export interface UnitPractice {
  readonly name: string;
  readonly exercises: readonly ExerciseState[];
}

/** The folder of the exercise notebooks: beside that of the lectures. */
export function exercisesBeside(courseFolder: string): string {
  return join(dirname(courseFolder), "exercises");
}

/** The exercises of the unit with this number; undefined where it has none. */
export async function practiceOf(
  { courseFolder, ownFolder }: Pick<CoursePlaces, "courseFolder" | "ownFolder">,
  number: string,
): Promise<UnitPractice | undefined> {
  const folder = exercisesBeside(courseFolder);
  const names = await readdir(folder).catch(() => []);
  const name = names.find((each) => each.startsWith(`${number}-`) && each.endsWith(".ipynb"));
  if (name === undefined) return undefined;
  const ids = answersIn(await readFile(join(folder, name), "utf8"));
  const text = await readFile(join(ownFolder, "exercises", `${number}.json`), "utf8").catch(() => "{}");
  const record = objectField(parseObject(text) ?? {}, "exercises");
  return { name, exercises: ids.map((id) => stateOf(id, objectField(record, id))) };
}

/** The ids of the cells that are answered, in their order. */
function answersIn(notebook: string): string[] {
  const cells = parseObject(notebook)?.["cells"];
  return (Array.isArray(cells) ? cells : []).filter(isObject).flatMap((cell) => {
    const course = objectField(objectField(cell, "metadata"), "course");
    const id = textField(course, "id");
    return course["role"] === "answer" && id !== undefined ? [id] : [];
  });
}

function stateOf(id: string, record: JsonObject): ExerciseState {
  const { attempts, hints, codes, passed } = record;
  return {
    id,
    passed: typeof passed === "string",
    attempts: typeof attempts === "number" ? attempts : 0,
    hints: typeof hints === "number" ? hints : 0,
    codes: Array.isArray(codes) ? codes.filter((code) => typeof code === "string") : [],
  };
}
