/** @file Every lecture in the real JupyterLab of this machine, on stock tslab: the same cells pass as on our own server. */

import { copyFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";
import { describeWith, jupyter } from "../support/extras.js";
import { CLONE } from "../support/imports.js";
import { startedJupyter } from "../support/jupyter-lab.js";
import { temporaryFolder } from "../support/temporary.js";

const LECTURES = join(CLONE, "notebooks", "lectures");
const PATIENCE_MS = 600_000;
const names = readdirSync(LECTURES).filter((name) => name.endsWith(".ipynb"));

interface Report {
  readonly file: string;
  readonly cells: readonly { readonly status: string; readonly error?: string }[];
}

describeWith(jupyter, "The lectures in this machine's JupyterLab", (executable) => {
  it(
    "pass in every cell",
    async () => {
      const work = temporaryFolder();
      for (const name of names) copyFileSync(join(LECTURES, name), join(work, name));
      const { url, token, running } = await startedJupyter(executable, {
        work,
        config: temporaryFolder(),
        kernel: "tslab",
      });
      try {
        const files = names.map((name) => join(work, name));
        const { stdout } = await chainrule(["run", ...files, "--server", url, "--token", token, "--json"]);
        const { notebooks } = JSON.parse(stdout) as { readonly notebooks: readonly Report[] };
        expect(notebooks.map(({ file }) => basename(file))).toEqual(names);
        for (const { cells } of notebooks) {
          expect(cells.length).toBeGreaterThan(0);
          expect(cells.filter(({ status }) => status !== "passed")).toEqual([]);
        }
      } finally {
        running.child.kill("SIGTERM");
        await running.finished;
      }
    },
    PATIENCE_MS,
  );
});
