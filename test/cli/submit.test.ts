/** @file `chainrule submit`: one file, signed once, that holds the answers and knows which values they are about. */

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exerciseSeed } from "chainrule";
import { beforeEach, expect, it } from "vitest";
import { readSubmission } from "../../app/grading/submission.js";
import { chainrule } from "../support/command-line.js";
import { CLONE } from "../support/imports.js";
import { temporaryFolder } from "../support/temporary.js";

const NOTEBOOK = "08-backpropagation-1.exercises.ipynb";
let work: string;

beforeEach(() => {
  work = temporaryFolder();
  copyFileSync(join(CLONE, "notebooks", "exercises", NOTEBOOK), join(work, NOTEBOOK));
});

it("asks who hands in once, keeps it where exercises look for it, and writes a file that grading reads", async () => {
  const unsigned = await chainrule(["submit", "08", "--work", work]);
  expect(unsigned.code).toBe(2);
  expect(unsigned.stderr).toContain("say who hands this in, with --student ID --term TERM");
  expect(existsSync(join(work, "submissions"))).toBe(false);
  const first = await chainrule([
    "submit",
    "08",
    "--work",
    work,
    "--student",
    "2026/117",
    "--term",
    "autumn",
  ]);
  expect([first.code, first.stderr]).toEqual([0, ""]);
  const kept = readFileSync(join(work, ".chainrule", "exercises", "student.json"), "utf8");
  expect(JSON.parse(kept)).toEqual({ format: 1, id: "2026/117", term: "autumn" });
  const again = await chainrule(["submit", "08", "--work", work, "--json"]);
  const { file } = JSON.parse(again.stdout) as { readonly file: string };
  expect(readdirSync(join(work, "submissions"))).toEqual(["08-2026_117.json"]);
  const submission = readSubmission(file);
  expect(submission).toMatchObject({
    unit: "08",
    student: { id: "2026/117", term: "autumn" },
    pack: "0.1.0",
  });
  expect(submission.cells.filter(({ answers }) => answers !== undefined)).toHaveLength(11);
});

it("encloses which values an answer was about, from before its author had signed", async () => {
  const seed = exerciseSeed("08.numbers", { id: "", term: "" });
  mkdirSync(join(work, ".chainrule", "exercises"), { recursive: true });
  const record = {
    "08.numbers": { seed, attempts: 1, hints: 0, codes: [], failed: [], passed: "2026-01-01" },
  };
  writeFileSync(
    join(work, ".chainrule", "exercises", "08.json"),
    JSON.stringify({ format: 1, unit: "08", exercises: record }),
  );
  await chainrule(["submit", "08", "--work", work, "--student", "117"]);
  expect(readSubmission(join(work, "submissions", "08-117.json")).seeds).toEqual({ "08.numbers": seed });
});

it.each([
  ["a name in another script", "अर्जुन सिंह", "08-अर्जुन_सिंह.json"],
  ["a path", "../../अ", "08-.._.._अ.json"],
  ["signs of four bytes each", "𝕏".repeat(50), `08-${"𝕏".repeat(50)}.json`],
  ["a name that is longer than names of files", "म".repeat(100), `08-${"म".repeat(60)}.json`],
])("writes a file called after %s", async (_, student, file) => {
  expect(await chainrule(["submit", "08", "--work", work, "--student", student])).toMatchObject({ code: 0 });
  expect(readdirSync(join(work, "submissions"))).toEqual([file]);
  expect(readSubmission(join(work, "submissions", file)).student.id).toBe(student);
});

it.each([
  ["a unit that is none", ["submit", "backpropagation"], 2, "give one unit"],
  ["an empty id", ["submit", "08", "--student", " "], 2, "--student wants an id"],
  ["a term without an id", ["submit", "08", "--term", "autumn"], 2, "--term goes with --student"],
  ["a unit without exercises", ["submit", "13", "--student", "1"], 1, "Unit 13 has no exercises"],
  ["a unit that was never opened", ["submit", "09", "--student", "1"], 1, "open it in the course first"],
])("refuses %s", async (_, words, code, says) => {
  const finished = await chainrule([...words, "--work", work]);
  expect(finished.code).toBe(code);
  expect(finished.stderr).toContain(says);
});
