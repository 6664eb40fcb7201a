/** @file What went wrong, told as the student needs it: what, where in their text, and by which calls. */

import { positionAt } from "../syntax/edits.js";
import { SyntaxProblem } from "../syntax/translate.js";
import type { Failure } from "./evaluator.js";
import { codeFrame } from "./frame.js";
import type { SourcePlace } from "./platform.js";

/** What telling a failure needs to know. */
export interface FailureContext {
  /** Where a frame comes from, if a student wrote it. */
  readonly sourceOf: (file: string, line: number, column: number) => SourcePlace | undefined;
  readonly inspect: (value: unknown) => string;
}

const FRAME = /^\s+at (?:(.*?) \()?((?:file:\/\/)?[^()]+):(\d+):(\d+)\)?$/;
const INTERNAL = /^node:|\/dist\/kernel\/|\/kernel\/(?:evaluate|process|syntax)\//;
const MAX_CAUSES = 5;

/** Tells an error, or whatever else was thrown. */
export function failureOf(error: unknown, context: FailureContext): Failure {
  const { ename, evalue } = named(error, context);
  return { ename, evalue, traceback: traceback(error, context, 0) };
}

/** Tells a text that is not TypeScript, where it stops being so. */
export function syntaxFailure(problem: SyntaxProblem, title: string, text: string): Failure {
  const place = { title, text, ...positionAt(text, problem.offset) };
  const { name, message } = problem;
  return { ename: name, evalue: message, traceback: [`${name}: ${message}`, ...codeFrame(place)] };
}

function traceback(error: unknown, context: FailureContext, depth: number): readonly string[] {
  const { ename, evalue } = named(error, context);
  const frames = framesOf(error, context);
  const first = frames.find(({ place }) => place !== undefined)?.place;
  const cause = error instanceof Error && depth < MAX_CAUSES ? readable(() => error.cause) : undefined;
  return [
    `${ename}: ${evalue}`,
    ...(first === undefined ? [] : codeFrame(first)),
    ...frames.map(({ text }) => `    at ${text}`),
    ...(cause === undefined ? [] : ["Caused by:", ...traceback(cause, context, depth + 1)]),
  ];
}

/** The two names of an error; a hostile one may throw when it is asked for them. */
function named(error: unknown, { inspect }: FailureContext): Pick<Failure, "ename" | "evalue"> {
  if (!(error instanceof Error)) {
    return { ename: "Thrown", evalue: readable(() => inspect(error)) ?? "(a value that cannot be printed)" };
  }
  return {
    ename: textOf(() => error.name) ?? "Error",
    evalue: textOf(() => error.message) ?? "(its message cannot be read)",
  };
}

interface Frame {
  readonly text: string;
  readonly place: SourcePlace | undefined;
}

/** The calls that led here, from the innermost; without the kernel's own, and nothing before the student's code. */
function framesOf(error: unknown, { sourceOf }: FailureContext): readonly Frame[] {
  const stack: unknown = error instanceof Error ? readable(() => error.stack) : undefined;
  if (typeof stack !== "string") return [];
  const frames = stack.split("\n").flatMap((line): readonly Frame[] => {
    const match = FRAME.exec(line);
    if (match === null) return [];
    const [, name = "", file, row, column] = match;
    if (INTERNAL.test(file)) return [];
    const place = sourceOf(file, Number(row), Number(column) - 1);
    return [{ text: frameText(name, place, `${file}:${row}:${column}`), place }];
  });
  const last = frames.findLastIndex(({ place }) => place !== undefined);
  return last < 0 ? frames : frames.slice(0, last + 1);
}

/** A cell's own function has no name that means anything to the student. */
function frameText(name: string, place: SourcePlace | undefined, otherwise: string): string {
  const where = place === undefined ? otherwise : `${place.title}, line ${place.line}`;
  const called = name.replace(/^(?:eval|Object\.<anonymous>)$/, "").replace(/^async eval$/, "");
  return called === "" ? where : `${called} (${where})`;
}

function textOf(read: () => unknown): string | undefined {
  return readable(() => String(read()));
}

function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
