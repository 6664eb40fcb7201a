/** @file A submission's process, shut in and watched: how messages go in and come out, and what ends it. */

import { spawn, type ChildProcess } from "node:child_process";
import { Duplex } from "node:stream";
import { parseObject, type JsonObject } from "../../server/json.js";
import { DESCRIPTORS, sandboxWords } from "./command.js";
import { messagesFrom } from "./lines.js";
import { singleProcessFilter } from "./single-process.js";
import { excessOf, waitedMs, WATCH_MS } from "./usage.js";

/** A process that runs one submission. */
export interface Sandbox {
  send(message: JsonObject): void;
  /**
   * The next message.
   * @throws SandboxEnded if the process has ended or sends nothing for so long; it is ended then. Its time stands still
   * while it waits for a processor, so that a busy machine ends nobody.
   */
  next(patienceMs: number): Promise<JsonObject>;
  /** Whether the process has ended. */
  isOver(): boolean;
  end(): void;
}

/** Why a submission's process is no longer there, in words that continue "the notebook …". */
export class SandboxEnded extends Error {
  constructor(
    readonly reason: string,
    readonly isTime = false,
  ) {
    super(`the notebook ${reason}`);
  }
}

const KEPT_WORDS = 2000;

/** Starts a process for a submission of this unit. */
export function startSandbox(clone: string, unit: string): Sandbox {
  const child = spawn("bwrap", sandboxWords(clone, unit), {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  const inbox = createInbox();
  const end = (reason: SandboxEnded): void => {
    inbox.close(reason);
    child.kill("SIGKILL");
  };
  const words = firstWords(child);
  child.once("error", ({ message }) => {
    end(new SandboxEnded(`could not be started: ${message}`));
  });
  child.once("close", (code, signal) => {
    end(new SandboxEnded(`ended its process (${signal ?? `exit code ${code}`})${words()}`));
  });
  const line = pipeOf(child, DESCRIPTORS.line);
  messagesFrom(line, inbox.put, (problem) => {
    end(new SandboxEnded(`was stopped: ${problem}`));
  });
  pipeOf(child, DESCRIPTORS.filter).end(singleProcessFilter());
  const pid = watch(child, (excess) => {
    end(new SandboxEnded(`${excess} and was stopped`));
  });
  return {
    send: (message) => line.write(`${JSON.stringify(message)}\n`),
    next(patienceMs) {
      const before = waitedMs(pid());
      return inbox.take(patienceMs, (passedMs) => {
        const leftMs = patienceMs - (passedMs - (waitedMs(pid()) - before));
        if (leftMs < 1) end(new SandboxEnded(`did nothing for ${patienceMs / 1000} s and was stopped`, true));
        return leftMs;
      });
    },
    isOver: inbox.isClosed,
    end: () => {
      end(new SandboxEnded("is over"));
    },
  };
}

interface Inbox {
  readonly put: (message: JsonObject) => void;
  readonly close: (reason: SandboxEnded) => void;
  readonly isClosed: () => boolean;
  /** `onLate` hears how long it has been, and says how much longer to wait. */
  readonly take: (patienceMs: number, onLate: (passedMs: number) => number) => Promise<JsonObject>;
}

function createInbox(): Inbox {
  const messages: JsonObject[] = [];
  let closed: SandboxEnded | undefined;
  let wake: () => void = () => undefined;
  return {
    put: (message) => {
      messages.push(message);
      wake();
    },
    close: (reason) => {
      closed ??= reason;
      wake();
    },
    isClosed: () => closed !== undefined,
    async take(patienceMs, onLate) {
      const begun = performance.now();
      const late = (): void => {
        const moreMs = onLate(performance.now() - begun);
        if (closed === undefined) clock = setTimeout(late, moreMs);
      };
      let clock = setTimeout(late, patienceMs);
      try {
        for (;;) {
          const message = messages.shift();
          if (message !== undefined) return message;
          if (closed !== undefined) throw closed;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        clearTimeout(clock);
      }
    },
  };
}

/** Tells of a process that takes too much; it is a single one, so that all it uses is its own. Gives its number. */
function watch(child: ChildProcess, tell: (excess: string) => void): () => number | undefined {
  let told = "";
  let pid: number | undefined;
  pipeOf(child, DESCRIPTORS.told).on("data", (chunk: Buffer) => {
    if (pid !== undefined) return;
    told += chunk.toString("utf8");
    const found = parseObject(told)?.["child-pid"];
    if (typeof found === "number") pid = found;
  });
  const clock = setInterval(() => {
    const excess = pid === undefined ? undefined : excessOf(pid);
    if (excess !== undefined) tell(excess);
  }, WATCH_MS);
  child.once("close", () => {
    clearInterval(clock);
  });
  return () => pid;
}

/** The beginning of what goes to standard error, for the case that bubblewrap itself has something to say. */
function firstWords(child: ChildProcess): () => string {
  let words = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    if (words.length < KEPT_WORDS) words += chunk.toString("utf8").slice(0, KEPT_WORDS);
  });
  return () => {
    const own = words.split("\n").filter((each) => each.startsWith("bwrap: "));
    return own.length === 0 ? "" : `; ${own.join(" ")}`;
  };
}

function pipeOf(child: ChildProcess, at: number): Duplex {
  const pipe: unknown = child.stdio[at];
  if (!(pipe instanceof Duplex)) throw new Error(`sandbox: descriptor ${at} is no pipe`);
  // A process that is gone takes nothing more; that it is gone is told by its end.
  pipe.on("error", () => undefined);
  return pipe;
}
