/** @file A submission run in its sandbox, and the answers that it hands out. */

import { isObject, type JsonObject } from "../../server/json.js";
import { NotTransferable } from "../data/values.js";
import { SandboxEnded, startSandbox, type Sandbox } from "../sandbox/sandbox.js";
import type { Submission } from "../submission.js";
import type { CellProblem } from "./finding.js";
import { answerFrom } from "./remote.js";

/** How a submission is run. */
export interface Run {
  readonly clone: string;
  /** The values that its exercises begin with, as data, by exercise. */
  readonly given: JsonObject;
  /** Longest time for one cell. */
  readonly cellMs: number;
}

/** An answer, or why there is none although one was given. */
export type Answer = { readonly value: unknown } | { readonly problem: string };

/** What a submission has handed out. */
export interface Collected {
  readonly answers: ReadonlyMap<string, Answer>;
  readonly problems: readonly CellProblem[];
  /** Where its functions are called; over where it could not be run to its end. */
  readonly sandbox: Sandbox;
}

/** So many cells of a submission may take its process down; then it is not run again. */
const MOST_STOPPED = 3;
const START_MS = 30_000;
const MOST_MESSAGES = 2000;
const LONGEST_PROBLEM = 500;

const REFUSED = "its author's kernel refused it for its types, so it did not run";

/**
 * Runs all cells but those that did not run for their author either. One that ends the process or does not come to an end
 * is left out when the others are run again, so that it costs its own exercise and no other. The last answer to an
 * exercise counts.
 */
export async function collected(submission: Submission, run: Run): Promise<Collected> {
  const answers = new Map<string, Answer>();
  const refused = submission.cells.filter(({ wasRefused }) => wasRefused);
  const stopped: CellProblem[] = refused.map(({ number }) => ({ cell: number, problem: REFUSED }));
  for (;;) {
    const cells = submission.cells.filter(({ number }) => stopped.every(({ cell }) => cell !== number));
    const { ending, problems, sandbox } = await runOnce({ ...submission, cells }, run, answers);
    if (ending !== undefined) stopped.push(ending);
    if (ending === undefined || ending.cell === 0 || stopped.length - refused.length > MOST_STOPPED)
      return { answers, sandbox, problems: [...problems, ...stopped].sort((a, b) => a.cell - b.cell) };
  }
}

interface Once {
  readonly sandbox: Sandbox;
  /** Cells that failed. */
  readonly problems: readonly CellProblem[];
  /** The cell in which the process came to its end; 0 where that was before the first. */
  readonly ending?: CellProblem;
}

async function runOnce({ unit, cells }: Submission, run: Run, answers: Map<string, Answer>): Promise<Once> {
  const sandbox = startSandbox(run.clone, unit);
  const problems: CellProblem[] = [];
  let cell = 0;
  try {
    sandbox.send({ cells, given: run.given });
    for (let count = 0; count < MOST_MESSAGES; count++) {
      const message = await sandbox.next(cell === 0 ? START_MS : run.cellMs);
      if (message["ended"] === true) return { sandbox, problems };
      if (typeof message["cell"] === "number") cell = message["cell"];
      if (isObject(message["failure"]))
        problems.push({ cell, problem: short(message["failure"]["problem"]) });
      if (isObject(message["answer"])) note(message["answer"], answers, sandbox);
    }
    sandbox.end();
    return { sandbox, problems, ending: { cell, problem: `it sent more than ${MOST_MESSAGES} messages` } };
  } catch (error) {
    if (!(error instanceof SandboxEnded)) throw error;
    return { sandbox, problems, ending: { cell, problem: `it ${error.reason}` } };
  }
}

function note({ id, value, problem }: JsonObject, answers: Map<string, Answer>, sandbox: Sandbox): void {
  const name = short(id);
  try {
    answers.set(
      name,
      problem === undefined ? { value: answerFrom(value, sandbox) } : { problem: short(problem) },
    );
  } catch (error) {
    if (!(error instanceof NotTransferable)) throw error;
    answers.set(name, { problem: error.message });
  }
}

function short(text: unknown): string {
  return typeof text === "string" ? text.slice(0, LONGEST_PROBLEM) : "it does not say what";
}
