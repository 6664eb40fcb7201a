/** @file What stands in for the exercises while a submission runs: it hands answers out and knows no solution. */

import { Board, UsageError, type Tensor } from "chainrule";
import { received, sent, type Functions } from "../data/values.js";
import { objectField, type JsonObject } from "../../server/json.js";
import { hear, tell } from "./line.js";

type Callable = (...inputs: readonly unknown[]) => unknown;

const answered: Callable[] = [];
let values: JsonObject = {};

/** Functions of the submission by their numbers; those of the checks are called over the line, standing still. */
export const functions: Functions = {
  keep: (called) => answered.push(called) - 1,
  revive:
    (number) =>
    (...inputs: readonly unknown[]) => {
      tell({ ask: { function: number, inputs: inputs.map((input) => sent(input, functions)) } });
      return returnedValue(hear());
    },
};

function returnedValue(message: JsonObject | undefined): unknown {
  if (message === undefined || "problem" in message) throw new Error(String(message?.["problem"]));
  return received(message["returned"], functions);
}

/** A function that the submission has answered with. */
export function answeredFunction(number: unknown): Callable | undefined {
  return typeof number === "number" ? answered[number] : undefined;
}

/** Puts the values on the desk that this student's exercises begin with. */
export function lay(given: JsonObject): void {
  values = given;
}

/** Hands an answer out; the verdict is found elsewhere, later. */
export async function collected(id: unknown, answer: unknown): Promise<JsonObject> {
  const name = String(id);
  try {
    const found: unknown = await answer;
    const value =
      found instanceof Board || found instanceof WrittenBoard ? found.lines.map(({ text }) => text) : found;
    tell({ answer: { id: name, value: sent(value, functions) } });
  } catch (error) {
    tell({ answer: { id: name, problem: error instanceof Error ? error.message : String(error) } });
  }
  return { passed: false, step: name, reason: { key: "noted", parameters: {} }, message: "Collected." };
}

/** The values of an exercise. @throws UsageError if there is none of this id. */
export function laidOut(id: string): Readonly<Record<string, Tensor>> {
  if (!Object.hasOwn(values, id)) throw new UsageError(`exercise: there is no "${id}" here`);
  const found = Object.entries(objectField(values, id)).map(([name, value]) => [
    name,
    received(value, functions),
  ]);
  return Object.fromEntries(found) as Record<string, Tensor>;
}

/** A board that only keeps its lines. */
export class WrittenBoard {
  readonly lines: { readonly text: string }[] = [];

  /** Keeps a line. */
  line(text: unknown): Promise<JsonObject> {
    this.lines.push({ text: String(text) });
    return Promise.resolve({ passed: false, step: `line ${this.lines.length}`, message: "Collected." });
  }
}
