/**
 * @file Measures our kernel, stock tslab, Deno and ipykernel in one interleaved run, prints the report and writes it to
 * bench/results/kernel.md: `npm ci --prefix bench && node bench/kernel/run.js`. Names as arguments measure only those
 * and write nothing.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";

import { findKernels } from "./kernels.js";
import { measured } from "./measure.js";
import { report } from "./report.js";

const RESULTS = new URL("../results/", import.meta.url);
const STARTS = 3;

const wanted = process.argv.slice(2);
const kernels = findKernels().filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const present = kernels.filter(({ missing }) => missing === undefined);
const results = new Map(present.map(({ name }) => [name, []]));
const load = () => loadavg()[0].toFixed(2);
const before = load();
for (let start = 1; start <= STARTS; start++) {
  for (const kernel of present) {
    console.error(`bench: start ${start} of ${STARTS}: ${kernel.name} …`);
    results.get(kernel.name).push(await measured(kernel));
  }
}
const machine = {
  processor: cpus()[0].model.trim(),
  cores: cpus().length,
  node: process.versions.node,
  load: { before, after: load() },
};
const text = report({ machine, kernels, results });
if (wanted.length === 0) {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL("kernel.md", RESULTS), text);
}
console.log(text);
// Sockets that kernels left behind would keep the process waiting.
process.exit();
