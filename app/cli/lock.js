/** @file One set-up at a time in a clone: a lock that outlives no process. */

import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const LOOK_AGAIN_MS = 300;
const SETTLE_MS = 50;
/** A lock file without content is still being written when it is younger than this. */
const WRITING_MS = 2_000;

/**
 * Waits until no other set-up holds `file`, holds it while `work` runs, and lets go.
 * `work` receives `setChild(pid)`: a child that would go on after its parent was killed counts as holder too.
 * `onWait(pid)` is called once when another process has to be waited for.
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  const mine = { pid: process.pid, ticket: Math.random() };
  let told = false;
  while (!(await taken(file, mine))) {
    const holder = holderOf(file);
    if (holder?.pid !== undefined && !told) {
      onWait(holder.pid);
      told = true;
    }
    await pause(LOOK_AGAIN_MS);
  }
  try {
    return await work((child) => writeFileSync(file, JSON.stringify({ ...mine, child })));
  } finally {
    rmSync(file, { force: true });
  }
}

/** True while the process lives; a process of another user lives too. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function taken(file, mine) {
  if (!created(file, mine)) {
    if (holderOf(file) !== undefined) return false;
    rmSync(file, { force: true });
    if (!created(file, mine)) return false;
  }
  // Two that found the same abandoned lock may both have replaced it: the last one to write has it.
  await pause(SETTLE_MS);
  return parsed(file)?.ticket === mine.ticket;
}

function created(file, mine) {
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Who holds the lock, or undefined when it is abandoned: its processes are gone, or the machine was restarted. */
function holderOf(file) {
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (written === undefined || written < Date.now() - uptime() * 1000) return undefined;
  const content = parsed(file);
  if (content === undefined) return Date.now() - written < WRITING_MS ? {} : undefined;
  const alive = [content.pid, content.child].filter((pid) => typeof pid === "number").some(isAlive);
  return alive ? content : undefined;
}

function parsed(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
