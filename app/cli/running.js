/** @file The servers that this clone has running: one record per work folder, readable by their owner only. */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "./lock.js";

const ANSWER_TIMEOUT_MS = 3_000;
const STOP_TIMEOUT_MS = 10_000;
const LOOK_AGAIN_MS = 100;

/** The running servers of the clone; a record is {pid, port, token, url, workFolder}. */
export function runningServers(clone) {
  const folder = join(clone, ".build", "servers");
  const fileFor = (workFolder) =>
    join(folder, `${createHash("sha256").update(resolve(workFolder)).digest("hex").slice(0, 16)}.json`);
  return {
    /** The server on this work folder if it lives and answers; the record of a dead one is removed. */
    async find(workFolder) {
      const record = read(fileFor(workFolder));
      if (record === undefined) return undefined;
      if (await answers(record)) return record;
      if (!isAlive(record.pid)) rmSync(fileFor(workFolder), { force: true });
      return undefined;
    },

    remember(record) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = fileFor(record.workFolder);
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(record), { mode: 0o600 });
      renameSync(`${file}.${process.pid}`, file);
    },

    /** Removes the record if it is this process's own. */
    forget(workFolder) {
      const file = fileFor(workFolder);
      if (read(file)?.pid === process.pid) rmSync(file, { force: true });
    },

    /** Stops them all, kernels first, and gives the records of those that were running. */
    async stopAll() {
      const stopped = [];
      for (const record of records(folder)) {
        if (await answers(record)) {
          await stop(record);
          stopped.push(record);
        }
        rmSync(fileFor(record.workFolder), { force: true });
      }
      return stopped;
    },
  };
}

/** True when the recorded server itself answers: a process id alone may have gone to another program. */
async function answers(record) {
  if (!isAlive(record.pid)) return false;
  const response = await ask(record, "GET", "api/status");
  return response?.ok === true;
}

/** Asks first: the server then shuts its kernels down, on every system. Signals are for one that does not listen. */
async function stop(record) {
  const asked = await ask(record, "POST", "api/shutdown");
  if (asked?.ok === true && (await gone(record.pid))) return;
  for (const name of ["SIGTERM", "SIGKILL"]) {
    signal(record.pid, name);
    if (await gone(record.pid)) return;
  }
}

async function ask({ port, token }, method, path) {
  try {
    return await fetch(`http://127.0.0.1:${port}/${path}`, {
      method,
      headers: { Authorization: `token ${token}` },
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
  } catch {
    return undefined;
  }
}

async function gone(pid) {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await pause(LOOK_AGAIN_MS);
  }
  return true;
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
}

function records(folder) {
  let names;
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => read(join(folder, name)))
    .filter((record) => record !== undefined);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
