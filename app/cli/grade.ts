/** @file `chainrule grade FOLDER`: submissions judged in isolation, and the report on them. */

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { inTheWay, submittedFiles, writeReport } from "../grading/files.js";
import { judgedAll, type Judgement } from "../grading/judging/pool.js";
import { legibleLine } from "../grading/report/legible.js";
import { reportOn, submissionsText, type Graded, type Report } from "../grading/report/summary.js";
import { tryIsolation } from "../grading/sandbox/trial.js";
import { readSubmission, type Submission } from "../grading/submission.js";
import { VERSION } from "../server/installation.js";
import { linkLibrary } from "../server/library-link.js";
import type { Context, ExitCode } from "./context.js";
import { notFolder } from "./file-names.js";

/** The words on the command line, as typed. */
export interface GradeOptions {
  readonly files: readonly string[];
  readonly out?: string;
  readonly key?: string;
  readonly timeout?: string;
  readonly json?: boolean;
}

const CELL_SECONDS = 20;
const SUBMISSION_MS = 300_000;
const SECRET_BYTES = 32;

/** Grades all submissions of a folder; 1 where one could not be judged, 2 for wrong use. */
export async function grade(options: GradeOptions, { clone, folder }: Context): Promise<ExitCode> {
  const place = resolve(folder, options.files[0]);
  const seconds = Number(options.timeout ?? CELL_SECONDS);
  const problem = wrongUse(options, place, seconds);
  if (problem !== undefined) {
    console.error(`chainrule grade: ${problem}\nSee chainrule grade --help`);
    return 2;
  }
  const trial = await tryIsolation(clone);
  if (!trial.works) {
    console.error(
      `chainrule grade: nothing is graded, because it could not be done in isolation: ${trial.says}.\n${trial.advice}`,
    );
    return 1;
  }
  const key = options.key === undefined ? undefined : resolve(folder, options.key);
  // A key imports the library, wherever it has been put.
  if (key !== undefined) await linkLibrary(dirname(key));
  const read = submittedFiles(place).map((file) => ({
    file,
    name: relative(place, file),
    submission: attempt(file),
  }));
  const graded = await gradedAll(read, { clone, key, cellMs: seconds * 1000 });
  if (graded.length === 0) {
    console.error(`chainrule grade: ${place} holds no submissions; see chainrule submit --help`);
    return 2;
  }
  const report = reportOn(graded, VERSION, new Date().toISOString());
  const files = writeReport(report, options.out === undefined ? place : resolve(folder, options.out));
  if (options.json === true) console.log(JSON.stringify(report, undefined, 2));
  else console.log([...closing(report), ...files.map((file) => `  ${relative(folder, file)}`)].join("\n"));
  return graded.every(({ failed }) => failed === undefined) ? 0 : 1;
}

function wrongUse({ files, key, out }: GradeOptions, place: string, seconds: number): string | undefined {
  if (files.length !== 1) return "give one folder";
  const missing = notFolder(place);
  if (missing !== undefined) return missing;
  if (!(seconds > 0)) return "--timeout wants a number of seconds";
  if (key !== undefined && !existsSync(key)) return `there is no file ${key}`;
  const taken = inTheWay(out ?? place);
  if (taken !== undefined)
    return `the report cannot be written, ${taken} is a folder; give another with --out`;
  return undefined;
}

interface Read {
  readonly file: string;
  readonly name: string;
  readonly submission: Submission | string;
}

function attempt(file: string): Submission | string {
  try {
    return readSubmission(file);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function gradedAll(
  read: readonly Read[],
  {
    clone,
    key,
    cellMs,
  }: { readonly clone: string; readonly key: string | undefined; readonly cellMs: number },
): Promise<readonly Graded[]> {
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  const good = read.flatMap(({ file, name, submission }) =>
    typeof submission === "string" ? [] : [{ file, name, submission }],
  );
  const jobs = good.map(({ file, submission: { unit } }) => ({
    ...{ clone, file, secret, cellMs },
    definitions: key ?? join(clone, "dist", "exercises", `${unit}.js`),
  }));
  let over = 0;
  const judgements = await judgedAll(jobs, SUBMISSION_MS, (judgement, { file }) => {
    over += 1;
    const name = good.find((one) => one.file === file)?.name ?? file;
    console.error(
      `  [${String(over).padStart(String(jobs.length).length)}/${jobs.length}] ${legibleLine(`${name}: ${inWords(judgement)}`)}`,
    );
  });
  const bad = read.flatMap(({ name, submission }) =>
    typeof submission === "string" ? [unreadable(name, submission)] : [],
  );
  return [
    ...good.map(({ name, submission }, at) => ({ ...submission, ...judgements[at], file: name })),
    ...bad,
  ];
}

function unreadable(name: string, why: string): Graded {
  console.error(legibleLine(`  ${name}: is no submission, ${why}`));
  const nobody = { student: { id: "", term: "" }, unit: "", pack: "" };
  return {
    ...nobody,
    file: name,
    findings: [],
    problems: [],
    failed: `it is no submission, ${why}`,
  };
}

function inWords({ findings, failed }: Judgement): string {
  const passed = findings.filter(({ state }) => state === "passed").length;
  return `${passed} of ${findings.length} passed${failed === undefined ? "" : `; ${failed}`}`;
}

function closing({ students, misconceptions, duplicates, unsigned }: Report): string[] {
  const lines = [
    `${submissionsText(students)} graded.`,
    ...misconceptions.map(({ code, unit, sentence }) => `  ${code}, unit ${unit}: ${sentence}`),
    ...duplicates.map(
      ({ id, unit, files }) => `  The id ${id} stands on several files of unit ${unit}: ${files.join(", ")}`,
    ),
    ...unsigned.map((file) => `  Nobody has signed ${file}; it stands under the name of its file.`),
    "The report:",
  ];
  return lines.map(legibleLine);
}
