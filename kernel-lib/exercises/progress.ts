/** @file The record of a student's exercises: files in the work folder's private part, or memory where there are none. */

/** What is kept about one exercise; no answer, only what became of it. */
export interface ExerciseRecord {
  readonly seed: number;
  /** Answers that were judged. */
  readonly attempts: number;
  /** How many hints have been opened. */
  readonly hints: number;
  /** Misconceptions seen, each once. */
  readonly codes: readonly string[];
  /** Hashes of different answers that did not pass. */
  readonly failed: readonly string[];
  /** When it passed first. */
  readonly passed?: string | undefined;
  /** Hash of the last answer. */
  readonly result?: string | undefined;
}

/** The records of a unit by exercise id. */
export type UnitRecord = Readonly<Record<string, ExerciseRecord>>;

/** Who works here: what the values of exercises are drawn from. */
export interface Student {
  readonly id: string;
  readonly term: string;
}

/** Where records are kept. */
export interface Progress {
  unit(unit: string): UnitRecord;
  keepUnit(unit: string, record: UnitRecord): void;
  student(): Student;
  keepStudent(student: Student): void;
  /** What has gone wrong with the files since the last time it was asked. */
  troubles(): readonly string[];
}

const NOBODY: Student = { id: "", term: "" };
const FORMAT = 1;
const OWN_FOLDER = ".chainrule";
const RECORDS = "exercises";

/** Records that last as long as the process. */
export function memoryProgress(): Progress {
  const units = new Map<string, UnitRecord>();
  let who = NOBODY;
  return {
    unit: (unit) => units.get(unit) ?? {},
    keepUnit: (unit, record) => void units.set(unit, record),
    student: () => who,
    keepStudent: (student) => {
      who = student;
    },
    troubles: () => [],
  };
}

/**
 * Records in files: `.chainrule/exercises/08.json` in the work folder, which is the nearest folder from here upwards
 * that has a `.chainrule`, else this one. Each file is written beside itself and then renamed, and read again for
 * every step, so that nothing is lost with a kernel or by a second one. A file that cannot be understood is kept aside.
 * Undefined where there are no files, as in a browser.
 */
export function fileProgress(start?: string): Progress | undefined {
  const fs = builtin("node:fs");
  const path = builtin("node:path");
  if (fs === undefined || path === undefined) return undefined;
  const folder = path.join(workFolder(start ?? process.cwd(), fs, path), OWN_FOLDER, RECORDS);
  const troubles: string[] = [];
  const files: Files = { fs, path, folder, tell: (trouble) => void troubles.push(trouble) };
  return {
    unit: (unit) => checkedUnit(readFile(files, `${unit}.json`)["exercises"]),
    keepUnit: (unit, record) => {
      writeFile(files, `${unit}.json`, { unit, exercises: record });
    },
    student: () => checkedStudent(readFile(files, "student.json")),
    keepStudent: ({ id, term }) => {
      writeFile(files, "student.json", { id, term });
    },
    troubles: () => troubles.splice(0),
  };
}

interface Files {
  readonly fs: typeof import("node:fs");
  readonly path: typeof import("node:path");
  readonly folder: string;
  readonly tell: (trouble: string) => void;
}

function workFolder(start: string, fs: Files["fs"], path: Files["path"]): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, OWN_FOLDER))) return folder;
    if (path.dirname(folder) === folder) return start;
  }
}

type Json = Readonly<Record<string, unknown>>;

/** The file's object; {} where there is none. What is no such object is kept under another name. */
function readFile({ fs, path, folder, tell }: Files, name: string): Json {
  const file = path.join(folder, name);
  if (!fs.existsSync(file)) return {};
  try {
    const found: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    if (isObject(found) && found["format"] === FORMAT) return found;
  } catch (error) {
    if (!(error instanceof SyntaxError)) {
      tell(`The record ${file} cannot be read (${reason(error)}).`);
      return {};
    }
  }
  const aside = `${file}.damaged-${Date.now()}`;
  try {
    fs.renameSync(file, aside);
    tell(`The record ${file} was damaged. It is kept as ${aside}, and a new one has begun.`);
  } catch (error) {
    tell(`The record ${file} is damaged and cannot be put aside (${reason(error)}).`);
  }
  return {};
}

function writeFile({ fs, path, folder, tell }: Files, name: string, content: Json): void {
  const file = path.join(folder, name);
  const fresh = `${file}.${process.pid}.new`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(fresh, `${JSON.stringify({ format: FORMAT, ...content }, undefined, 2)}\n`, {
      flush: true,
    });
    fs.renameSync(fresh, file);
  } catch (error) {
    remove(fs, fresh);
    tell(`This step could not be recorded in ${file} (${reason(error)}); the verdict is right all the same.`);
  }
}

/** A half of a record, on a disk that is full, is worth less than its place. */
function remove(fs: Files["fs"], file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Where the folder is none there is nothing to remove.
  }
}

function checkedUnit(value: unknown): UnitRecord {
  if (!isObject(value)) return {};
  const entries = Object.entries(value).flatMap(([id, one]): [string, ExerciseRecord][] =>
    isObject(one) ? [[id, checkedRecord(one)]] : [],
  );
  return Object.fromEntries(entries);
}

function checkedRecord(one: Json): ExerciseRecord {
  const { passed, result } = one;
  return {
    seed: count(one["seed"]),
    attempts: count(one["attempts"]),
    hints: count(one["hints"]),
    codes: texts(one["codes"]),
    failed: texts(one["failed"]),
    ...(typeof passed === "string" && { passed }),
    ...(typeof result === "string" && { result }),
  };
}

function checkedStudent({ id, term }: Json): Student {
  return typeof id === "string" && typeof term === "string" ? { id, term } : NOBODY;
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A module of Node.js, asked for only when it is used, so that the library loads in a browser too. */
function builtin<Name extends "node:fs" | "node:path">(
  name: Name,
): ReturnType<typeof process.getBuiltinModule<Name>> | undefined {
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function") return undefined;
  return process.getBuiltinModule(name);
}
