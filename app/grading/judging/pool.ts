/** @file Many submissions judged, some at a time, each by a process of its own that is ended when it takes too long. */

import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { CellProblem, Finding } from "./finding.js";
import type { Job, Word } from "./process.js";

/** What became of one submission. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly problems: readonly CellProblem[];
  /** Why it could not be judged, or not to its end. */
  readonly failed?: string | undefined;
}

const JUDGE = fileURLToPath(new URL("process.js", import.meta.url));
const HEAP_MB = 512;
const MOST_AT_ONCE = 8;

/** Judges all; `onEach` hears of each as it is over. The result is in the order of the jobs. */
export async function judgedAll(
  jobs: readonly Job[],
  patienceMs: number,
  onEach: (judgement: Judgement, job: Job) => void,
): Promise<readonly Judgement[]> {
  const results: Judgement[] = [];
  const waiting = [...jobs.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, job] = next;
      results[at] = await judgement(job, patienceMs);
      onEach(results[at], job);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST_AT_ONCE) }, work));
  return results;
}

/** Verdicts that came before a judge was ended stay; what it did not come to is an error, never a pass. */
function judgement(job: Job, patienceMs: number): Promise<Judgement> {
  const child = fork(JUDGE, {
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const findings = new Map<string, Finding>();
  let asked: readonly Pick<Finding, "id" | "title" | "points">[] = [];
  let problems: readonly CellProblem[] | undefined;
  let failed: string | undefined;
  const clock = setTimeout(() => {
    failed = `it was not judged within ${patienceMs / 1000} s`;
    child.kill("SIGKILL");
  }, patienceMs);
  child.on("message", (word: Word) => {
    if ("exercises" in word) asked = word.exercises;
    if ("finding" in word) findings.set(word.finding.id, word.finding);
    if ("problems" in word) problems = word.problems;
    if ("failed" in word) failed = word.failed;
  });
  child.send(job);
  return new Promise((resolve) => {
    child.once("close", () => {
      clearTimeout(clock);
      if (problems === undefined) failed ??= "its judge came to an end before its time";
      const all = asked.map((exercise) => findings.get(exercise.id) ?? unjudged(exercise, failed ?? ""));
      resolve({ findings: all, problems: problems ?? [], failed });
    });
  });
}

function unjudged(exercise: Pick<Finding, "id" | "title" | "points">, why: string): Finding {
  return {
    ...exercise,
    state: "error",
    earned: 0,
    codes: [],
    message: `It could not be judged: ${why}.`,
    answer: "",
    isCommon: false,
  };
}
