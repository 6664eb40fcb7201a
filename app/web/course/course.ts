/** @file The course as the page sees it: its units, how far the student is, and the originals behind the copies. */

import { ServerConnection } from "@jupyterlab/services";

export type UnitState = "not begun" | "under way" | "done";

/** One unit in the outline; `name` is its notebook's file name, `number` its two digits. */
export interface Unit {
  readonly number: string;
  readonly title: string;
  readonly name: string;
  readonly state: UnitState;
  /** Whether every cell of the lecture has run. */
  readonly ran: boolean;
  /** The exercise notebook, and how many of its exercises are passed; null where the unit has none. */
  readonly exercises: { readonly name: string; readonly passed: number; readonly total: number } | null;
  /** The course has a newer original than the one that the student's copy was made from. */
  readonly updated: boolean;
}

/** All units in order, and the name of the first that is not done. */
export interface Outline {
  readonly units: readonly Unit[];
  readonly next: string | null;
}

/** A page that can be opened; `path` is relative to the root of the contents. */
export interface OpenedUnit {
  readonly path: string;
  readonly updated: boolean;
}

/** Whether a page is the unit's lecture or its exercises. */
export function isOf({ name, exercises }: Unit, path: string | null): boolean {
  return path !== null && (path === name || path === exercises?.name);
}

/** What the browser's tab is called while a page of the unit is on the screen. */
export function pageTitle({ number, title, name }: Unit, path: string): string {
  return `${number} ${title}${path === name ? "" : ": exercises"}`;
}

/** What the page asks of the course. */
export interface Course {
  outline(): Promise<Outline>;
  /** Makes the student's copy the first time. */
  open(name: string): Promise<OpenedUnit>;
  /** Puts the original in the copy's place and keeps the copy; answers where it is kept. */
  reset(name: string): Promise<{ readonly path: string; readonly backup: string }>;
  /** Puts the newer original beside the copy; answers its path. */
  original(name: string): Promise<{ readonly path: string }>;
  /** Notes that every code cell of the student's copy has run without an error. */
  done(name: string): Promise<void>;
  /**
   * Writes the file with the unit's exercises that a teacher collects, and answers where it is; undefined where nobody
   * has said yet who hands it in. Who is given is kept.
   */
  submit(unit: string, who?: Signature): Promise<Submitted | undefined>;
}

/** Who hands something in. */
export interface Signature {
  readonly student: string;
  readonly term: string;
}

/** A file that was made to be handed in; its path is relative to the work folder. */
export interface Submitted {
  readonly file: string;
  readonly student: string;
}

/** The course as kept by the server that sent this page. */
export function serverCourse(settings: ServerConnection.ISettings): Course {
  const post = (action: string, name: string): Promise<unknown> =>
    ask(settings, action, { method: "POST", body: JSON.stringify({ name }) });
  return {
    outline: async () => checkedOutline(await ask(settings, "outline", {})),
    open: async (name) => {
      const answer = checkedObject(await post("open", name));
      return { path: checkedText(answer, "path"), updated: answer.updated === true };
    },
    reset: async (name) => {
      const answer = checkedObject(await post("reset", name));
      return { path: checkedText(answer, "path"), backup: checkedText(answer, "backup") };
    },
    original: async (name) => ({ path: checkedText(checkedObject(await post("original", name)), "path") }),
    done: async (name) => {
      await post("done", name);
    },
    submit: async (unit, who) => {
      const body = JSON.stringify({ unit, ...who });
      const answer = checkedObject(await ask(settings, "submit", { method: "POST", body }));
      if (answer.unsigned === true) return undefined;
      return { file: checkedText(answer, "file"), student: checkedText(checkedObject(answer.student), "id") };
    },
  };
}

async function ask(
  settings: ServerConnection.ISettings,
  action: string,
  request: RequestInit,
): Promise<unknown> {
  const response = await ServerConnection.makeRequest(
    `${settings.baseUrl}course/${action}`,
    request,
    settings,
  );
  if (!response.ok) throw await ServerConnection.ResponseError.create(response);
  return response.status === 204 ? {} : response.json();
}

const STATES: readonly string[] = ["not begun", "under way", "done"] satisfies readonly UnitState[];

function checkedOutline(value: unknown): Outline {
  const outline = checkedObject(value);
  if (!Array.isArray(outline.units)) throw new Error("course outline: no list of units; restart the server");
  return {
    units: outline.units.map(checkedUnit),
    next: typeof outline.next === "string" ? outline.next : null,
  };
}

function checkedUnit(value: unknown): Unit {
  const unit = checkedObject(value);
  const number = checkedText(unit, "number");
  const state = checkedText(unit, "state");
  if (!isState(state)) throw new Error(`course outline: unknown state "${state}"; restart the server`);
  return {
    number,
    // Many titles begin with the number, which the outline shows by itself.
    title: checkedText(unit, "title").replace(new RegExp(`^${number}[\\s.:–—-]+`), ""),
    name: checkedText(unit, "name"),
    state,
    ran: unit.ran === true,
    exercises: checkedExercises(unit.exercises),
    updated: unit.updated === true,
  };
}

function checkedExercises(value: unknown): Unit["exercises"] {
  if (value === null || value === undefined) return null;
  const exercises = checkedObject(value);
  return {
    name: checkedText(exercises, "name"),
    passed: Number(exercises.passed),
    total: Number(exercises.total),
  };
}

function isState(value: string): value is UnitState {
  return STATES.includes(value);
}

function checkedObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) {
    throw new Error(`course: the server answered ${JSON.stringify(value)} instead of an object`);
  }
  return { ...value };
}

function checkedText(object: Readonly<Record<string, unknown>>, key: string): string {
  const value = object[key];
  if (typeof value !== "string") throw new Error(`course: the server's answer has no text "${key}"`);
  return value;
}
