/** @file What a student hands in: one file with the exercise notebook, signed with an id that is asked once. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Student } from "chainrule";
import type { CoursePlaces } from "./course-places.js";
import { RequestError } from "./errors.js";
import { ensureFolder } from "./files.js";
import { VERSION } from "./installation.js";
import { objectField, parseObject, textField, type JsonObject } from "./json.js";
import { practiceOf } from "./practice.js";

/** What says that a file is a submission. */
export const SUBMISSION_KIND = "chainrule submission";
/** The form of the file. */
export const SUBMISSION_FORMAT = 1;

/** A submission that was written; the file is relative to the work folder. */
export interface Submitted {
  readonly file: string;
  readonly student: Student;
  readonly exercises: number;
}

const FOLDER = "submissions";
const STUDENT_FORMAT = 1;
const LONGEST_NAME = 100;
/** Of the id in a file's name, which may be 255 bytes long: a character takes up to four. */
const LONGEST_IN_FILE = 60;

/** Who works in this work folder; undefined where nobody has said so. */
export async function keptStudent(ownFolder: string): Promise<Student | undefined> {
  const content = await readFile(studentFile(ownFolder), "utf8").catch(() => "");
  const { id, term } = parseObject(content) ?? {};
  return typeof id === "string" && typeof term === "string" && id !== "" ? { id, term } : undefined;
}

/**
 * Writes the file that a teacher collects, whole or not at all; undefined where nobody has said who they are. Who is given is kept for the next time; the values of
 * exercises are drawn from it from then on. The record goes along as information: it counts for nothing.
 *
 * @throws RequestError 404 where there is nothing to hand in yet.
 */
export async function submit(
  places: CoursePlaces,
  unit: string,
  given?: Student,
): Promise<Submitted | undefined> {
  const { workFolder, ownFolder, writer } = places;
  const practice = await practiceOf(places, unit);
  if (practice === undefined) throw new RequestError(404, `Unit ${unit} has no exercises to hand in.`);
  const notebook = parseObject(await readFile(join(workFolder, practice.name), "utf8").catch(() => ""));
  if (notebook === undefined)
    throw new RequestError(
      404,
      `There is no ${practice.name} in ${workFolder} yet; open it in the course first.`,
    );
  const student = given === undefined ? await keptStudent(ownFolder) : signed(given);
  if (student === undefined) return undefined;
  // Read before the student is kept: it says which values the answers are about.
  const record = await recordOf(ownFolder, unit);
  if (given !== undefined) await keep(places, student);
  const content = {
    ...{ kind: SUBMISSION_KIND, format: SUBMISSION_FORMAT, unit, student, pack: VERSION },
    ...{ made: new Date().toISOString(), notebook, record },
  };
  const id = student.id.replace(/[^\p{L}\p{M}\p{N}.-]+/gu, "_");
  const file = join(FOLDER, `${unit}-${Array.from(id).slice(0, LONGEST_IN_FILE).join("")}.json`);
  await ensureFolder(join(workFolder, FOLDER));
  await writer.write(join(workFolder, file), `${JSON.stringify(content, undefined, 1)}\n`);
  return { file, student, exercises: practice.exercises.length };
}

function signed({ id, term }: Student): Student | undefined {
  const [who, when] = [id.trim().slice(0, LONGEST_NAME), term.trim().slice(0, LONGEST_NAME)];
  return who === "" ? undefined : { id: who, term: when };
}

/** Where the library looks for it, in the form that it reads. */
async function keep({ ownFolder, writer }: CoursePlaces, { id, term }: Student): Promise<void> {
  const file = studentFile(ownFolder);
  await ensureFolder(join(ownFolder, "exercises"));
  await writer.write(file, `${JSON.stringify({ format: STUDENT_FORMAT, id, term }, undefined, 2)}\n`);
}

function studentFile(ownFolder: string): string {
  return join(ownFolder, "exercises", "student.json");
}

async function recordOf(ownFolder: string, unit: string): Promise<JsonObject> {
  const text = await readFile(join(ownFolder, "exercises", `${unit}.json`), "utf8").catch(() => "");
  return objectField(parseObject(text) ?? {}, "exercises");
}

/** The student in a request or on a command line; undefined where no id is given. */
export function studentFrom(object: JsonObject): Student | undefined {
  const id = textField(object, "student");
  return id === undefined ? undefined : { id, term: textField(object, "term") ?? "" };
}
