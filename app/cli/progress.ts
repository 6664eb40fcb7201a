/** @file `chainrule progress`: what is done, tried and open in a work folder. */

import { join, resolve } from "node:path";
import { createCourse, type Unit } from "../server/course.js";
import { createWriter } from "../server/files.js";
import { practiceOf, type ExerciseState } from "../server/practice.js";
import type { Context, ExitCode } from "./context.js";
import { notFolder } from "./file-names.js";

/** The words on the command line, as typed. */
export interface ProgressOptions {
  readonly work?: string;
  readonly json?: boolean;
}

const SYMBOLS = { "not begun": "○", "under way": "◐", done: "●" } as const;

interface UnitReport extends Unit {
  readonly tasks: readonly ExerciseState[];
}

/** Prints a line per unit and one per exercise that has been tried; 2 where there is no such work folder. */
export async function progress(options: ProgressOptions, context: Context): Promise<ExitCode> {
  const workFolder =
    options.work === undefined ? join(context.clone, "work") : resolve(context.folder, options.work);
  const problem = options.work === undefined ? undefined : notFolder(workFolder);
  if (problem !== undefined) {
    console.error(`chainrule progress: ${problem}\nSee chainrule progress --help`);
    return 2;
  }
  const { units, next } = await report(workFolder, context.clone);
  if (options.json === true) {
    console.log(JSON.stringify({ workFolder, next, units: units.map(asJson) }, undefined, 2));
    return 0;
  }
  for (const unit of units) console.log(lines(unit, unit.name === next).join("\n"));
  const all = units.flatMap(({ tasks }) => tasks);
  const passed = all.filter((task) => task.passed).length;
  const done = units.filter(({ state }) => state === "done").length;
  console.log(`${done} of ${units.length} units done, ${passed} of ${all.length} exercises passed`);
  return 0;
}

async function report(
  workFolder: string,
  clone: string,
): Promise<{ units: UnitReport[]; next: string | null }> {
  const [courseFolder, ownFolder] = [join(clone, "notebooks", "lectures"), join(workFolder, ".chainrule")];
  // Nothing is written; the course wants to know where it could be.
  const writer = await createWriter(join(ownFolder, "temporary"));
  const { units, next } = await createCourse({ courseFolder, workFolder, ownFolder, writer }).outline();
  const withTasks = units.map(async (unit) => {
    const practice = await practiceOf({ courseFolder, ownFolder }, unit.number);
    return { ...unit, tasks: practice?.exercises ?? [] };
  });
  return { units: await Promise.all(withTasks), next };
}

function asJson({ number, title, state, ran, tasks }: UnitReport): object {
  return { number, title, state, ran, exercises: tasks };
}

function lines({ number, title, state, exercises, tasks }: UnitReport, isNext: boolean): string[] {
  const count = exercises === null ? "" : `, ${exercises.passed} of ${exercises.total} exercises`;
  const head = `${SYMBOLS[state]} ${number} ${title}: ${state}${isNext ? ", next" : ""}${count}`;
  return [head, ...tasks.filter(({ attempts, hints }) => attempts > 0 || hints > 0).map(taskLine)];
}

function taskLine({ id, passed, attempts, hints, codes }: ExerciseState): string {
  const parts = [
    attempts === 1 ? "1 attempt" : `${attempts} attempts`,
    ...(hints === 0 ? [] : [hints === 1 ? "1 hint" : `${hints} hints`]),
    ...(codes.length === 0 ? [] : [`met ${codes.join(", ")}`]),
  ];
  return `    ${passed ? "✓" : "✗"} ${id} ${passed ? "passed" : "not passed yet"}: ${parts.join(", ")}`;
}
