/** @file All measurements, one after the other; a goal that one misses keeps none of the others from being taken. */

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PARTS = [
  "training/run.js",
  "training/live.js",
  "derivation/run.js",
  "kernel/run.js",
  "lectures/run.js",
];

const missed = PARTS.filter((part) => {
  const file = fileURLToPath(new URL(part, import.meta.url));
  return spawnSync(process.execPath, [file], { stdio: "inherit" }).status !== 0;
});
if (missed.length > 0) {
  console.log(`bench: a goal was missed, or something failed, in ${missed.join(", ")}`);
  process.exitCode = 1;
}
