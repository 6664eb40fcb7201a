/** @file `chainrule run` on the real kernel: what passes, what fails, and what was never run. */

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { begin, chainrule, type Finished } from "../support/command-line.js";
import { describeWith, jupyter } from "../support/extras.js";
import { CLONE } from "../support/imports.js";
import { startedJupyter } from "../support/jupyter-lab.js";
import { temporaryFolder, writtenNotebook } from "../support/temporary.js";

const PATIENCE_MS = 90_000;
const folder = temporaryFolder();

interface Told {
  readonly status: string;
  readonly error?: string;
}

/** The cells' statuses and errors, as `--json` gives them. */
function told({ stdout }: Finished): readonly Told[] {
  const result = JSON.parse(stdout) as { readonly notebooks: readonly { readonly cells: readonly Told[] }[] };
  return result.notebooks.flatMap(({ cells }) => cells);
}

describe("A notebook whose cells all pass", { timeout: PATIENCE_MS }, () => {
  const file = writtenNotebook(folder, "fine.ipynb", [
    "const a = 20 + 1;",
    'import { ones } from "chainrule"; console.log(ones([2]).shape.length + a);',
    'console.error("a warning is no error");',
    { source: 'throw new Error("wanted");', tag: "raises-exception" },
    'console.log("after");',
    'const shown = require("tslab").newDisplay(); shown.text("first"); shown.text("second");',
  ]);

  it("ends with exit code 0, a line per cell, and finds the library from outside the clone", async () => {
    const { code, stdout } = await chainrule(["run", file]);
    expect(stdout).toMatch(/^fine\.ipynb\n {2}\[1\/6\] passed +\d+\.\d s\n/);
    expect(stdout).toContain("6 passed of 6 cells");
    expect(stdout).not.toContain("\u001b");
    expect(code).toBe(0);
  });

  it("leaves nothing beside the notebook", () => {
    expect(readdirSync(folder)).toEqual(["fine.ipynb"]);
  });

  it("is written with outputs, counts and updated displays by --out", async () => {
    const { code } = await chainrule(["run", "*.ipynb", "--out", "executed"], { folder });
    expect(code).toBe(0);
    const text = readFileSync(join(folder, "executed", "fine.ipynb"), "utf8");
    const { nbformat_minor, cells } = JSON.parse(text) as {
      readonly nbformat_minor: number;
      readonly cells: readonly { readonly execution_count: number; readonly outputs: readonly unknown[] }[];
    };
    expect(nbformat_minor).toBe(5);
    expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(cells.at(1)?.outputs).toEqual([{ output_type: "stream", name: "stdout", text: "22\n" }]);
    expect(cells.at(5)?.outputs).toEqual([
      { output_type: "display_data", data: { "text/plain": "second" }, metadata: {} },
    ]);
    expect(text).not.toContain("transient");
  });
});

it("A run that is interrupted leaves nothing beside the notebook", { timeout: PATIENCE_MS }, async () => {
  const alone = temporaryFolder();
  const file = writtenNotebook(alone, "endless.ipynb", ["1;", "for (;;);"]);
  const run = begin(["run", file]);
  await run.says("[1/2] passed");
  run.child.kill("SIGINT");
  await run.finished;
  expect(run.child.signalCode).toBe("SIGINT");
  expect(readdirSync(alone)).toEqual(["endless.ipynb"]);
});

it("A notebook in a folder of the clone that is hidden runs", { timeout: PATIENCE_MS }, async () => {
  const hidden = mkdtempSync(join(CLONE, ".hidden-"));
  try {
    const { code, stdout } = await chainrule(["run", writtenNotebook(hidden, "hidden.ipynb", ["1;"])]);
    expect(stdout).toContain("1 passed of 1 cells");
    expect(code).toBe(0);
  } finally {
    rmSync(hidden, { recursive: true });
  }
});

it("The README's cells run one after the other as they stand there", { timeout: PATIENCE_MS }, async () => {
  const readme = readFileSync(join(CLONE, "README.md"), "utf8");
  const cells = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, cell]) => cell);
  const file = writtenNotebook(folder, "readme.ipynb", cells);
  const { code, stdout } = await chainrule(["run", file]);
  expect(stdout).toContain("3 passed of 3 cells");
  expect(code).toBe(0);
});

