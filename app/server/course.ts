/** @file The course's notebooks and the student's copies of them: first copy, updates, reset, progress. */

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Student } from "chainrule";

import { hashOf } from "./contents.js";
import { stamp } from "./contents-writer.js";
import type { CoursePlaces } from "./course-places.js";
import { RequestError } from "./errors.js";
import { ensureFolder } from "./files.js";
import { freshCopy } from "./fresh-copy.js";
import { isObject, objectField, parseObject, type JsonObject } from "./json.js";
import { exercisesBeside, practiceOf, type UnitPractice } from "./practice.js";
import { recordFile, type RecordFile } from "./record-file.js";
import { submit, type Submitted } from "./submitting.js";

/** What a student has done with a unit; done is one whose cells have all run and whose exercises are passed. */
export type UnitState = "not begun" | "under way" | "done";

/** A line of the course outline. */
export interface Unit {
  readonly number: string;
  readonly title: string;
  readonly name: string;
  readonly state: UnitState;
  /** Whether every cell of the lecture has run. */
  readonly ran: boolean;
  /** The exercise notebook, and how many of its exercises are passed; null where the unit has none. */
  readonly exercises: { readonly name: string; readonly passed: number; readonly total: number } | null;
  /** The course's original has changed since it was copied, and the student has neither taken nor dismissed it. */
  readonly updated: boolean;
}

/** The whole outline; `next` is the first unit that is not done. */
export interface Outline {
  readonly units: readonly Unit[];
  readonly next: string | null;
}

/** The course in one work folder. */
export interface Course {
  outline(): Promise<Outline>;
  /** Copies the original on the first time. */
  open(name: string): Promise<{ path: string; updated: boolean }>;
  /** Puts the original back in the copy's place and keeps the copy as a backup. */
  reset(name: string): Promise<{ path: string; backup: string | null }>;
  /** Puts the new original beside the copy; the update counts as seen. */
  takeOriginal(name: string): Promise<{ path: string }>;
  /** The update counts as seen. */
  dismiss(name: string): Promise<{ path: string }>;
  markDone(name: string): Promise<{ path: string }>;
  /** Writes the file with the unit's exercises that a teacher collects; undefined where nobody has signed yet. */
  submit(unit: string, student?: Student): Promise<Submitted | undefined>;
}

/** Per notebook: the hash of the original that was copied, and of the newest one that the student knows of. */
interface CopyRecord {
  readonly copied: string;
  readonly seen: string;
}

const NOTEBOOK_NAME = /^(\d\d)-.*\.ipynb$/;

/** The course over its places. */
export function createCourse(places: CoursePlaces): Course {
  const rooms: Rooms = {
    ...places,
    copies: recordFile(join(places.ownFolder, "course.json"), places.writer),
    progress: recordFile(join(places.ownFolder, "progress.json"), places.writer),
  };
  const alone = <T>(name: string, action: () => Promise<T>): Promise<T> =>
    places.writer.exclusively(join(places.workFolder, name), action);
  return {
    outline: () => outline(rooms),
    open: (name) => alone(name, () => open(rooms, name)),
    reset: (name) => alone(name, () => reset(rooms, name)),
    takeOriginal: (name) => alone(name, () => takeOriginal(rooms, name)),
    async dismiss(name) {
      await record(rooms, name, { seen: (await original(rooms, name)).hash });
      return { path: name };
    },
    async markDone(name) {
      await original(rooms, name);
      await rooms.progress.change((all) => ({ ...all, [name]: new Date().toISOString() }));
      return { path: name };
    },
    submit: (unit, student) => submit(places, unit, student),
  };
}

interface Rooms extends CoursePlaces {
  readonly copies: RecordFile;
  readonly progress: RecordFile;
}

async function outline(rooms: Rooms): Promise<Outline> {
  const done = await rooms.progress.read();
  const names = await notebookNames(rooms.courseFolder);
  const units = await Promise.all(names.map((name) => unit(rooms, name, done)));
  return { units, next: units.find(({ state }) => state !== "done")?.name ?? null };
}

async function unit(rooms: Rooms, name: string, done: JsonObject): Promise<Unit> {
  const { content, hash } = await original(rooms, name);
  const isOpened = await exists(join(rooms.workFolder, name));
  const updated = isOpened && (await isUpdated(rooms, name, hash));
  const number = name.slice(0, 2);
  const practice = await practiceOf(rooms, number);
  const ran = isOpened && name in done;
  const state = stateOf(practice, { isOpened, ran });
  return {
    ...{ number, title: titleOf(content, name), name, state, ran, updated },
    exercises: practice === undefined ? null : counted(practice),
  };
}

