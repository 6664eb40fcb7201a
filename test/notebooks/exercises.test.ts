/** @file The exercises of every unit: solutions pass, planted mistakes get their code, nothing is given away. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exercisesOf, taskOf, type Exercise } from "../../kernel-lib/index.js";
import { notebooksOf, sourceText } from "../../notebooks/build.js";
import { solvedCells, studentCells } from "../../notebooks/exercises.js";
import { exerciseNames, handOver, SEEDS, verdictsOf } from "./practice.js";

const PATIENCE_MS = 1_800_000;

const units = await Promise.all(
  exerciseNames().map(async (name) => {
    const unit = await handOver(name);
    return { name, exercises: exercisesOf(unit) };
  }),
);

describe.each(units)("The exercises of $name", ({ name, exercises }) => {
  it("pass with their solutions for every student", { timeout: PATIENCE_MS }, async () => {
    for (const seed of SEEDS) {
      const verdicts = await verdictsOf(name, "solved", seed);
      expect(Object.keys(verdicts).sort()).toEqual(exercises.map(({ id }) => id).sort());
      for (const [id, { passed, message, code }] of Object.entries(verdicts)) {
        expect({ id, seed, passed, code, message }).toMatchObject({ passed: true, code: undefined });
      }
    }
    console.info(`${name}: ${exercises.length} solutions passed for ${SEEDS.length} students`);
  });

  it("say of an untouched notebook that nothing is answered", async () => {
    const verdicts = await verdictsOf(name, "student", 1);
    const keys = Object.entries(verdicts).map(([id, { passed, reason }]) => ({
      id,
      passed,
      key: reason.key,
    }));
    expect(keys).toEqual(exercises.map(({ id }) => ({ id, passed: false, key: "not-answered" })));
  });

  it.each(exercises)(
    "$id answers every planted mistake with its code",
    { timeout: PATIENCE_MS },
    async (exercise) => {
      const count = await tryPlanted(exercise);
      console.info(`${exercise.id}: ${count} planted answers for ${SEEDS.length} students`);
    },
  );

  it("plant every code that they watch", () => {
    const unplanted = exercises.flatMap((exercise) => {
      const planted = new Set<string>(taskOf(exercise, 1).planted.map(({ says }) => says));
      return (exercise.watches ?? [])
        .filter((code) => code !== "M30" && !planted.has(code))
        .map((code) => `${exercise.id} ${code}`);
    });
    const elsewhere = new Set<string>(
      exercises.flatMap((each) => taskOf(each, 1).planted.map(({ says }) => says)),
    );
    expect(unplanted.filter((each) => !elsewhere.has(each.split(" ")[1]))).toEqual([]);
  });

  it("have cells for the question, the answer, the check and the reason", () => {
    const cells = studentCells(name, sourceText(name)).map(({ course }) => `${course?.role} ${course?.id}`);
    for (const { id } of exercises) {
      for (const cell of [`read ${id}.prompt`, `answer ${id}`, `check ${id}.check`, `reflect ${id}.why`])
        expect(cells).toContain(cell);
    }
  });

  it("give nothing away in the student's notebook", () => {
    const source = sourceText(name);
    const [student] = notebooksOf(name, source);
    const text = readFileSync(student.file, "utf8");
    expect(text).not.toMatch(/SOLUTION|practiceSolutions|planted|wants/);
    const solved = solvedCells(name, source).filter(({ course }) => course?.role === "answer");
    const begun = new Set(studentCells(name, source).flatMap(({ lines }) => lines));
    const secret = solved
      .flatMap(({ lines }) => lines)
      .filter((line) => !begun.has(line) && line.trim().length > 12);
    expect(secret.length).toBeGreaterThan(0);
    expect(secret.filter((line) => text.includes(JSON.stringify(line.trim()).slice(1, -1)))).toEqual([]);
    // Values of a key are written with many digits; nothing in a question needs five.
    expect(text.match(/\d\.\d{4,}/g)).toBeNull();
  });
});

/** Tries each planted answer for every student, and says how many there were. */
async function tryPlanted(exercise: Exercise): Promise<number> {
  let count = 0;
  for (const seed of SEEDS) {
    const { planted, judge } = taskOf(exercise, seed);
    count += planted.length;
    for (const [at, { says, answer }] of planted.entries()) {
      const found = await judge(answer);
      const said = { seed, at, passed: found.passed, code: found.code ?? found.reason.key };
      expect({ ...said, message: found.message }).toMatchObject({ seed, at, passed: false, code: says });
    }
  }
  return count;
}
