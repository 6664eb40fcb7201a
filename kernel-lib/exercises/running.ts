/** @file A student's function called: errors, endless work and changed inputs become words, not exceptions. */

import { counted, StepsUsedUp } from "../tensor/apply.js";
import { Tensor } from "../tensor/tensor.js";
import type { Reason } from "./messages.js";

/** What became of a call. */
export type Outcome =
  | { readonly kind: "returned"; readonly value: unknown }
  | { readonly kind: "stopped"; readonly reason: Reason; readonly error?: unknown };

/** A student's function in another process, where it is called; only data come back. */
export class RemoteFunction {
  constructor(
    /** Calls it with these inputs, in the order of its parameters. */
    readonly outcome: (inputs: Readonly<Record<string, unknown>>) => Promise<Outcome>,
  ) {}
}

/** Operations on tensors, and calls of functions that are passed in, before a function counts as endless. */
const MOST_STEPS = 200_000;
/** Longer error texts are cut: they are quoted in one sentence. */
const LONGEST_PROBLEM = 200;

/** Thrown by what stands in the place of an answer that is not written yet. */
class NotAnswered extends Error {}

/** Stands in a function that is still to be written: the check says "not answered yet". */
export function notAnswered(): never {
  throw new NotAnswered("Not answered yet.");
}

/**
 * Calls the function with these inputs. A loop that neither computes with tensors nor calls a function it was given
 * cannot be counted; it ends when the student interrupts the kernel.
 */
export async function called(
  answer: ((...inputs: readonly unknown[]) => unknown) | RemoteFunction,
  inputs: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  if (answer instanceof RemoteFunction) return answer.outcome(inputs);
  const before = Object.entries(inputs).map(([name, input]) => ({ name, input, copy: copied(input) }));
  try {
    const value = await counted(MOST_STEPS, (step) =>
      answer(...Object.values(inputs).map((input) => watched(input, step))),
    );
    const changed = before.find(({ input, copy }) => copied(input) !== copy);
    if (changed === undefined) return { kind: "returned", value };
    return { kind: "stopped", reason: { key: "mutated", parameters: { symbol: changed.name } } };
  } catch (error) {
    return { kind: "stopped", reason: reasonOf(error), error };
  }
}

function reasonOf(error: unknown): Reason {
  if (error instanceof NotAnswered) return { key: "not-answered", parameters: {} };
  if (error instanceof StepsUsedUp) return { key: "endless", parameters: { count: MOST_STEPS } };
  const text = error instanceof Error ? error.message : String(error);
  return { key: "failed", parameters: { problem: text.split("\n")[0].slice(0, LONGEST_PROBLEM) } };
}

/** A function that is passed in counts its calls. */
function watched(input: unknown, step: () => void): unknown {
  if (typeof input !== "function") return input;
  const original = input as (...values: readonly unknown[]) => unknown;
  return (...values: readonly unknown[]): unknown => {
    step();
    return original(...values);
  };
}

/** The numbers of an input as text, to see whether they have changed. */
function copied(input: unknown): string {
  const text: unknown = JSON.stringify(input, (_, value: unknown) =>
    value instanceof Tensor ? [...value.data] : value,
  );
  return String(text);
}
