/** @file The kernels that are measured: how each is started, interrupted, and spoken to in its own language. */

import { existsSync, readdirSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const KERNEL = at("../../dist/kernel/main.js");
const TSLAB = at("../../node_modules/tslab/bin/tslab");
const DENO_FOLDER = at("../node_modules/@deno/");
const PYTHONS = [at("../../.ci/venv/bin/python"), "/usr/bin/python3", "python3", "python"];

/** The cells of every row, in TypeScript. Each loop takes three million steps. */
const TYPESCRIPT = {
  trivial: (number) => `${number} + 1`,
  cell: (number) =>
    `const value${number} = ${number}; function add${number}(x: number) { return x + value${number}; }`,
  importPackage: 'import * as ts from "typescript"; const kind = ts.SyntaxKind.Identifier;',
  loop: "let sum = 0; for (let step = 0; step < 3_000_000; step++) { sum += step % 7; } sum",
  earlier: "let total = 0; let increment = 3;",
  loopEarlier: "for (let step = 0; step < 3_000_000; step++) { total += increment; } total",
  busy: "{ const end = Date.now() + 3000; while (Date.now() < end); }",
  completed: "Math.sq",
  keep: "let kept = 42;",
  kept: "kept",
  interrupts: {
    "sync loop": "for (;;) {}",
    "pending await": "await new Promise((done) => setTimeout(done, 60_000));",
    "sync loop after await": "await new Promise((done) => setTimeout(done, 50)); for (;;) {}",
  },
};

const PYTHON = {
  trivial: (number) => `${number} + 1`,
  cell: (number) => `value${number} = ${number}\ndef add${number}(x): return x + value${number}`,
  importPackage: undefined,
  loop: "sum = 0\nfor step in range(3_000_000): sum += step % 7\nsum",
  earlier: "total = 0\nincrement = 3",
  loopEarlier: "for step in range(3_000_000): total += increment\ntotal",
  busy: "import time\nend = time.time() + 3\nwhile time.time() < end: pass",
  completed: "import math; math.sq",
  keep: "kept = 42",
  kept: "kept",
  interrupts: {
    "sync loop": "while True: pass",
    "pending await": "import asyncio\nawait asyncio.sleep(60)",
    "sync loop after await": "import asyncio\nawait asyncio.sleep(0.05)\nwhile True: pass",
  },
};

/** Those of the kernels that are on this machine, and for each other one why it is left out. */
export function findKernels() {
  const deno = denoProgram();
  const python = PYTHONS.find((program) => spawnSync(program, ["-c", "import ipykernel"]).status === 0);
  return [
    {
      name: "Chainrule",
      version: "this clone",
      command: [process.execPath, "--no-force-async-hooks-checks", KERNEL],
      interrupt: "message",
      cells: TYPESCRIPT,
      missing: existsSync(KERNEL) ? undefined : "it is not built; run node app/cli/chainrule.js set-up --dev",
    },
    {
      name: "tslab",
      version: "1.0.22",
      command: [process.execPath, TSLAB, "kernel", "--config-path"],
      interrupt: "signal",
      cells: TYPESCRIPT,
      missing: existsSync(TSLAB) ? undefined : "it is not installed",
    },
    {
      name: "Deno",
      version: deno === undefined ? "" : firstLine([deno, "--version"]),
      command: [deno, "jupyter", "--kernel", "--conn"],
      interrupt: "message",
      cells: TYPESCRIPT,
      missing:
        deno === undefined ? "bench/node_modules has none for this system; npm ci --prefix bench" : undefined,
    },
    {
      name: "ipykernel",
      version:
        python === undefined
          ? ""
          : firstLine([python, "-c", "import ipykernel; print(ipykernel.__version__)"]),
      command: [python, "-m", "ipykernel_launcher", "-f"],
      interrupt: "signal",
      cells: PYTHON,
      missing: python === undefined ? "no Python here has it" : undefined,
    },
  ];
}

/** The program itself, without the script that npm puts before it. */
function denoProgram() {
  if (!existsSync(DENO_FOLDER)) return undefined;
  return readdirSync(DENO_FOLDER)
    .flatMap((name) => ["deno", "deno.exe"].map((program) => `${DENO_FOLDER}${name}/${program}`))
    .find((path) => existsSync(path));
}

function firstLine([program, ...words]) {
  return spawnSync(program, words, { encoding: "utf8" }).stdout.trim().split("\n")[0].replace(/ \(.*/, "");
}
