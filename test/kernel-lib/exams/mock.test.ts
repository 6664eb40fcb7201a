/** @file The mock exam: items of the families for practice, judged as far as a machine can. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import {
  check,
  exercisesOf,
  mockItem,
  questionOf,
  readBlueprint,
  taskOf,
  timer,
} from "../../../kernel-lib/index.js";
import { handOver } from "../../notebooks/practice.js";
import { CLONE } from "../../support/imports.js";

const MOCK = join(CLONE, "notebooks", "exams", "mock.json");

describe("The mock exam of unit 12", () => {
  beforeAll(() => handOver("12-checking-gradients.exercises.ts"));
  const taskOfMock = (name: string, seed = 1) => {
    const [exercise] = exercisesOf("12.mock").filter(({ id }) => id === `12.mock.${name}`);
    return taskOf(exercise, seed);
  };

  it("has the items of its blueprint, 20 points", () => {
    const { items } = readBlueprint(JSON.parse(readFileSync(MOCK, "utf8")));
    const own = exercisesOf("12.mock").map(({ id, type, points }) => ({ id, type, points }));
    expect(own).toEqual(
      items.map(({ exercise, type, points }) => ({ id: `12.mock.${exercise}`, type, points })),
    );
    expect(own.reduce((sum, { points }) => sum + points, 0)).toBe(20);
  });

  it("judges what a machine can judge of a definition, and leaves the sentence to the teacher", async () => {
    const { judge, board } = taskOfMock("definition");
    const { base } = board?.found.source.name ?? { base: "" };
    const { shape } = board?.found.source.tensor ?? { shape: [] };
    const c = "how much the loss changes per unit change of this entry";
    const a = base === "W" ? "dz2 A1'" : "(yhat - y) .* W2'";
    expect(await judge({ a, b: [...shape], c })).toMatchObject({
      passed: true,
      reason: { key: "noted" },
      parts: [{ passed: true }, { passed: true }, { reason: { key: "noted" } }],
    });
    expect(await judge({ a: "2", b: [...shape], c })).toMatchObject({ passed: false });
    expect(await judge(c)).toMatchObject({ reason: { key: "noted" } });
  });

  it("does not say which line is to be repaired", async () => {
    for (const seed of [1, 2, 3, 4]) {
      const { judge } = taskOfMock("repair", seed);
      for (const line of ["dz2 = yhat - y", "dW2 = dz2 A1'"]) {
        const { passed, message } = await judge([line]);
        expect(passed || !/dz2|dW2|dyhat/.test(message)).toBe(true);
      }
    }
  });

  it("shows graph and formulas of a question, and no board that tells the answer", () => {
    expect(questionOf("12.mock.graph").at(-1)).toMatch(/^u = .*, v = .*, f = /);
    expect(questionOf("12.mock.repair").filter((line) => line.startsWith("∂ℓ/∂"))).toHaveLength(3);
    expect(questionOf("12.mock.repair").join()).not.toContain("Steps to write");
  });
});

it("A family that there is not is an error with those that there are", () => {
  const item = { id: "99.x", points: 1, difficulty: 1, hints: ["", "", ""] } as const;
  expect(() => mockItem({ family: "essay", ...item })).toThrow("there are definition, graph");
});

describe("The clock of a mock exam", () => {
  afterEach(() => {
    timer(0);
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("is off until minutes are given, then every check says how many are left", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    const said: string[] = [];
    vi.spyOn(console, "log").mockImplementation((text: unknown) => void said.push(String(text)));
    const last = async (): Promise<string | undefined> => {
      await check("12.mock.graph", undefined);
      return said.at(-1);
    };
    expect(await last()).toContain("Not answered");
    timer(90);
    vi.setSystemTime(30.5 * 60_000);
    expect(await last()).toBe("60 of 90 minutes left.");
    vi.setSystemTime(95 * 60_000);
    expect(await last()).toBe("The 90 minutes are over, since 5. You may go on.");
    timer(0);
    expect(await last()).toContain("Not answered");
  });
});
