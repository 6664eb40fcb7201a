/** @file One run of a kernel: its operating-system process, from spawn to exit. */

import { spawn, type ChildProcess } from "node:child_process";

import type { Kernelspec } from "./kernelspecs.js";
import type { Watchdog } from "./watchdog.js";

/** A running kernel process. */
export interface KernelProcess {
  /** Resolves when the process is gone, with a sentence on how it ended. */
  readonly exited: Promise<string>;
  /** SIGINT: what stock tslab takes as "stop this cell". False where the system has no such signal. */
  readonly interrupt: () => boolean;
  /** Ends the process and all that it started, at once. Safe to call again. */
  readonly kill: () => void;
  /** Ends what the process started and left behind when it ended itself. */
  readonly killGroup: () => void;
}

/** Where and how to start. */
export interface ProcessOptions {
  readonly spec: Kernelspec;
  readonly connectionFile: string;
  readonly folder: string;
  readonly sessionName: string;
  readonly watchdog: Watchdog;
}

const IS_WINDOWS = process.platform === "win32";
const MAX_ERROR_CHARACTERS = 2000;

/** Starts the process in the folder, in a process group of its own. */
export function spawnKernel(options: ProcessOptions): KernelProcess {
  const [command, ...rest] = options.spec.spec.argv;
  const child = spawn(
    command,
    rest.map((argument) => argument.replace("{connection_file}", options.connectionFile)),
    {
      cwd: options.folder,
      env: { ...process.env, ...options.spec.spec.env, JPY_SESSION_NAME: options.sessionName },
      stdio: ["ignore", "ignore", "pipe"],
      detached: !IS_WINDOWS, // A Ctrl-C in the server's terminal is the server's to handle.
      windowsHide: true,
    },
  );
  const { pid } = child;
  if (pid !== undefined) options.watchdog.guard(pid);
  const exited = exitOf(child).finally(() => {
    if (pid !== undefined) options.watchdog.release(pid);
  });
  return {
    exited,
    interrupt: () => !IS_WINDOWS && child.kill("SIGINT"),
    kill: () => {
      if (pid !== undefined && child.exitCode === null && child.signalCode === null) killGroup(pid, child);
    },
    killGroup: () => {
      if (pid !== undefined && !IS_WINDOWS) killGroup(pid, child);
    },
  };
}

function killGroup(pid: number, child: ChildProcess): void {
  try {
    process.kill(IS_WINDOWS ? pid : -pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // The group may not exist yet in the instant after the spawn.
  }
}

function exitOf(child: ChildProcess): Promise<string> {
  let lastWords = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-MAX_ERROR_CHARACTERS);
  });
  return new Promise((resolve) => {
    const finish = (how: string): void => {
      resolve(lastWords.trim() === "" ? how : `${how}: ${lastWords.trim()}`);
    };
    child.once("error", (error) => {
      finish(`The kernel could not be started (${error.message})`);
    });
    child.once("exit", (code, signal) => {
      finish(
        signal === null ? `The kernel ended with code ${code ?? 0}` : `The kernel was ended by ${signal}`,
      );
    });
  });
}
