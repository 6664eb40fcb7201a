/** @file Exercises on stock tslab: a student's notebook runs from top to bottom, and the solutions pass every check. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";
import { CLONE } from "../support/imports.js";
import { temporaryFolder } from "../support/temporary.js";

const PATIENCE_MS = 180_000;

it(
  "Exercises without answers run on stock tslab, and solutions pass every check",
  { timeout: PATIENCE_MS },
  async () => {
    const out = temporaryFolder();
    const [exercises, solutions] = ["exercises", "solutions"].map((kind) =>
      join(CLONE, "notebooks", kind, `08-backpropagation-1.${kind}.ipynb`),
    );
    const { code, stdout } = await chainrule([
      "run",
      exercises,
      solutions,
      "--kernel",
      "tslab",
      "--out",
      out,
    ]);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    const verdicts = verdictsIn(join(out, "08-backpropagation-1.solutions.ipynb"));
    expect(verdicts).toHaveLength(11);
    for (const text of verdicts) expect(text).toContain("✓");
    for (const text of verdictsIn(join(out, "08-backpropagation-1.exercises.ipynb")))
      expect(text).toContain("not yet");
  },
);

/** What the cells that check have shown. */
function verdictsIn(file: string): readonly string[] {
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly cells: readonly {
      readonly metadata: { readonly course?: { readonly role: string } };
      readonly outputs?: readonly object[];
    }[];
  };
  return cells
    .filter(({ metadata: { course } }) => course?.role === "check")
    .map(({ outputs }) => JSON.stringify(outputs));
}
