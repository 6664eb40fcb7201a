/** @file Exercises in which a gradient is derived on a board, line by line. */

import type { Random } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";
import { Board, rederive } from "./board.js";
import type { Exercise, ExerciseHead, Planted } from "./exercise.js";
import { stepOf } from "./judge-line.js";
import { overall } from "./overall.js";
import { verdict, type Verdict } from "./verdict.js";

/** What one student derives. */
export interface Derived {
  readonly loss: Tensor;
  readonly by: Tensor;
  /** What must have a line of its own, as it is named on the board: `dyhat`, `∂yhat/∂z2`, `dz2`. */
  readonly steps: readonly string[];
  /** What the student is told before the steps. */
  readonly question?: readonly string[];
  readonly planted?: readonly (Planted & { readonly answer: readonly string[] })[];
}

/**
 * An exercise that derives a gradient. It is answered with a list of lines, `["dz2 = yhat - y", …]`, or with its own
 * board; it passes when every asked step has a right line, the last word on each counting.
 */
export function lines(head: ExerciseHead & { readonly ask: (numbers: Random) => Derived }): Exercise {
  const { ask, ...rest } = head;
  return {
    ...rest,
    task: (numbers) => {
      const { loss, by, steps, question = [], planted = [] } = ask(numbers);
      const board = rederive(loss, by);
      const named = [...board.found.named].filter(([, tensor]) => tensor.trace === undefined);
      return {
        given: Object.fromEntries(named),
        question: [...question, `Steps to write: ${steps.join(", ")}.`],
        board,
        planted,
        judge: (answer) => judgeLines(answer, { loss, by, steps, id: head.id }),
        clear: () => true,
      };
    },
  };
}

async function judgeLines(
  answer: unknown,
  { loss, by, steps, id }: Derived & { readonly id: string },
): Promise<Verdict> {
  const board = answer instanceof Board ? answer : rederive(loss, by);
  const written = answer instanceof Board ? answer.lines.map(({ text }) => text) : linesIn(answer);
  if (written === undefined) {
    const problem = "a list of lines is needed, each a text in quotation marks";
    return verdict(id, {
      key: "unread",
      parameters: { text: `an answer of type ${typeof answer}`, problem },
    });
  }
  if (written.length === 0) return verdict(id, { key: "not-answered", parameters: {} });
  if (!(answer instanceof Board)) for (const text of written) await board.line(text);
  const last = new Map(
    board.lines.map(({ text, verdict: judged, quantity }, at) => [
      quantity === undefined ? `line ${at + 1}` : stepOf(quantity),
      { ...judged, step: `line ${at + 1}: ${text}` },
    ]),
  );
  const found = overall(id, [...last.values()]);
  if (!found.passed) return found;
  const missing = steps.filter((step) => !last.has(step));
  if (missing.length === 0) return found;
  return verdict(
    id,
    { key: "incomplete", parameters: { steps: missing.join(", ") } },
    { parts: found.parts },
  );
}

function linesIn(answer: unknown): readonly string[] | undefined {
  if (answer === undefined || answer === null) return [];
  const all: unknown = typeof answer === "string" ? answer.split("\n") : answer;
  if (!Array.isArray(all) || !all.every((line) => typeof line === "string")) return undefined;
  return all.filter((line) => line.trim() !== "");
}
