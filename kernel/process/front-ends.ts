/** @file The front ends, served from the second thread: it answers while the main one computes, and sees how all ends. */

import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

import type { Evaluator, Failure } from "../evaluate/evaluator.js";
import { failure } from "../protocol/failure.js";
import { Protocol } from "../protocol/protocol.js";
import { Place, type ToCells, type WorkerData } from "./bridge.js";
import { readConnection } from "./connection.js";
import { language } from "./language.js";
import { log } from "./log.js";
import { RemoteEvaluator } from "./remote-evaluator.js";
import { onSignals, type SignalName } from "./signals.js";
import { openSockets, type Sockets } from "./sockets.js";
import { VERSIONS } from "./versions.js";

/** So long ZeroMQ's own thread has for what is still to be sent. */
const FLUSH_MS = 50;
/** So long the main thread has for ending the process; then it is ended from here. */
const EXIT_MS = 300;
const PARENT_CHECK_MS = 1000;
const STANDARD_ERROR = 2;

const data = workerData as WorkerData;
const connection = readConnection(data.connectionFile);
let ends = false;

// Without this thread nobody can reach the other one, not even to end it.
process.on("uncaughtException", (error) => {
  writeSync(STANDARD_ERROR, `chainrule kernel: ${error.stack ?? error.message}\n`);
  process.kill(process.pid, "SIGKILL");
});

const evaluator: Evaluator = new RemoteEvaluator(data, {
  publish(publication) {
    protocol.publish(publication);
  },
  ask: (prompt, isPassword) => protocol.ask(prompt, isPassword),
  async end(reason) {
    await farewell(reason);
    Atomics.store(data.shared, Place.farewell, 1);
    Atomics.notify(data.shared, Place.farewell);
  },
});
const protocol: Protocol = new Protocol({
  evaluator,
  language,
  versions: VERSIONS,
  ports: connection.ports,
  send: (message) => {
    sockets.send(message);
  },
  log,
  shutdown: () => void exit(0),
});
const sockets: Sockets = await openSockets(connection, {
  log,
  receive: (request) => {
    protocol.receive(request);
  },
});
parentPort?.postMessage("listening");
onSignals(["SIGINT", "SIGTERM", "SIGHUP"], (name) => {
  if (name === "SIGINT") protocol.interrupt();
  else void endBy(name);
});
watchParent();

/** Tells everybody who waits why the process ends. */
async function farewell(reason?: Failure): Promise<void> {
  if (ends) return;
  ends = true;
  if (reason !== undefined) protocol.end(reason);
  await delay(FLUSH_MS);
  // Sockets that are open when the thread ends would make the process abort.
  sockets.close();
}

async function endBy(name: SignalName): Promise<void> {
  await exit(1, failure("KernelTerminated", `The kernel was ended by ${name}; all variables are lost.`));
}

/** Ends the process, whatever the main thread is doing. */
async function exit(code: number, reason?: Failure): Promise<void> {
  await farewell(reason);
  const message: ToCells = { kind: "exit", code };
  data.port.postMessage(message);
  await delay(EXIT_MS);
  process.kill(process.pid, "SIGKILL");
}

/** A kernel whose Jupyter is gone has nobody to work for. */
function watchParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    log("the process that started this kernel is gone");
    void exit(1);
  }, PARENT_CHECK_MS);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
