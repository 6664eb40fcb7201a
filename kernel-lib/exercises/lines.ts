/** @file Exercises in which a gradient is derived on a board, line by line. */

import type { Random } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";
import { dependence } from "../derivation/dependence.js";
import { Board, rederive } from "./board.js";
import type { Exercise, ExerciseHead, Planted } from "./exercise.js";
import { stepOf } from "./quantities.js";
import { overall } from "./overall.js";
import { quoted } from "./quoted.js";
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
 * An exercise that derives a gradient. It is answered with a list of lines, `["dz2 = yhat - y", …]`, or on its own
 * board, to which an empty list refers; it passes when every asked step has a right line, the last word on each counting.
 */
export function lines(head: ExerciseHead & { readonly ask: (numbers: Random) => Derived }): Exercise {
  const { ask, ...rest } = head;
  return {
    ...rest,
    task: (numbers) => {
      const { loss, by, steps, question = [], planted = [] } = ask(numbers);
      const board = new Board(dependence(loss, by), steps);
      const named = [...board.found.named].filter(([, tensor]) => tensor.trace === undefined);
      return {
        given: Object.fromEntries(named),
        question: [...question, `Steps to write: ${steps.join(", ")}.`],
        board,
        steps,
        planted,
        judge: (answer) => judgeLines(answer, { loss, by, steps, id: head.id, own: board }),
        clear: () => true,
      };
    },
  };
}

async function judgeLines(
  answer: unknown,
  { loss, by, steps, id, own }: Derived & { readonly id: string; readonly own: Board },
): Promise<Verdict> {
  const listed = answer instanceof Board ? undefined : linesIn(answer);
  // An empty list leaves the word to the exercise's own board.
  const onBoard = answer instanceof Board ? answer : listed?.length === 0 ? own : undefined;
  const board = onBoard ?? rederive(loss, by);
  const written = onBoard === undefined ? listed : onBoard.lines.map(({ text }) => text);
  if (written === undefined) return verdict(id, { key: "no-lines", parameters: { answer: quoted(answer) } });
  if (written.length === 0) return verdict(id, { key: "not-answered", parameters: {} });
  if (onBoard === undefined) for (const text of written) await board.line(text);
  const last = lastWords(board);
  const missing = steps.filter((step) => !last.has(step));
  const found = overall(id, onBoard === undefined ? [...last.values()] : standing(board, steps));
  if (!found.passed || missing.length === 0) return found;
  return verdict(
    id,
    { key: "incomplete", parameters: { steps: missing.join(", ") } },
    { parts: found.parts },
  );
}

/** The last verdict on each step; a line that is about none is a part of its own. */
function lastWords({ lines: written }: Board): ReadonlyMap<string, Verdict> {
  return new Map(
    written.map(({ text, verdict: judged, quantity }, at): [string, Verdict] => {
      const part = quantity === undefined ? `line ${at + 1}` : stepOf(quantity);
      return [part, { ...judged, part, step: `line ${at + 1}: ${text}` }];
    }),
  );
}

/**
 * What counts on a board, where no line can be taken back: the steps that are asked for once they are all right, and
 * before that whatever has not been corrected; of lines about no step only the very last.
 */
function standing(board: Board, steps: readonly string[]): readonly Verdict[] {
  const last = lastWords(board);
  const asked = steps.flatMap((step) => last.get(step) ?? []);
  if (asked.length === steps.length && asked.every(({ passed }) => passed)) return asked;
  const slips = board.lines
    .slice(0, -1)
    .flatMap(({ quantity }, at) => (quantity === undefined ? [`line ${at + 1}`] : []));
  return [...last].flatMap(([part, judged]) => (slips.includes(part) ? [] : [judged]));
}

function linesIn(answer: unknown): readonly string[] | undefined {
  if (answer === undefined || answer === null) return [];
  const all: unknown = typeof answer === "string" ? answer.split("\n") : answer;
  if (!Array.isArray(all) || !all.every((line) => typeof line === "string")) return undefined;
  return all.filter((line) => line.trim() !== "");
}
