/** @file A submission's functions seen from outside: called over the line, all that comes back checked. */

import { RemoteFunction, ShapeError, type Outcome } from "chainrule";
import { isObject, objectField, type JsonObject } from "../../server/json.js";
import { NotTransferable, received, sent, type Functions } from "../data/values.js";
import { SandboxEnded, type Sandbox } from "../sandbox/sandbox.js";

const CALL_MS = 10_000;
/** Calls of a function that was passed in, within one call. */
const MOST_ASKED = 200_000;
const LONGEST_PROBLEM = 200;

/** The value of an answer; a function in it runs in the sandbox. @throws NotTransferable if the data are no value. */
export function answerFrom(data: unknown, sandbox: Sandbox): unknown {
  return received(
    data,
    remoteFunctions(sandbox, () => -1),
  );
}

function remoteFunctions(sandbox: Sandbox, keep: Functions["keep"]): Functions {
  return { keep, revive: (number) => new RemoteFunction((inputs) => call(sandbox, number, inputs)) };
}

async function call(
  sandbox: Sandbox,
  number: number,
  inputs: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const passed: ((...values: readonly unknown[]) => unknown)[] = [];
  const functions = remoteFunctions(sandbox, (called) => passed.push(called) - 1);
  try {
    const data = Object.entries(inputs).map(([name, input]) => [name, sent(input, functions)]);
    sandbox.send({ function: number, inputs: data });
    const end = Date.now() + CALL_MS;
    for (let asked = 0; asked <= MOST_ASKED; asked++) {
      const message = await sandbox.next(Math.max(end - Date.now(), 1));
      if (!isObject(message["ask"])) return outcomeIn(objectField(message, "outcome"), functions);
      sandbox.send(answerTo(message["ask"], passed, functions));
    }
    return stopped("endless", { count: MOST_ASKED });
  } catch (error) {
    if (error instanceof SandboxEnded) return stopped("failed", { problem: error.message });
    if (error instanceof NotTransferable)
      return stopped("failed", { problem: `it returned ${error.message}` });
    throw error;
  }
}

/** The result of a function of the check itself, which the submission calls with what it likes. */
function answerTo(
  ask: JsonObject,
  passed: readonly ((...values: readonly unknown[]) => unknown)[],
  functions: Functions,
): JsonObject {
  const { function: number, inputs } = ask;
  const called = typeof number === "number" ? passed[number] : undefined;
  try {
    if (called === undefined || !Array.isArray(inputs)) return { problem: "there is no such function" };
    const result = called(...inputs.map((input: unknown) => received(input, functions)));
    return { returned: sent(result, functions) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function outcomeIn(outcome: JsonObject, functions: Functions): Outcome {
  if ("returned" in outcome) return { kind: "returned", value: received(outcome["returned"], functions) };
  const { key, parameters } = objectField(outcome, "stopped");
  const { symbol, count, problem } = isObject(parameters) ? parameters : {};
  const error = outcome["isShape"] === true ? new ShapeError(short(problem)) : undefined;
  if (key === "not-answered") return stopped(key, {});
  if (key === "mutated") return stopped(key, { symbol: short(symbol) });
  if (key === "endless") return stopped(key, { count: Number(count) });
  return { ...stopped("failed", { problem: short(problem ?? outcome["problem"]) }), error };
}

function stopped(
  key: "not-answered" | "mutated" | "endless" | "failed",
  parameters: Readonly<Record<string, string | number>>,
): Extract<Outcome, { kind: "stopped" }> {
  return { kind: "stopped", reason: { key, parameters } };
}

function short(text: unknown): string {
  return typeof text === "string" ? text.slice(0, LONGEST_PROBLEM) : "nothing is known about it";
}
