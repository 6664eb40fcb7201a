/** @file The exercises of a unit tried for many students: solutions pass, planted mistakes get their code. */

import { describe, expect, it } from "vitest";
import { exercisesOf, type Exercise } from "../../kernel-lib/index.js";
import { opened } from "../../kernel-lib/exercises/session.js";
import { handOver, SEEDS, verdictsOf } from "./practice.js";

const PATIENCE_MS = 1_800_000;

/** A test for each of these units. Both parts are tried with the same values, because drawing them takes longest. */
export function tryForStudents(names: readonly string[]): void {
  describe.each(names)("The exercises of %s", (name) => {
    it("pass solved, and answer planted mistakes with their code", { timeout: PATIENCE_MS }, async () => {
      const exercises = exercisesOf(await handOver(name));
      let planted = 0;
      for (const seed of SEEDS) {
        await trySolutions(name, { exercises, seed });
        for (const exercise of exercises) planted += await tryPlanted(exercise, seed);
      }
      const solved = exercises.length * SEEDS.length;
      console.info(`${name}: ${solved} solutions passed, ${planted} planted answers got their code`);
    });
  });
}

/** The solved notebook passes every check, and no right answer is given a code. */
async function trySolutions(
  name: string,
  { exercises, seed }: { readonly exercises: readonly Exercise[]; readonly seed: number },
): Promise<void> {
  const verdicts = await verdictsOf(name, "solved", seed);
  expect(Object.keys(verdicts).sort()).toEqual(exercises.map(({ id }) => id).sort());
  for (const [id, { passed, message, code }] of Object.entries(verdicts)) {
    expect({ id, seed, passed, code, message }).toMatchObject({ passed: true, code: undefined });
  }
}

/** Tries each planted answer with the values of the student who works now, and says how many there were. */
async function tryPlanted({ id }: Exercise, seed: number): Promise<number> {
  const { planted, judge } = opened(id).task;
  for (const [at, { says, answer }] of planted.entries()) {
    const found = await judge(answer);
    const said = { id, seed, at, passed: found.passed, code: found.code ?? found.reason.key };
    expect({ ...said, message: found.message }).toMatchObject({ id, seed, at, passed: false, code: says });
  }
  return planted.length;
}
