/** @file The front ends, served from the second thread: it answers while the main one computes, and sees how all ends. */

import { writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { workerData, type MessagePort } from "node:worker_threads";

import type { Evaluator, Failure } from "../evaluate/evaluator.js";
import { failure } from "../protocol/failure.js";
import type { Language } from "../protocol/language.js";
import type { Message } from "../protocol/message.js";
import { Protocol } from "../protocol/protocol.js";
import { Place, type ToCells, type WorkerData } from "./bridge.js";
import { readConnection } from "./connection.js";
import { log } from "./log.js";
import { RemoteEvaluator } from "./remote-evaluator.js";
import { onSignals, type SignalName } from "./signals.js";
import { openSockets, type Sockets } from "./sockets.js";
import { VERSIONS } from "./versions.js";

/** So long front ends have for taking what was published before the end. */
const LAST_WORDS_MS = 700;
/** So long ZeroMQ's own thread has for what is still to be sent. */
const FLUSH_MS = 50;
/** So long the main thread has for ending the process; then it is ended from here. */
const EXIT_MS = 300;
const PARENT_CHECK_MS = 1000;
const STANDARD_ERROR = 2;

/** Binds the sockets and answers what comes until the process ends. */
export async function serveFrontEnds(language: Language): Promise<void> {
  // Without this thread nobody can reach the other one, not even to end it.
  process.on("uncaughtException", (error) => {
    writeSync(STANDARD_ERROR, `chainrule kernel: ${error.stack ?? error.message}\n`);
    process.kill(process.pid, "SIGKILL");
  });
  const data = workerData as WorkerData;
  const connection = readConnection(data.connectionFile);
  const evaluator: Evaluator = new RemoteEvaluator(data, {
    publish(publication) {
      // What a loop goes on showing would keep the last words waiting.
      if (!ending.hasBegun()) protocol.publish(publication);
      return sockets.published();
    },
    ask: (prompt, isPassword) => protocol.ask(prompt, isPassword),
    async end(reason) {
      await ending.farewell(reason);
      Atomics.store(data.shared, Place.farewell, 1);
      Atomics.notify(data.shared, Place.farewell);
    },
  });
  const send = (message: Message): void => {
    sockets.send(message);
  };
  const shutdown = (): void => void ending.exit(0);
  const { ports } = connection;
  const protocol = new Protocol({ evaluator, language, versions: VERSIONS, ports, send, log, shutdown });
  const sockets = await openSockets(connection, {
    log,
    receive: (request) => {
      protocol.receive(request);
    },
  });
  const ending = endingOf(protocol, sockets, data.port);
  onSignals(["SIGINT", "SIGTERM", "SIGHUP"], (name) => {
    if (name === "SIGINT") protocol.interrupt();
    else void ending.exit(1, endedBy(name));
  });
  watchParent(data.parent, ending);
}

/** How the process ends. */
interface Ending {
  readonly hasBegun: () => boolean;
  /** Tells everybody who waits why, and closes the sockets. */
  readonly farewell: (reason?: Failure) => Promise<void>;
  /** Ends the process, whatever the main thread is doing. */
  readonly exit: (code: number, reason?: Failure) => Promise<void>;
}

function endingOf(protocol: Protocol, sockets: Sockets, port: MessagePort): Ending {
  let ends = false;
  const farewell = async (reason?: Failure): Promise<void> => {
    if (ends) return;
    ends = true;
    if (reason !== undefined) protocol.end(reason);
    await Promise.race([sockets.published(), delay(LAST_WORDS_MS)]);
    await delay(FLUSH_MS);
    // Sockets that are open when the thread ends would make the process abort.
    sockets.close();
  };
  return {
    hasBegun: () => ends,
    farewell,
    async exit(code, reason) {
      await farewell(reason);
      const message: ToCells = { kind: "exit", code };
      port.postMessage(message);
      await delay(EXIT_MS);
      process.kill(process.pid, "SIGKILL");
    },
  };
}

function endedBy(signal: SignalName): Failure {
  return failure("KernelTerminated", `The kernel was ended by ${signal}; all variables are lost.`);
}

/** A kernel whose Jupyter is gone has nobody to work for. */
function watchParent(parent: number, ending: Ending): void {
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    log("the process that started this kernel is gone");
    void ending.exit(1);
  }, PARENT_CHECK_MS);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
