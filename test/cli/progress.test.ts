/** @file `chainrule progress`: the record of a work folder in words and as JSON. */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";

const work = mkdtempSync(join(tmpdir(), "chainrule-progress-"));

beforeAll(() => {
  const folder = join(work, ".chainrule", "exercises");
  mkdirSync(folder, { recursive: true });
  const exercises = {
    "08.dz2": { seed: 1, attempts: 3, hints: 1, codes: ["M09", "M10"], failed: [], passed: "2026-01-01" },
    "08.numbers": { seed: 1, attempts: 1, hints: 0, codes: [], failed: ["1"] },
  };
  writeFileSync(join(folder, "08.json"), JSON.stringify({ format: 1, unit: "08", exercises }));
});

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

it("says of every unit how it stands, and of every exercise that was tried", async () => {
  const { code, stdout } = await chainrule(["progress", "--work", work]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/○ 00 .*: not begun, next/);
  expect(stdout).toMatch(/◐ 08 Backpropagation I: the output layer: under way, 1 of \d+ exercises/);
  expect(stdout).toContain("✓ 08.dz2 passed: 3 attempts, 1 hint, met M09, M10");
  expect(stdout).toContain("✗ 08.numbers not passed yet: 1 attempt");
  expect(stdout).toMatch(/0 of 13 units done, 1 of \d+ exercises passed/);
});

it("gives the same as JSON, and writes nothing", async () => {
  const { code, stdout } = await chainrule(["progress", "--work", work, "--json"]);
  expect(code).toBe(0);
  const { next, units } = JSON.parse(stdout) as {
    readonly next: string;
    readonly units: readonly {
      readonly number: string;
      readonly state: string;
      readonly exercises: readonly object[];
    }[];
  };
  expect(next).toBe("00-orientation.ipynb");
  const unit = units.find(({ number }) => number === "08");
  expect(unit).toMatchObject({ state: "under way" });
  expect(unit?.exercises[0]).toEqual({
    id: "08.dz2",
    passed: true,
    attempts: 3,
    hints: 1,
    codes: ["M09", "M10"],
  });
  expect(readdirSync(work)).toEqual([".chainrule"]);
});

it("refuses a folder that is not there", async () => {
  const { code, stderr } = await chainrule(["progress", "--work", join(work, "nowhere")]);
  expect(code).toBe(2);
  expect(stderr).toContain("does not exist");
});
