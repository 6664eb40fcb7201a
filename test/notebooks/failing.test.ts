/** @file A notebook of checks in which a cell fails: every check has a result or is called not run. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";
import { CLONE } from "../support/imports.js";
import { temporaryFolder } from "../support/temporary.js";
import type { Cell } from "./reading.js";

const SOLVED = join(CLONE, "notebooks", "solutions", "02-computation-graphs-1.solutions.ipynb");
const PATIENCE_MS = 120_000;

interface Report {
  readonly notebooks: readonly [{ readonly cells: readonly { readonly status: string }[] }];
}

it.each(["chainrule", "tslab"])(
  "On %s every check after the failing cell is not run, every one before it has passed",
  async (kernel) => {
    const notebook = JSON.parse(readFileSync(SOLVED, "utf8")) as { readonly cells: Cell[] };
    const checks = notebook.cells.flatMap((cell, at) => (cell.metadata.course?.role === "check" ? [at] : []));
    const before = Math.floor(checks.length / 2);
    const middle = checks[before];
    const broken = {
      ...notebook.cells[middle],
      id: "broken",
      metadata: {},
      source: 'throw new Error("planted");',
    };
    notebook.cells.splice(middle, 0, broken);
    const file = join(temporaryFolder(), "broken.ipynb");
    writeFileSync(file, JSON.stringify(notebook));

    const { code, stdout } = await chainrule(["run", file, "--json", "--kernel", kernel]);
    const [{ cells }] = (JSON.parse(stdout) as Report).notebooks;
    const run = notebook.cells.filter(({ cell_type }) => cell_type === "code");
    const statuses = run.flatMap(({ metadata: { course } }, at) =>
      course?.role === "check" ? [cells.at(at)?.status ?? "no report"] : [],
    );
    const after = checks.length - before;
    const expected = [...Array<string>(before).fill("passed"), ...Array<string>(after).fill("not run")];
    expect(statuses).toEqual(expected);
    expect(cells.filter(({ status }) => status === "failed")).toHaveLength(1);
    expect(code).toBe(1);
    console.info(`${kernel}: ${before} checks passed, 1 cell failed, ${after} checks not run`);
  },
  PATIENCE_MS,
);
