/** @file A notebook executed by Jupyter's own nbclient on the installed kernel, as nbconvert and papermill do it. */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ICodeCell, INotebookContent } from "@jupyterlab/nbformat";
import { expect, it } from "vitest";

import { chainrule } from "../support/command-line.js";
import { describeWith, jupyter } from "../support/extras.js";
import { temporaryFolder } from "../support/temporary.js";

const CELLS = [
  "const values: number[] = [1, 2, 3];\nconsole.log(values.length);",
  "values.map((value) => value * 2)",
  'throw new RangeError("no such row");',
  'import { display } from "tslab"; display.html("<b>x</b>");',
];

const notebook = (sources: readonly string[]): object => ({
  cells: sources.map((source, index) => ({
    ...{ cell_type: "code", id: `cell-${index}`, metadata: {}, source },
    ...{ outputs: [], execution_count: null },
  })),
  metadata: { kernelspec: { name: "chainrule", display_name: "", language: "typescript" } },
  ...{ nbformat: 4, nbformat_minor: 5 },
});

describeWith(jupyter, "nbclient on the installed kernel", (executable) => {
  const execute = async (
    ...options: readonly string[]
  ): Promise<{ readonly file: string; readonly words: string; readonly code: unknown }> => {
    const prefix = temporaryFolder();
    expect((await chainrule(["kernel", "install", "--prefix", prefix])).code).toBe(0);
    const file = join(prefix, "notebook.ipynb");
    writeFileSync(file, JSON.stringify(notebook(CELLS)));
    const env = { ...process.env, JUPYTER_PATH: join(prefix, "share", "jupyter") };
    const { status, stderr } = spawnSync(executable, ["execute", "--inplace", ...options, file], {
      encoding: "utf8",
      env,
    });
    return { file, words: stderr, code: status };
  };

  it("runs every cell, keeps all outputs, and stores what the language is", async () => {
    const { file, code } = await execute("--allow-errors");
    expect(code).toBe(0);
    const { cells, metadata } = JSON.parse(readFileSync(file, "utf8")) as INotebookContent;
    expect(cells.map((cell) => (cell as ICodeCell).outputs)).toMatchObject([
      [{ output_type: "stream", name: "stdout", text: ["3\n"] }],
      [{ output_type: "execute_result", data: { "text/plain": ["[ 2, 4, 6 ]"] } }],
      [{ output_type: "error", ename: "RangeError", evalue: "no such row" }],
      [{ output_type: "display_data", data: { "text/html": ["<b>x</b>"] } }],
    ]);
    expect(metadata.language_info).toMatchObject({ name: "typescript", file_extension: ".ts" });
  }, 120_000);

  it("reports the cell that fails, with its error", async () => {
    const { words, code } = await execute();
    expect(code).not.toBe(0);
    expect(words).toContain("RangeError: no such row");
    expect(words).toContain('throw new RangeError("no such row");');
  }, 120_000);
});
