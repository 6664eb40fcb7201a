/** @file One run of a kernel with all that belongs to it: process, connection file, sockets. */

import { RequestError } from "./errors.js";
import type { JsonObject } from "./json.js";
import { openLink, type Listener } from "./kernel-link.js";
import { spawnKernel } from "./kernel-process.js";
import type { Kernelspec } from "./kernelspecs.js";
import type { Runtime } from "./runtime.js";
import type { Watchdog } from "./watchdog.js";
import type { Envelope } from "./websocket-format.js";
import { newMessage } from "./wire.js";

/** What a run needs from the server around it. */
export interface RunOptions {
  readonly spec: Kernelspec;
  /** The folder that it runs in (absolute). */
  readonly folder: string;
  readonly sessionName: string;
  readonly runtime: Runtime;
  readonly watchdog: Watchdog;
}

/** A kernel process that is spawned, and the line to it. */
export interface KernelRun {
  /** Resolves when the kernel answers; rejects with a sentence if it ends or stays silent for a minute. */
  readonly ready: Promise<void>;
  /** Resolves when the process is gone, with a sentence on how it ended. */
  readonly exited: Promise<string>;
  send(envelope: Envelope): void;
  /** False where the system has no signal to send. */
  interrupt(): boolean;
  /** Asks the kernel to end, then makes it end, and removes every trace. */
  stop(): Promise<void>;
  /** Ends the process at once. */
  kill(): void;
  /** Removes the traces of a process that has ended by itself. */
  clear(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const SHUTDOWN_GRACE_MS = 300;

/** Spawns a kernel and connects to it; what it says goes to the listener. */
export async function startRun(options: RunOptions, listener: Listener): Promise<KernelRun> {
  const { runtime, spec } = options;
  const file = await runtime.connectionFile(spec.name);
  const process = spawnKernel({ ...options, connectionFile: file.path });
  const link = openLink(file.connection, spec.spec.metadata.ipc_separator ?? "-", listener);
  const ready = untilReady(link.ready, process.exited);
  ready.catch(() => undefined); // Whoever waits is told; nobody has to wait.
  const clear = async (): Promise<void> => {
    process.killGroup();
    link.close();
    await file.remove();
  };
  const tell = (type: string, content: JsonObject): void => {
    const frames = newMessage({ type, session: spec.name, content });
    link.send({ channel: "control", frames });
  };
  const interruptByMessage = (): boolean => {
    tell("interrupt_request", {});
    return true;
  };
  return {
    ready,
    exited: process.exited,
    send: link.send,
    interrupt: spec.spec.interrupt_mode === "signal" ? process.interrupt : interruptByMessage,
    kill: process.kill,
    clear,
    async stop() {
      tell("shutdown_request", { restart: false });
      const timer = setTimeout(process.kill, SHUTDOWN_GRACE_MS);
      await process.exited;
      clearTimeout(timer);
      await clear();
    },
  };
}

async function untilReady(answered: Promise<void>, exited: Promise<string>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const failed = new Promise<never>((_, reject) => {
    const fail = (reason: string): void => {
      reject(new RequestError(500, reason));
    };
    timer = setTimeout(fail, READY_TIMEOUT_MS, "The kernel did not answer for 60 s; restart it.");
    void exited.then(fail);
  });
  await Promise.race([answered, failed]).finally(() => {
    clearTimeout(timer);
  });
}
