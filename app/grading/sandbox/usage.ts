/** @file What a submission's process uses, as the kernel counts it, and where that is too much. */

import { readFileSync, statfsSync } from "node:fs";
import { SCRATCH } from "./command.js";

/** How often it is looked at. */
export const WATCH_MS = 50;

const MEMORY_BYTES = 2 ** 30;
const MOST_THREADS = 512;
/** Open at once. */
const MOST_OPEN = 4096;
/** On its disk: each costs memory of the kernel that nothing else counts. */
const MOST_FILES = 20_000;
const NANOSECONDS = 1e6;

/** What the process takes too much of, as words that continue "the notebook …"; undefined where it keeps to its limits. */
export function excessOf(pid: number): string | undefined {
  const status = textOf(`/proc/${pid}/status`);
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(status)?.[1] ?? 0);
  if (field("VmRSS") * 1024 > MEMORY_BYTES) return `took more than ${MEMORY_BYTES / 2 ** 20} MB`;
  if (field("Threads") > MOST_THREADS) return `started more than ${MOST_THREADS} threads`;
  if (field("FDSize") > MOST_OPEN) return `opened more than ${MOST_OPEN} files at once`;
  if (filesOf(pid) > MOST_FILES) return `made more than ${MOST_FILES} files`;
  return undefined;
}

/** How long the process, ready to run, has waited for a processor so far; 0 where the kernel does not count that. */
export function waitedMs(pid: number | undefined): number {
  const [, waited = "0"] = pid === undefined ? [] : textOf(`/proc/${pid}/schedstat`).split(" ");
  return Number(waited) / NANOSECONDS;
}

function filesOf(pid: number): number {
  try {
    const { files, ffree } = statfsSync(`/proc/${pid}/root${SCRATCH}`);
    return files - ffree;
  } catch {
    // It has just ended, or is not set up yet.
    return 0;
  }
}

/** Empty where it cannot be read, as of a process that has just ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