function counted({ name, exercises }: UnitPractice): NonNullable<Unit["exercises"]> {
  return { name, passed: exercises.filter(({ passed }) => passed).length, total: exercises.length };
}

function stateOf(
  practice: UnitPractice | undefined,
  { isOpened, ran }: { readonly isOpened: boolean; readonly ran: boolean },
): UnitState {
  const exercises = practice?.exercises ?? [];
  if (ran && exercises.every(({ passed }) => passed)) return "done";
  return isOpened || exercises.some(({ attempts }) => attempts > 0) ? "under way" : "not begun";
}

async function open(rooms: Rooms, name: string): Promise<{ path: string; updated: boolean }> {
  const { hash } = await original(rooms, name);
  if (!(await exists(join(rooms.workFolder, name)))) await writeCopy(rooms, name);
  // A copy of unknown origin counts as made from today's original: later updates are noticed.
  else if (!isObject((await rooms.copies.read())[name]))
    await record(rooms, name, { copied: hash, seen: hash });
  return { path: name, updated: await isUpdated(rooms, name, hash) };
}

async function reset(rooms: Rooms, name: string): Promise<{ path: string; backup: string | null }> {
  await original(rooms, name);
  const backup = await backUp(rooms, name);
  await writeCopy(rooms, name);
  await rooms.progress.change((all) =>
    Object.fromEntries(Object.entries(all).filter(([unitName]) => unitName !== name)),
  );
  return { path: name, backup };
}

async function takeOriginal(rooms: Rooms, name: string): Promise<{ path: string }> {
  const { content, hash } = await original(rooms, name);
  const path = await freeNewName(rooms.workFolder, name, content);
  await rooms.writer.write(join(rooms.workFolder, path), content);
  await record(rooms, name, { seen: hash });
  return { path };
}

/** The original's content; the name must be one of the course's own, so that it is no path to elsewhere. */
async function original(rooms: Rooms, name: string): Promise<{ content: Buffer; hash: string }> {
  for (const folder of [rooms.courseFolder, exercisesBeside(rooms.courseFolder)]) {
    if (!(await notebookNames(folder)).includes(name)) continue;
    const content = freshCopy(await readFile(join(folder, name)));
    return { content, hash: hashOf(content) };
  }
  throw new RequestError(404, `The course has no notebook '${name}'.`);
}

async function writeCopy(rooms: Rooms, name: string): Promise<void> {
  const { content, hash } = await original(rooms, name);
  await rooms.writer.write(join(rooms.workFolder, name), content);
  await record(rooms, name, { copied: hash, seen: hash });
}

async function record(rooms: Rooms, name: string, change: Partial<CopyRecord>): Promise<void> {
  await rooms.copies.change((all) => ({ ...all, [name]: { ...objectField(all, name), ...change } }));
}

async function isUpdated(rooms: Rooms, name: string, hash: string): Promise<boolean> {
  const known = (await rooms.copies.read())[name];
  return isObject(known) && known.copied !== hash && known.seen !== hash;
}

async function notebookNames(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => NOTEBOOK_NAME.test(name)).sort();
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** The first heading `# …` in the notebook's text, without the unit's number; the file's name where there is none. */
function titleOf(content: Buffer, name: string): string {
  const cells = parseObject(content.toString("utf8"))?.cells;
  const markdown = (Array.isArray(cells) ? cells : [])
    .filter(isObject)
    .filter((cell) => cell.cell_type === "markdown");
  const text = markdown
    .map(({ source }) => (Array.isArray(source) ? source.join("") : String(source)))
    .join("\n");
  return /^# +(?:\d\d\b[ .:–-]*)?(.+)$/m.exec(text)?.[1].trim() ?? name;
}

/** Keeps the student's copy; null where there is none. */
async function backUp({ workFolder, ownFolder, writer }: CoursePlaces, name: string): Promise<string | null> {
  if (!(await exists(join(workFolder, name)))) return null;
  const folder = join(ownFolder, "backups");
  const backup = `${name.replace(/\.ipynb$/, "")}.backup-${stamp()}.ipynb`;
  await ensureFolder(folder);
  await writer.write(join(folder, backup), await readFile(join(workFolder, name)));
  return backup;
}

/** `NN-… (new).ipynb`, or `(new 2)` and so on where that is another text: the student may work in it already. */
async function freeNewName(folder: string, name: string, content: Buffer): Promise<string> {
  for (let count = 1; ; count++) {
    const candidate = name.replace(/\.ipynb$/, count === 1 ? " (new).ipynb" : ` (new ${count}).ipynb`);
    const present = await readFile(join(folder, candidate)).catch(() => undefined);
    if (present === undefined || present.equals(content)) return candidate;
  }
}