describe("A notebook that does not pass", { timeout: PATIENCE_MS }, () => {
  it.each([
    [
      "an error in the middle",
      ["1;", 'throw new TypeError("no such thing");', "2;", "3;"],
      2,
      "no such thing",
    ],
    ["a syntax error", ["const a = ;", "2;"], 1, "cell 1, line 1"],
    ["a kernel that ends", ["process.exit(3);", "2;"], 1, "exit code 3"],
    ["a kernel that is killed", ["process.kill(process.pid, 'SIGKILL');", "2;"], 1, "the kernel died"],
    ["an endless cell", ["while (true) {}", "2;"], 1, "no reply within 3 s"],
    ["a promise that never settles", ["await new Promise(() => {});", "2;"], 1, "no reply within 3 s"],
  ])("with %s reports the cells after it as not run", async (title, sources, place, error) => {
    const file = writtenNotebook(folder, `${title}.ipynb`, sources);
    const finished = await chainrule(["run", file, "--json", "--timeout", "3"]);
    const cells = told(finished);
    expect(cells.slice(0, place - 1).map(({ status }) => status)).not.toContain("not run");
    expect(cells.at(place - 1)?.status).toMatch(/failed|timed out/);
    expect(cells.at(place - 1)?.error).toContain(error);
    expect(cells.slice(place).map(({ status }) => status)).toEqual(sources.slice(place).map(() => "not run"));
    expect(finished.code).toBe(1);
  });

  it("has its failing cell quoted with the error", async () => {
    const file = writtenNotebook(folder, "quoted.ipynb", ["1;", 'throw new TypeError("no such thing");']);
    const { code, stdout } = await chainrule(["run", file]);
    expect(stdout).toContain('  Cell 2 failed:\n    | throw new TypeError("no such thing");');
    expect(stdout).toContain("TypeError: no such thing");
    expect(stdout).toContain("1 passed, 1 failed of 2 cells");
    expect(code).toBe(1);
  });

  it("because it is no notebook or wants an unknown kernel says so", async () => {
    const file = writtenNotebook(folder, "other.ipynb", ["1;"]);
    const text = readFileSync(file, "utf8").replace('"name":"tslab"', '"name":"cobol"');
    writeFileSync(file, text);
    writeFileSync(join(folder, "broken.ipynb"), "{]");
    const { code, stdout } = await chainrule(["run", file, join(folder, "broken.ipynb")]);
    expect(stdout).toContain('has no kernel "cobol" (it has: chainrule, tslab)');
    expect(stdout).toContain("is not valid JSON");
    expect(code).toBe(1);
  });
});

describeWith(jupyter, "On this machine's Jupyter server, run", (executable) => {
  it(
    "tells the same as on our own",
    async () => {
      const work = temporaryFolder();
      const { url, token, running } = await startedJupyter(executable, {
        work,
        config: temporaryFolder(),
        kernel: "tslab",
      });
      try {
        const fine = writtenNotebook(folder, "there.ipynb", [
          'import { ones } from "chainrule"; ones([2]).shape;',
        ]);
        const bad = writtenNotebook(folder, "bad there.ipynb", [
          "1;",
          'throw new TypeError("no such thing");',
          "2;",
        ]);
        const words = ["run", fine, bad, "--server", url, "--token", token, "--json"];
        const finished = await chainrule(words);
        expect(told(finished).map(({ status }) => status)).toEqual(["passed", "passed", "failed", "not run"]);
        expect(told(finished).at(2)?.error).toContain("no such thing");
        expect(finished.code).toBe(1);
        const { code, stdout } = await chainrule(["run", fine, "--server", url, "--token", "wrong"]);
        expect(stdout).toContain("is the token right?");
        expect(code).toBe(1);
      } finally {
        running.child.kill("SIGTERM");
        await running.finished;
      }
    },
    PATIENCE_MS,
  );
});

it("A server that is not there is named", { timeout: PATIENCE_MS }, async () => {
  const file = writtenNotebook(folder, "away.ipynb", ["1;"]);
  const { code, stdout } = await chainrule(["run", file, "--server", "http://127.0.0.1:9/", "--token", "t"]);
  expect(stdout).toContain("http://127.0.0.1:9/ does not answer as a Jupyter server");
  expect(code).toBe(1);
  expect(existsSync(join(folder, ".chainrule"))).toBe(false);
});
