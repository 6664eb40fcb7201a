/** @file `chainrule exam`: a paper and its key from a blueprint and a seed. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { examPaper, readBlueprint, UsageError, type ExamPaper } from "chainrule";
import { examFiles, type ExamFiles } from "../exams/files.js";
import { VERSION } from "../server/installation.js";
import { linkLibrary } from "../server/library-link.js";
import type { Context, ExitCode } from "./context.js";

/** The words on the command line, as typed. */
export interface ExamOptions {
  readonly files: readonly string[];
  readonly seed?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** A seed names a folder, and stands on the paper. */
const SEED = /^[\w.-]{1,60}$/;
const UNIT_MODULE = /^\d\d\.js$/;

/** Writes the paper into `paper/` and the key into `key/` of the folder; 2 where seed or blueprint cannot be used. */
export async function exam(options: ExamOptions, context: Context): Promise<ExitCode> {
  const { files, seed = "", out = `exam-${seed}`, json = false } = options;
  if (files.length > 1) return wrongUse(`one blueprint makes one exam, not ${files.length}`);
  if (!SEED.test(seed))
    return wrongUse(
      `--seed wants letters, digits, "-", "_" or ".", such as --seed 2026-spring-7f3k, not "${seed}"`,
    );
  try {
    await handOverUnits(context.clone);
    const paper = examPaper(blueprintIn(resolve(context.folder, files[0])), { seed, pack: VERSION });
    const folder = resolve(context.folder, out);
    const written = await write(folder, examFiles(paper));
    tell(paper, { folder, written, json, from: context.folder });
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return wrongUse(error.message);
    throw error;
  }
}

function wrongUse(problem: string): ExitCode {
  console.error(`chainrule exam: ${problem}\nSee chainrule exam --help`);
  return 2;
}

function blueprintIn(file: string) {
  try {
    return readBlueprint(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${file}\n${error.message}`);
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read: ${problem}`);
  }
}

/** Every unit hands its exercises to the library, so that a blueprint may name them. */
async function handOverUnits(clone: string): Promise<void> {
  const folder = join(clone, "dist", "exercises");
  for (const name of readdirSync(folder).filter((file) => UNIT_MODULE.test(file)))
    await import(pathToFileURL(join(folder, name)).href);
}

/** Writes all files; a key finds the library from where it lies. */
async function write(folder: string, files: ExamFiles): Promise<string[]> {
  const written = Object.entries(files).flatMap(([part, texts]) => {
    mkdirSync(join(folder, part), { recursive: true });
    return Object.entries(texts).map(([name, text]) => {
      const file = join(folder, part, name);
      writeFileSync(file, text);
      return file;
    });
  });
  await linkLibrary(join(folder, "key"));
  return written;
}

interface Told {
  readonly folder: string;
  readonly written: readonly string[];
  readonly json: boolean;
  readonly from: string;
}

function tell(
  { fingerprint, seed, pack, points, items }: ExamPaper,
  { folder, written, json, from }: Told,
): void {
  if (json) {
    const drawn = items.map((item) => ({
      id: item.id,
      source: item.source,
      type: item.type,
      points: item.points,
    }));
    console.log(
      JSON.stringify({ folder, files: written, fingerprint, seed, pack, points, items: drawn }, undefined, 2),
    );
    return;
  }
  for (const file of written) console.log(`wrote ${relative(from, file)}`);
  console.log(`paper ${fingerprint}: ${items.length} items, ${points} points, from seed ${seed}`);
  console.log(`the key is in ${relative(from, join(folder, "key"))}; only the folder paper is for students`);
}
