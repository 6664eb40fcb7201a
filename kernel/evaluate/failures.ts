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
  /** An error's stack, with places in the code that runs. */
  readonly stackOf: (error: Error) => unknown;
}

const FRAME = /^\s+at (?:(.*?) \()?((?:file:\/\/)?[^()]+):(\d+):(\d+)\)?$/;
/** The kernel's own, and the helpers of what is translated. */
const INTERNAL = /^node:|\/dist\/kernel\/|\/kernel\/(?:evaluate|process|syntax)\/|\/@oxc-project\/runtime\//;
const CELL = /^cell \d+$/;
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
  return [
    `${ename}: ${evalue}`,
    ...(first === undefined ? [] : codeFrame(first)),
    ...frames.map(lineOf),
    ...(depth < MAX_CAUSES ? others(error) : []).flatMap(([heading, other]) => [
      heading,
      ...traceback(other, context, depth + 1),
    ]),
  ];
}

/** The errors that an error holds: its cause, those of an `AggregateError`, the two of a `SuppressedError`. */
function others(error: unknown): readonly (readonly [heading: string, other: unknown])[] {
  if (!(error instanceof Error)) return [];
  const held = (name: string): unknown => readable(() => Reflect.get(error, name) as unknown);
  const [cause, suppressed] = [held("cause"), held("suppressed")];
  const errors = error instanceof AggregateError ? held("errors") : [];
  return [
    ...(cause === undefined ? [] : [["Caused by:", cause] as const]),
    ...(Array.isArray(errors) ? errors.slice(0, MAX_CAUSES) : []).map(
      (one) => ["One of them:", one] as const,
    ),
    ...(suppressed === undefined
      ? []
      : ([
          ["First:", suppressed],
          ["Then, as a resource ended:", held("error")],
        ] as const)),
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

/** The lines of a stack as tracebacks have them. */
export function stackLines(stack: string, context: FailureContext): readonly string[] {
  return framesIn(stack, context).map(lineOf);
}

function lineOf({ text }: Frame): string {
  return `    at ${text}`;
}

interface Frame {
  readonly text: string;
  readonly place: SourcePlace | undefined;
}

/** The calls that led here, from the innermost; without the kernel's own, and nothing before the student's code. */
function framesOf(error: unknown, context: FailureContext): readonly Frame[] {
  const stack = error instanceof Error ? readable(() => context.stackOf(error)) : undefined;
  return typeof stack === "string" ? framesIn(stack, context) : [];
}

function framesIn(stack: string, { sourceOf }: FailureContext): readonly Frame[] {
  const frames = stack.split("\n").flatMap((line): readonly Frame[] => {
    const match = FRAME.exec(line);
    if (match === null) return [];
    const [, name = "", file, row, column] = match;
    if (INTERNAL.test(file)) return [];
    const place = sourceOf(file, Number(row), Number(column) - 1);
    // Code of a cell behind which no text of the student's stands, as what ends a resource.
    if (place === undefined && CELL.test(file)) return [];
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
