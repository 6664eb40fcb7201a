/**
 * @file Measures the derivation engine, beside SymPy and mathjs where they can do a case, prints the report and writes
 * it to bench/results/derivation.md: `npm ci --prefix bench && node bench/derivation/run.js`.
 */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

import { report } from "./report.js";

const LIBRARY = new URL("../../kernel-lib/dist/index.js", import.meta.url);
const ENGINE = fileURLToPath(new URL("engine.js", import.meta.url));
const RESULTS = new URL("../results/", import.meta.url);
const CORPUS_PROCESSES = 3;
const NETWORK_PROCESSES = 7;
const OUTPUT_BYTES = 2 ** 26;

if (existsSync(LIBRARY)) await main();
else {
  console.error("bench: the library is not built; run node app/cli/chainrule.js set-up --dev first");
  process.exitCode = 1;
}

async function main() {
  const before = load();
  progress("the public corpus");
  const corpus = { runs: measured("corpus", CORPUS_PROCESSES) };
  progress("the 2-3-1 network");
  const network = { runs: measured("network", NETWORK_PROCESSES) };
  progress("chains of layers");
  const [chain] = measured("chain", 1);
  progress("the peers");
  // Imported here: it needs the built library.
  const { comparison } = await import("./comparison.js");
  const compared = await comparison();
  const machine = {
    processor: cpus()[0].model.trim(),
    cores: cpus().length,
    node: process.versions.node,
    load: { before, after: load() },
  };
  const text = report({ machine, corpus, network, chain, compared });
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL("derivation.md", RESULTS), text);
  console.log(text);
}

/** One part of the engine's measurements, each time in a fresh process. */
function measured(part, processes) {
  return Array.from({ length: processes }, () =>
    JSON.parse(execFileSync(process.execPath, [ENGINE, part], { maxBuffer: OUTPUT_BYTES, encoding: "utf8" })),
  );
}

function load() {
  return loadavg()[0].toFixed(2);
}

function progress(what) {
  console.error(`bench: measuring ${what} …`);
}
