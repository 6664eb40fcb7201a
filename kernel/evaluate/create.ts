/** @file Runs cells: one after the other, over the names that they share. */

import { compileCell, type CompiledCell } from "../syntax/cell.js";
import { SyntaxProblem } from "../syntax/translate.js";
import { positionAt } from "../syntax/edits.js";
import { bundleOf } from "./bundle.js";
import { createComms } from "./comms.js";
import { kernelModule, type KernelModule } from "./display.js";
import type { CellRun, EvaluatorHost, Failure, JsonObject, LocalEvaluator, Outcome } from "./evaluator.js";
import { failureOf, stackLines, syntaxFailure, type FailureContext } from "./failures.js";
import { broken, CUT_OFF, INTERRUPTED } from "./interruptions.js";
import type { Platform, SourcePlace } from "./platform.js";
import { runCompiled } from "./run.js";
import { createScope, type Scope } from "./scope.js";

/** An evaluator with an empty scope, and the module that its cells import as "tslab". */
export interface NewEvaluator {
  readonly evaluator: LocalEvaluator;
  readonly module: KernelModule;
  /** The lines of a stack with the student's own places, as tracebacks have them. */
  readonly stackLines: (stack: string) => readonly string[];
}

/** Creates an evaluator; `versions` is what the module "tslab" tells of them. */
export function createEvaluator(
  host: EvaluatorHost,
  platform: Platform,
  versions: Readonly<Record<string, string>>,
): NewEvaluator {
  const scope = createScope();
  const { comms, receive } = createComms(host);
  const texts = createTexts(platform);
  const turn = createTurn();
  const uncaught = (error: unknown): void => {
    const lines = told(error, "", "", texts).traceback;
    host.publish({ type: "stream", content: { name: "stderr", text: `Uncaught ${lines.join("\n")}\n` } });
  };
  const evaluator: LocalEvaluator = {
    run: (cell) => turn.take(() => runCell({ cell, scope, platform, texts })),
    interrupt() {
      if (turn.isTaken() && !platform.signalInterrupt()) turn.leave(INTERRUPTED);
    },
    terminated() {
      turn.leave(CUT_OFF);
    },
    uncaught,
    async comm(message) {
      try {
        await receive(message);
      } catch (error) {
        uncaught(error);
      }
    },
  };
  return {
    evaluator,
    module: kernelModule(host, comms, versions),
    stackLines: (stack) => stackLines(stack, texts.context),
  };
}

/** Whose turn it is: one cell's, which may be left from outside although its code goes on. */
interface Turn {
  readonly take: (cell: () => Promise<Outcome>) => Promise<Outcome>;
  readonly isTaken: () => boolean;
  readonly leave: (failure: Failure) => void;
}

/** The one promise that the kernel makes itself; a cell may replace the global, and `await` does not ask for it. */
const OwnPromise = Promise;

function createTurn(): Turn {
  let leave: ((outcome: Outcome) => void) | undefined;
  return {
    take: (cell) =>
      // Code that is cut off never comes back to a caller: the outcome must not depend on it alone.
      new OwnPromise((resolve) => {
        const finish = (outcome: Outcome): void => {
          if (leave === finish) leave = undefined;
          resolve(outcome);
        };
        leave = finish;
        void settle(cell, finish);
      }),
    isTaken: () => leave !== undefined,
    leave(failure) {
      leave?.({ failure, userExpressions: {} });
    },
  };
}

async function settle(cell: () => Promise<Outcome>, finish: (outcome: Outcome) => void): Promise<void> {
  try {
    finish(await cell());
  } catch (problem) {
    finish({ failure: broken(problem), userExpressions: {} });
  }
}

/** The texts of the cells that ran, so that an error can show the line it came from. */
interface Texts {
  readonly keep: (name: string, text: string, compiled: CompiledCell) => void;
  readonly context: FailureContext;
}

function createTexts(platform: Platform): Texts {
  const cells = new Map<string, { readonly text: string; readonly compiled: CompiledCell }>();
  const sourceOf = (file: string, line: number, column: number): SourcePlace | undefined => {
    const cell = cells.get(file);
    if (cell === undefined) return platform.sourceOf(file, line, column);
    const offset = cell.compiled.origin({ line, column });
    return offset === undefined
      ? undefined
      : { title: file, text: cell.text, ...positionAt(cell.text, offset) };
  };
  return {
    keep: (name, text, compiled) => cells.set(name, { text, compiled }),
    context: { sourceOf, inspect: platform.inspect, stackOf: platform.stackOf },
  };
}

interface Running {
  readonly cell: CellRun;
  readonly scope: Scope;
  readonly platform: Platform;
  readonly texts: Texts;
}

async function runCell(running: Running): Promise<Outcome> {
  const { cell, platform, texts } = running;
  try {
    const [value] = await valueOf(cell.code, `cell ${cell.count}`, running);
    const hasResult = !cell.silent && value !== undefined && value !== null;
    const bundle = hasResult ? await bundleOf(value, platform.inspect) : { data: {}, metadata: {} };
    const result = Object.keys(bundle.data).length > 0 ? { result: bundle } : {};
    return { ...result, userExpressions: await expressionsOf(running) };
  } catch (error) {
    return { failure: told(error, `cell ${cell.count}`, cell.code, texts), userExpressions: {} };
  }
}

function told(error: unknown, title: string, text: string, { context }: Texts): Failure {
  try {
    return error instanceof SyntaxProblem ? syntaxFailure(error, title, text) : failureOf(error, context);
  } catch (problem) {
    return broken(problem);
  }
}

/** Runs a text; the value of its last expression in an array. */
function valueOf(
  text: string,
  name: string,
  { scope, platform, texts }: Running,
): Promise<readonly unknown[]> {
  const compiled = compileCell(text, (one) => Object.hasOwn(scope, one));
  texts.keep(name, text, compiled);
  const { import: load, meta, evaluate } = platform;
  return runCompiled(compiled, name, { scope, load, meta, evaluate });
}

/** What the front end wants to know after the cell, each expression on its own. */
async function expressionsOf(running: Running): Promise<JsonObject> {
  const { cell, platform, texts } = running;
  const results: [string, unknown][] = [];
  for (const [key, text] of Object.entries(cell.userExpressions)) {
    const title = `user expression ${key}`;
    try {
      const [value] = await valueOf(text, title, running);
      results.push([key, { status: "ok", ...(await bundleOf(value, platform.inspect)) }]);
    } catch (error) {
      results.push([key, { status: "error", ...told(error, title, text, texts) }]);
    }
  }
  return Object.fromEntries(results);
}
