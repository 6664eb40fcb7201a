/** @file What set-up shows: one line per stage with its time, alive on a terminal, plain elsewhere. */

import { clearInterval, setInterval } from "node:timers";

const REFRESH_MS = 500;

/**
 * Runs `work`, showing `title` and the seconds so far on standard error, and leaves one line with the time it took.
 * Where standard error is no terminal the line is written once, when the stage is over.
 */
export async function stage(title, work) {
  const begun = Date.now();
  const line = (state) => `  ${`${title} …`.padEnd(56)} ${state}`;
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  const live = process.stderr.isTTY === true;
  const show = () => process.stderr.write(`\r${line(seconds())}`);
  if (live) show();
  const timer = live ? setInterval(show, REFRESH_MS) : undefined;
  let outcome = "failed after";
  try {
    const result = await work();
    outcome = "done in";
    return result;
  } finally {
    clearInterval(timer);
    process.stderr.write(`${live ? "\r" : ""}${line(`${outcome} ${seconds()}`)}\n`);
  }
}
