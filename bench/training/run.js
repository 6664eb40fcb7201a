/**
 * @file Measures training and its parts beside peers, prints the report and writes it to bench/results/training-node-N.md
 * with its charts, N being the release of Node.js: `npm ci --prefix bench && node bench/training/run.js`. With arguments only the rows whose titles hold one
 * of them are measured, and nothing is written.
 */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

import { writeNumbers, writeWeights } from "./numbers.js";
import { agreeing, report } from "./report.js";
import { ROWS } from "./rows.js";
import { drawn, scaling } from "./scaling.js";
import { inTurns, startPlayers } from "./turns.js";
import { titleOf } from "./work.js";

const LIBRARY = new URL("../../kernel-lib/dist/index.js", import.meta.url);
const MEMORY = fileURLToPath(new URL("memory.js", import.meta.url));
const RESULTS = new URL("../results/", import.meta.url);
const PAGE = `training-node-${process.versions.node.split(".")[0]}`;

if (existsSync(LIBRARY)) await main(process.argv.slice(2));
else {
  console.error("bench: the library is not built; run node app/cli/chainrule.js set-up --dev first");
  process.exitCode = 1;
}

async function main(wanted) {
  const before = load();
  const numbers = await writeNumbers();
  const players = await startPlayers(numbers.folder);
  try {
    const rows = await measuredRows(players, numbers.folder, wanted);
    const whole = wanted.length === 0;
    const grown = whole ? await scaling(players, numbers.folder, progress) : [];
    const memory = whole ? held() : [];
    const machine = {
      processor: cpus()[0].model.trim(),
      cores: cpus().length,
      node: process.versions.node,
      load: { before, after: load() },
    };
    const text = report({ page: PAGE, machine, players, numbers, rows, grown, memory });
    if (whole) await write(text, grown);
    console.log(text);
    if (!rows.every(agreeing)) process.exitCode = 1;
  } finally {
    for (const player of players) player.end?.();
    numbers.remove();
  }
}

async function measuredRows(players, folder, wanted) {
  const rows = [];
  for (const row of ROWS) {
    const title = titleOf(row.work);
    if (wanted.length > 0 && !wanted.some((part) => title.includes(part))) continue;
    progress(title);
    if (row.work.kind === "step") await writeWeights(folder, row.work.sizes);
    rows.push({ ...row, title, results: await inTurns(players, row.work) });
  }
  return rows;
}

/** What a process of its own holds after each epoch. */
function held() {
  progress("memory over ten epochs");
  return JSON.parse(execFileSync(process.execPath, ["--expose-gc", MEMORY], { encoding: "utf8" }));
}

async function write(text, grown) {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL(`${PAGE}.md`, RESULTS), text);
  for (const growth of grown) {
    writeFileSync(new URL(`${PAGE}-${growth.name}.svg`, RESULTS), `${await drawn(growth)}\n`);
  }
}

function load() {
  return loadavg()[0].toFixed(2);
}

function progress(what) {
  console.error(`bench: measuring ${what} …`);
}
