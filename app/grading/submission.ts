/** @file A submitted file: what a student hands in, read with every field checked. */

import { lstatSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Student } from "chainrule";
import { SUBMISSION_FORMAT, SUBMISSION_KIND } from "../server/submitting.js";
import { isObject, objectField, parseObject, textField, type JsonObject } from "../server/json.js";

/** A cell of code; `number` counts the cells of code from 1. */
export interface CodeCell {
  readonly number: number;
  readonly code: string;
  /** The exercise that it answers, where the course has made it for that. */
  readonly answers?: string | undefined;
  /** A cell of its author's own that the kernel refused, by its outputs: to say so falsely is to leave it out. */
  readonly wasRefused: boolean;
}

/** What was handed in. */
export interface Submission {
  readonly file: string;
  readonly unit: string;
  readonly student: Student;
  /** The version of the course. */
  readonly pack: string;
  readonly cells: readonly CodeCell[];
  /** The lines that were written on boards in the page, by the board's id. */
  readonly boards: JsonObject;
  /** By exercise the seed of the values that its last attempt was about; says nothing about right or wrong. */
  readonly seeds: Readonly<Record<string, number>>;
}

/** A file that is no submission; the message says why. */
class NoSubmission extends Error {}

const MOST_BYTES = 32 * 2 ** 20;
const LONGEST_NAME = 100;
const UNIT = /^[\w-]{1,40}$/;

/**
 * The submission in a file: one that `chainrule submit` has made, or a notebook by itself, which belongs to whom its
 * cell for the name says, and to nobody where that is empty or missing.
 * @throws NoSubmission if it is none.
 */
export function readSubmission(file: string): Submission {
  const info = lstatSync(file);
  if (!info.isFile()) throw new NoSubmission("it is a link, which is not followed");
  if (info.size > MOST_BYTES) throw new NoSubmission(`it is larger than ${MOST_BYTES / 2 ** 20} MB`);
  const content = parseObject(readFileSync(file, "utf8"));
  if (content === undefined) throw new NoSubmission("it is no JSON object");
  const isNotebook = file.endsWith(".ipynb");
  if (!isNotebook && (content["kind"] !== SUBMISSION_KIND || content["format"] !== SUBMISSION_FORMAT))
    throw new NoSubmission("it was not made by chainrule submit");
  const notebook = isNotebook ? content : objectField(content, "notebook");
  if (!Array.isArray(notebook["cells"])) throw new NoSubmission("it holds no notebook");
  const cells = codeCells(notebook["cells"]);
  const unit =
    textField(content, "unit") ?? cells.find(({ answers }) => answers !== undefined)?.answers?.split(".")[0];
  if (unit === undefined || !UNIT.test(unit))
    throw new NoSubmission("it does not say which unit it is about");
  return {
    ...{
      file: basename(file),
      unit,
      cells,
      student: isNotebook ? signature(notebook["cells"]) : studentIn(objectField(content, "student")),
    },
    pack: name(content["pack"]),
    boards: objectField(objectField(objectField(notebook, "metadata"), "chainrule"), "boards"),
    seeds: seedsIn(objectField(content, "record")),
  };
}

function codeCells(cells: readonly unknown[]): CodeCell[] {
  const code = cells.filter(isObject).filter(({ cell_type }) => cell_type === "code");
  return code.map((cell, at) => {
    const course = objectField(objectField(cell, "metadata"), "course");
    const answers = course["role"] === "answer" ? textField(course, "id") : undefined;
    const wasRefused = course["role"] === undefined && hasTypeError(cell);
    return { number: at + 1, code: sourceText(cell["source"]), answers, wasRefused };
  });
}

/** How the course's kernel calls what the compiler finds. */
const TYPE_ERROR = "TypeScript error ";

function hasTypeError({ outputs }: JsonObject): boolean {
  const errors = Array.isArray(outputs) ? outputs.filter(isObject).map(({ ename }) => ename) : [];
  return errors.some((name) => typeof name === "string" && name.startsWith(TYPE_ERROR));
}

function sourceText(source: unknown): string {
  return Array.isArray(source) ? source.map(String).join("") : typeof source === "string" ? source : "";
}

/** `const student = "2026-117";` in the cell that a paper has for it. */
function signature(cells: readonly unknown[]): Student {
  const isForName = (cell: JsonObject): boolean =>
    objectField(objectField(cell, "metadata"), "course")["role"] === "student";
  const signed = cells.filter(isObject).find(isForName);
  return { id: name(/=\s*"([^"\n]*)"/.exec(sourceText(signed?.["source"]))?.[1]), term: "" };
}

function studentIn({ id, term }: JsonObject): Student {
  return { id: name(id), term: name(term) };
}

function name(value: unknown): string {
  return typeof value === "string" ? value.trim().slice(0, LONGEST_NAME) : "";
}

function seedsIn(record: JsonObject): Record<string, number> {
  const seeds = Object.entries(record).flatMap(([id, one]): [string, number][] =>
    isObject(one) && typeof one["seed"] === "number" ? [[id, one["seed"]]] : [],
  );
  return Object.fromEntries(seeds);
}
