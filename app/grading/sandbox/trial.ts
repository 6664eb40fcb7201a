/** @file Whether submissions can be shut in on this machine: found by doing it. */

import { spawnSync } from "node:child_process";
import { startSandbox } from "./sandbox.js";
import { singleProcessFilter } from "./single-process.js";

/** That it works, or why not and what to do. */
export type Trial =
  | { readonly works: true; readonly says: string }
  | { readonly works: false; readonly says: string; readonly advice: string };

const PATIENCE_MS = 30_000;
const INSTALL =
  "On Debian and Ubuntu: sudo apt-get install bubblewrap. On Windows: the same in WSL. " +
  "On macOS: in a Linux container.";
const ALLOW =
  "In a container allow user namespaces (docker run --security-opt seccomp=unconfined --security-opt " +
  "apparmor=unconfined), on Ubuntu 24.04 and later allow them for bwrap in AppArmor; bubblewrap must be 0.7 or newer.";

/** Runs a notebook that tries to start a process, write outside its scratch folder, and see a network. */
export async function tryIsolation(clone: string): Promise<Trial> {
  if (process.platform !== "linux")
    return { works: false, says: `bubblewrap is for Linux, this is ${process.platform}`, advice: INSTALL };
  const { stdout, status } = spawnSync("bwrap", ["--version"], { encoding: "utf8", timeout: PATIENCE_MS });
  if (status !== 0) return { works: false, says: "bubblewrap is not installed", advice: INSTALL };
  if (singleProcessFilter() === undefined) {
    const says = `no filter of system calls is known for ${process.arch}`;
    return { works: false, says, advice: "Grade on a machine with an x64 or arm64 processor." };
  }
  const found = await probed(clone);
  if (found !== HELD)
    return { works: false, says: `${stdout.trim()} does not isolate: ${found}`, advice: ALLOW };
  return { works: true, says: `${stdout.trim()} holds submissions back` };
}

const HELD = "held held held";
const PROBE = `
import { existsSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { networkInterfaces } from "node:os";
import { check } from "chainrule";
const attempt = (action: () => boolean) => { try { return action() ? "open" : "held"; } catch { return "held"; } };
await check("probe", [
  attempt(() => spawnSync(process.execPath, ["-e", "0"]).status === 0),
  attempt(() => { writeFileSync("/chainrule/probe", ""); return true; }),
  attempt(() => existsSync("/home") || Object.values(networkInterfaces()).flat().some((one) => one?.internal === false)),
].join(" "));`;

async function probed(clone: string): Promise<string> {
  const sandbox = startSandbox(clone, "probe");
  try {
    sandbox.send({ cells: [{ number: 1, code: PROBE }], given: {} });
    for (;;) {
      const { answer, failure, ended } = await sandbox.next(PATIENCE_MS);
      if (ended === true || failure !== undefined) return `the trial failed ${JSON.stringify(failure)}`;
      if (answer !== undefined) return String(Reflect.get(Object(answer), "value"));
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    sandbox.end();
  }
}
