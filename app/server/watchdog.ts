/** @file The server's end of the watchdog: tells it which kernels must not outlive the server. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { ROOT_FOLDER } from "./installation.js";

/** A small process that kills the listed kernels as soon as the server is gone, even by `kill -9`. */
export interface Watchdog {
  /** Lists a kernel's process. */
  guard(pid: number): void;
  /** Takes a process off the list once it has ended, before the system gives its number to another. */
  release(pid: number): void;
  /** Lets the watchdog end, and waits for it. */
  close(): Promise<void>;
}

/** Starts a watchdog that also removes the folder in the end. */
export function startWatchdog(folder: string): Watchdog {
  const child = spawn(process.execPath, [join(ROOT_FOLDER, "app", "server", "kill-orphans.js")], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  // A watchdog that was killed itself leaves the server working, only without this second net.
  child.on("error", () => undefined);
  child.stdin.on("error", () => undefined);
  child.unref();
  const tell = (fact: string): void => {
    if (child.stdin.writable) child.stdin.write(`${fact}\n`);
  };
  tell(`folder ${folder}`);
  return {
    guard: (pid) => {
      tell(`+ ${pid}`);
    },
    release: (pid) => {
      tell(`- ${pid}`);
    },
    close: () => ended(child),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, "exit");
  child.stdin?.end();
  await exit;
}
