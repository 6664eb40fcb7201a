/** @file `chainrule submit UNIT`: makes the file that a teacher collects. */

import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Student } from "chainrule";
import { RequestError } from "../server/errors.js";
import { createWriter } from "../server/files.js";
import { keptStudent, studentFrom, submit as written } from "../server/submitting.js";
import type { Context, ExitCode } from "./context.js";
import { notFolder } from "./file-names.js";

/** The words on the command line, as typed. */
export interface SubmitOptions {
  readonly files: readonly string[];
  readonly student?: string;
  readonly term?: string;
  readonly work?: string;
  readonly json?: boolean;
}

/** Writes the file; 1 where there is nothing to hand in, 2 where it is not said what or who. */
export async function submit(options: SubmitOptions, { clone, folder }: Context): Promise<ExitCode> {
  const [unit = ""] = options.files;
  const workFolder = options.work === undefined ? join(clone, "work") : resolve(folder, options.work);
  const problem = wrongUse(options, workFolder);
  if (problem !== undefined) return refused(problem);
  const ownFolder = join(workFolder, ".chainrule");
  const isKnown = (await keptStudent(ownFolder)) !== undefined;
  const student = studentFrom({ ...options }) ?? (isKnown ? undefined : await asked());
  try {
    const courseFolder = join(clone, "notebooks", "lectures");
    const writer = await createWriter(join(ownFolder, "temporary"));
    const done = await written({ courseFolder, workFolder, ownFolder, writer }, unit, student);
    if (done === undefined) return refused("say who hands this in, with --student ID --term TERM");
    const file = join(workFolder, done.file);
    if (options.json === true) console.log(JSON.stringify({ ...done, file }, undefined, 2));
    else
      console.log(
        `Unit ${unit} of ${done.student.id} is in ${relative(folder, file)}. Give this file to your teacher; only the answers in it count.`,
      );
    return 0;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    console.error(`chainrule submit: ${error.message}`);
    return 1;
  }
}

function refused(problem: string): ExitCode {
  console.error(`chainrule submit: ${problem}\nSee chainrule submit --help`);
  return 2;
}

function wrongUse({ files, student, term }: SubmitOptions, workFolder: string): string | undefined {
  if (files.length !== 1 || !/^\d\d$/.test(files[0])) return "give one unit, as in chainrule submit 08";
  if (student?.trim() === "") return "--student wants an id";
  if (term !== undefined && student === undefined) return "--term goes with --student";
  const missing = notFolder(workFolder);
  return missing && `${missing}; open the course first, with npm start, or name its work folder with --work`;
}

/** Asked in the terminal, once; undefined where there is none. */
async function asked(): Promise<Student | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const id = await terminal.question("Your student id: ");
    const term = await terminal.question("The term, as in autumn 2026: ");
    return id.trim() === "" ? undefined : { id, term };
  } finally {
    terminal.close();
  }
}
