/** @file Exercise and solution notebooks on the real kernel: every cell runs, every check speaks, the record is kept. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, cpSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";
import { CLONE } from "../support/imports.js";

const PATIENCE_MS = 600_000;

interface Cell {
  readonly cell_type: string;
  readonly metadata: { readonly course?: { readonly id: string; readonly role: string } };
  readonly outputs?: readonly {
    readonly text?: string | readonly string[];
    readonly data?: Readonly<Record<string, unknown>>;
  }[];
}

/** A student's work folder: the notebooks lie in it, and the record beside them. */
const work = mkdtempSync(join(tmpdir(), "chainrule-practice-"));
const names = (folder: string): readonly string[] =>
  readdirSync(join(CLONE, "notebooks", folder)).filter((name) => name.endsWith(".ipynb"));
let codes: Readonly<Record<string, number | null>> = {};

beforeAll(async () => {
  mkdirSync(join(work, ".chainrule"));
  for (const folder of ["exercises", "solutions"])
    for (const name of names(folder)) cpSync(join(CLONE, "notebooks", folder, name), join(work, name));
  const begun = await execute("exercises");
  const untouched = existsSync(record("08")) ? null : 0;
  codes = { begun, untouched, solved: await execute("solutions") };
}, PATIENCE_MS);

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

it("All of them run to their end, before and after the answers", () => {
  expect(codes).toEqual({ begun: 0, untouched: 0, solved: 0 });
});

it.each(names("exercises"))("Every check of the untouched %s says that nothing is answered", (name) => {
  const said = checksIn(name);
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter(({ text }) => !text.includes("Not answered yet"))).toEqual([]);
});

it.each(names("solutions"))("Every check of %s passes, and the record says so", (name) => {
  const said = checksIn(name);
  expect(said.filter(({ text }) => !/✓<\/span> <strong>right/.test(text))).toEqual([]);
  const kept = JSON.parse(readFileSync(record(name.slice(0, 2)), "utf8")) as {
    readonly exercises: Readonly<Record<string, { readonly passed?: string; readonly attempts: number }>>;
  };
  const passed = Object.entries(kept.exercises).filter(([, one]) => one.passed !== undefined);
  expect(passed.map(([id]) => `${id}.check`).sort()).toEqual(said.map(({ id }) => id).sort());
});

async function execute(folder: string): Promise<number | null> {
  const files = names(folder).map((name) => join(work, name));
  const { code } = await chainrule(["run", ...files, "--json", "--out", join(work, "executed")]);
  return code;
}

function record(unit: string): string {
  return join(work, ".chainrule", "exercises", `${unit}.json`);
}

/** What the check cells of an executed notebook show. */
function checksIn(name: string): readonly { readonly id: string; readonly text: string }[] {
  const { cells } = JSON.parse(readFileSync(join(work, "executed", name), "utf8")) as {
    readonly cells: readonly Cell[];
  };
  return cells.flatMap(({ metadata: { course }, outputs = [] }) =>
    course?.role === "check" ? [{ id: course.id, text: JSON.stringify(outputs) }] : [],
  );
}
