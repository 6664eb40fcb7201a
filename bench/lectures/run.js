/**
 * @file How long each lecture takes from top to bottom, each on a clean kernel: `node bench/lectures/run.js`, once the
 * library is built. Writes bench/results/lectures.md; with numbers of units as arguments (`07 11`) only those are run, and nothing
 * is written. Ends with 1 where a lecture takes longer than the limit, or does not pass.
 */

import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

import { markdownTable } from "../markdown.js";

const LIMIT_S = 20;
const COMMAND = fileURLToPath(new URL("../../app/cli/chainrule.js", import.meta.url));
const LECTURES = fileURLToPath(new URL("../../notebooks/lectures/", import.meta.url));

const wanted = process.argv.slice(2);
const names = readdirSync(LECTURES)
  .filter((name) => name.endsWith(".ipynb"))
  .filter((name) => wanted.length === 0 || wanted.some((unit) => name.startsWith(unit)))
  .sort();
const before = loadavg()[0].toFixed(2);
const rows = names.map(measured);
const text = report(rows);
if (wanted.length === 0) writeFileSync(new URL("../results/lectures.md", import.meta.url), text);
console.log(text);
process.exitCode = rows.every(({ passed, whole }) => passed && whole < LIMIT_S) ? 0 : 1;

/** One lecture by a process of its own: server, kernel and all cells. */
function measured(name) {
  const start = performance.now();
  const { stdout } = spawnSync(process.execPath, [COMMAND, "run", join(LECTURES, name), "--json"], {
    encoding: "utf8",
  });
  const whole = (performance.now() - start) / 1000;
  const [{ cells, passed }] = JSON.parse(stdout).notebooks;
  const seconds = cells.map((cell) => cell.seconds);
  const sum = seconds.reduce((total, each) => total + each, 0);
  return { name, count: cells.length, sum, slowest: Math.max(...seconds), whole, passed };
}

function report(rows) {
  const table = markdownTable(
    ["lecture", "cells", "all cells", "slowest cell", "whole command", ""],
    rows.map(({ name, count, sum, slowest, whole, passed }) => [
      name.replace(/\.ipynb$/, ""),
      count,
      ...[sum, slowest, whole].map((seconds) => seconds.toFixed(1)),
      passed ? (whole < LIMIT_S ? "" : `over ${LIMIT_S} s`) : "did not pass",
    ]),
  );
  const longest = Math.max(...rows.map(({ whole }) => whole));
  return `# The lectures, from top to bottom

${cpus()[0].model.trim()}, ${cpus().length} logical cores, Node.js ${process.versions.node}; load average over one minute ${before} before and ${loadavg()[0].toFixed(2)} after the run. Each lecture on a clean kernel; in seconds, the whole command with the start of server and kernel.

${table}

${rows.length} lectures: the longest takes ${longest.toFixed(1)} s; the limit is ${LIMIT_S} s.
`;
}
