/** @file Lines for whoever looks after the kernel, on standard error: they never hold up the thread that says them. */

import { write } from "node:fs";

const STANDARD_ERROR = 2;
/** More lines than this may not wait for a reader who does not read; further ones are left out. */
const MOST_WAITING = 1000;

const waiting: string[] = [];

/** Writes a line as soon as standard error takes it. */
export function log(line: string): void {
  if (waiting.length >= MOST_WAITING) return;
  waiting.push(`chainrule kernel: ${line.replaceAll("\n", "\n  ")}\n`);
  if (waiting.length === 1) writeFirst();
}

function writeFirst(): void {
  write(STANDARD_ERROR, waiting[0], (error) => {
    if (error !== null && "code" in error && error.code === "EAGAIN") {
      setTimeout(writeFirst, 10);
      return;
    }
    waiting.shift();
    if (waiting.length > 0) writeFirst();
  });
}
