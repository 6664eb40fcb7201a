/** @file A real kernel process, started as Jupyter starts one. */

import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { CLONE } from "../../support/imports.js";
import { FrontEnd, type Addresses } from "./front-end.js";

/** A running kernel with a front end that is connected. */
export interface TestKernel {
  readonly child: ChildProcess;
  readonly front: FrontEnd;
  readonly connection: Addresses;
  /** What the process has written on standard error. */
  readonly errors: () => string;
  /** The exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>;
  /** Ends the process, if it has not ended, and removes its folder. */
  end(): Promise<void>;
}

/** How the process is started. */
export interface KernelOptions {
  /** Without one, messages are signed with a random key. */
  readonly key?: string;
  readonly nodeOptions?: readonly string[];
}

/** The words that start a kernel, before its connection file. */
export const KERNEL_COMMAND = ["--no-force-async-hooks-checks", join(CLONE, "dist", "kernel", "main.js")];

/** Writes a connection file into a folder of its own; sockets of the system, so that no port can be taken. */
export async function newConnection(key = randomBytes(16).toString("hex")): Promise<{
  readonly folder: string;
  readonly file: string;
  readonly connection: Addresses;
}> {
  const folder = await mkdtemp(join(tmpdir(), "chainrule-kernel-"));
  const connection = {
    ...{ transport: "ipc", ip: join(folder, "s"), signature_scheme: "hmac-sha256", key },
    ...{ shell_port: 1, iopub_port: 2, stdin_port: 3, control_port: 4, hb_port: 5 },
  };
  const file = join(folder, "connection.json");
  await writeFile(file, JSON.stringify(connection));
  return { folder, file, connection };
}

/** Starts a kernel and waits until it answers on shell and on iopub. */
export async function startKernel({ key, nodeOptions = [] }: KernelOptions = {}): Promise<TestKernel> {
  const { folder, file, connection } = await newConnection(key);
  const words = [...nodeOptions, ...KERNEL_COMMAND, file];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const exited = once(child, "close").then(([code, signal]) => (signal ?? code) as number | string);
  const front = new FrontEnd(connection);
  const kernel: TestKernel = {
    ...{ child, front, connection, exited },
    errors: () => errors,
    async end() {
      child.kill("SIGKILL");
      await exited;
      front.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await untilReady(kernel);
  return kernel;
}

/** Asks until the answer is heard on both channels: a subscription takes a moment to reach the kernel. */
async function untilReady({ front, exited, errors }: TestKernel): Promise<void> {
  const ended = exited.then((how) => {
    throw new Error(`the kernel ended (${how}): ${errors()}`);
  });
  ended.catch(() => undefined);
  for (let ready = false; !ready;) {
    const id = front.say("kernel_info_request", {});
    await Promise.race([ended, front.hears(({ channel, parent }) => channel === "shell" && parent === id)]);
    await sleep(10);
    ready = front.heard.some(({ channel, parent }) => channel === "iopub" && parent === id);
  }
}
