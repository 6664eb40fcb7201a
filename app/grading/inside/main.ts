/**
 * @file The process in which a submission runs, alone: its cells by the course's kernel, then its functions as they
 * are called. Whatever it sends is no more than a claim.
 */

import { called, type Outcome } from "chainrule";
import { received, sent } from "../data/values.js";
import { isObject, objectField, type JsonObject } from "../../server/json.js";
import { answeredFunction, functions, lay } from "./desk.js";
import { hear, tell } from "./line.js";

const KERNEL = "../../../kernel/start-evaluator.js";

interface Evaluator {
  run(cell: object): Promise<unknown>;
}

const HOST = {
  publish: () => undefined,
  ask: () => Promise.reject(new Error("Nobody answers questions here.")),
  askNow: () => {
    throw new Error("Nobody answers questions here.");
  },
};

await work();
process.exit();

async function work(): Promise<void> {
  for (const event of ["uncaughtException", "unhandledRejection"]) process.on(event, () => undefined);
  const begin = hear() ?? {};
  lay(objectField(begin, "given"));
  const evaluator = await startedEvaluator();
  const cells: readonly unknown[] = Array.isArray(begin["cells"]) ? begin["cells"] : [];
  for (const cell of cells) if (isObject(cell)) await runCell(evaluator, cell);
  tell({ ended: true });
  for (let call = hear(); call !== undefined; call = hear()) tell({ outcome: await outcomeOf(call) });
}

async function startedEvaluator(): Promise<Evaluator> {
  const kernel: unknown = await import(new URL(KERNEL, import.meta.url).href);
  const start = isObject(kernel) ? kernel["startEvaluator"] : undefined;
  if (typeof start !== "function") throw new Error("grading: the kernel has no startEvaluator");
  return Reflect.apply(start, undefined, [HOST, process.cwd()]) as Evaluator;
}

async function runCell(evaluator: Evaluator, { number, code }: JsonObject): Promise<void> {
  tell({ cell: number });
  const cell = { code, count: number, silent: true, allowsStdin: false, userExpressions: {} };
  const outcome = await evaluator.run(cell);
  const failure = isObject(outcome) ? objectField(outcome, "failure") : {};
  if ("ename" in failure)
    tell({ failure: { cell: number, problem: `${String(failure["ename"])}: ${String(failure["evalue"])}` } });
}

async function outcomeOf({ function: number, inputs }: JsonObject): Promise<JsonObject> {
  const answer = answeredFunction(number);
  if (answer === undefined) return { problem: "there is no such function" };
  const outcome = await called(answer, Object.fromEntries(inputsOf(inputs)));
  if (outcome.kind === "stopped") return { stopped: outcome.reason, isShape: isShapeError(outcome) };
  try {
    return { returned: sent(outcome.value, functions) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function inputsOf(inputs: unknown): [string, unknown][] {
  return (Array.isArray(inputs) ? inputs : []).map((pair: unknown): [string, unknown] =>
    Array.isArray(pair) ? [String(pair[0]), received(pair[1], functions)] : ["", undefined],
  );
}

function isShapeError(outcome: Extract<Outcome, { kind: "stopped" }>): boolean {
  return outcome.error instanceof Error && outcome.error.name === "ShapeError";
}
