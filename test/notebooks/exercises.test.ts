/** @file The exercises of every unit: what the syllabus watches is planted, nothing is given away. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exercisesOf, taskOf } from "../../kernel-lib/index.js";
import { notebooksOf, sourceText } from "../../notebooks/build.js";
import { solvedCells, studentCells } from "../../notebooks/exercises.js";
import { exerciseNames, handOver, SEEDS, verdictsOf } from "./practice.js";
import { CODES, NOT_PLANTED, WATCHED } from "./watched.js";

/** The code that a teacher marks. */
const MARKED = "M30";

const units = await Promise.all(
  exerciseNames().map(async (name) => {
    const exercises = exercisesOf(await handOver(name));
    const planted = exercises.map((exercise) => taskOf(exercise, 1).planted.map(({ says }) => says));
    return { name, unit: name.slice(0, 2), exercises, planted };
  }),
);

describe.each(units)("The exercises of $name", ({ name, exercises, planted }) => {
  it("say of an untouched notebook that nothing is answered", async () => {
    const verdicts = await verdictsOf(name, "student", 1);
    const keys = Object.entries(verdicts).map(([id, { passed, reason }]) => ({
      id,
      passed,
      key: reason.key,
    }));
    expect(keys).toEqual(exercises.map(({ id }) => ({ id, passed: false, key: "not-answered" })));
  });

  it("plant every code that their heads watch, each in its own exercise", () => {
    const unplanted = exercises.flatMap(({ id, watches = [] }, at) =>
      watches.filter((code) => code !== MARKED && !planted[at].includes(code)).map((code) => `${id} ${code}`),
    );
    expect(unplanted).toEqual([]);
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
    // What a question states, such as a program with one fault and numbers before its lines, is no secret.
    const begun = new Set(
      studentCells(name, source).flatMap(({ lines }) =>
        lines.map((line) => line.trim().replace(/^\d+ +/, "")),
      ),
    );
    const secret = solved
      .flatMap(({ lines }) => lines)
      .filter((line) => !begun.has(line.trim()) && line.trim().length > 12);
    expect(secret.length).toBeGreaterThan(0);
    expect(secret.filter((line) => text.includes(JSON.stringify(line.trim()).slice(1, -1)))).toEqual([]);
    // A value of a key has five significant digits or more; nothing in a question needs that many.
    expect((text.match(/\d+\.\d+/g) ?? []).filter((value) => digitsOf(value) >= 5)).toEqual([]);
    const cells = studentCells(name, source).map(({ course }) => course);
    expect(cells.filter((course) => ["solution", "hidden-check"].includes(course?.role ?? ""))).toEqual([]);
  });
});

describe("What the syllabus watches", () => {
  const unplanted = units.flatMap(({ unit, planted }) =>
    (WATCHED[unit] ?? []).filter((code) => !planted.flat().includes(code)).map((code) => `${unit} ${code}`),
  );

  it("has an entry for every unit", () => {
    expect(Object.keys(WATCHED).sort()).toEqual(units.map(({ unit }) => unit));
  });

  it("is planted in its unit, or there is a reason why it cannot be", () => {
    expect(unplanted).toEqual(Object.keys(NOT_PLANTED).sort());
  });

  it("is counted", () => {
    const planted = units.flatMap((unit) => unit.planted.flat());
    const pairs = Object.values(WATCHED).flat().length;
    const codes = new Set(planted.filter((says) => CODES.some((code) => code === says)));
    const exercises = units.flatMap((unit) => unit.exercises);
    const checks = units.flatMap(({ name }) =>
      studentCells(name, sourceText(name)).filter(({ course }) => course?.role === "check"),
    );
    expect(checks).toHaveLength(exercises.length);
    console.info(
      `${units.length} units, ${exercises.length} exercises, ${checks.length} checks, ${planted.length} planted wrong ` +
        `answers, ${codes.size} of ${CODES.length} codes, ${pairs} pairs of unit and code watched ` +
        `(${unplanted.length} not planted: ${unplanted.join(", ")}), ${SEEDS.length} seeds`,
    );
  });
});

/** How many digits a number shows, without the zeros in front. */
function digitsOf(printed: string): number {
  return printed.replace(".", "").replace(/^0+/, "").length;
}
