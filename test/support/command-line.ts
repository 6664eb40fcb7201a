/** @file The `chainrule` command as a real process, its words and its exit code. */

import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { CLONE } from "./imports.js";

/** What a finished command said. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs; without `clone` it is the one under test, without `folder` its top. */
export interface Place {
  readonly clone?: string;
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** In a process group of its own, so that `killGroup` ends what it has started as well. */
  readonly ownGroup?: boolean;
}

/** A command that goes on until it is told to stop. */
export interface Running {
  readonly child: ChildProcess;
  /** Fulfils with everything on standard output so far, once it contains `text`; rejects when the command ends. */
  says(text: string): Promise<string>;
  readonly finished: Promise<Finished>;
  /** Ends the command and its children at once, as a power cut would. */
  killGroup(): void;
}

/** Starts `chainrule` with these words. */
export function begin(words: readonly string[], place: Place = {}): Running {
  const { clone = CLONE, folder, environment, ownGroup = false } = place;
  const child = spawn(process.execPath, [join(clone, "app", "cli", "chainrule.js"), ...words], {
    cwd: folder ?? clone,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: ownGroup,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  const says = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stdout.includes(text)) resolve(stdout);
      };
      child.stdout.on("data", look);
      look();
      child.once("close", () => {
        reject(new Error(`ended before it said "${text}":\n${stdout}${stderr}`));
      });
    });
  const killGroup = (): void => {
    if (child.pid !== undefined)
      process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  };
  return { child, says, finished, killGroup };
}

/** Runs `chainrule` with these words to its end. */
export function chainrule(words: readonly string[], place: Place = {}): Promise<Finished> {
  return begin(words, place).finished;
}
