/** @file The kernel as a process: the sockets get a thread of their own, the cells have the main thread. */

import { once } from "node:events";
import { writeSync } from "node:fs";
import { getHeapStatistics } from "node:v8";
import { MessageChannel, Worker } from "node:worker_threads";

import type { LocalEvaluator } from "../evaluate/evaluator.js";
import { failure } from "../protocol/failure.js";
import { sharedNumbers, type WorkerData } from "./bridge.js";
import { ProtocolHost, serve } from "./cells-end.js";
import type { Lines } from "./remote-evaluator.js";
import { publishStandardStreams } from "./standard-streams.js";

const STANDARD_ERROR = 2;

/** Runs until a front end or the system ends the process. */
export async function runKernel(connectionFile: string): Promise<void> {
  const { lines, listening } = startWorker(connectionFile);
  const host = new ProtocolHost(lines);
  sayFarewell(host);
  publishStandardStreams((publication) => {
    host.publish(publication);
  });
  // A first cell waits for the other thread and the type checker, not for this one: until the sockets are bound, the
  // processors are theirs.
  await listening;
  const { startEvaluator } = await import("./start-evaluator.js");
  const evaluator = startEvaluator(host, process.cwd());
  surviveErrors(evaluator);
  serve(evaluator, host, lines);
}

interface Started {
  readonly lines: Lines;
  /** Resolves when the sockets are bound. */
  readonly listening: Promise<unknown>;
}

function startWorker(connectionFile: string): Started {
  const [calls, answers] = [new MessageChannel(), new MessageChannel()];
  const shared = sharedNumbers();
  const heapLimit = getHeapStatistics().heap_size_limit;
  const data: WorkerData = { connectionFile, port: calls.port1, answers: answers.port1, shared, heapLimit };
  const worker = new Worker(new URL("worker.js", import.meta.url), {
    workerData: data,
    transferList: [calls.port1, answers.port1],
    // Otherwise its words would be taken for a cell's output.
    stdout: true,
    stderr: true,
  });
  worker.stderr.on("data", (words: Buffer) => {
    writeSync(STANDARD_ERROR, words);
  });
  worker.on("error", (error) => {
    writeSync(STANDARD_ERROR, `chainrule kernel: ${error.stack ?? error.message}\n`);
    process.exit(1);
  });
  const lines = { port: calls.port2, answers: answers.port2, shared, heapLimit };
  return { lines, listening: once(worker, "message") };
}

/** However the process comes to its end, the front ends are told before it is there. */
function sayFarewell(host: ProtocolHost): void {
  process.on("exit", (code) => {
    const message = `The cell ended the kernel's process with exit code ${code}; all variables are lost.`;
    host.sayFarewell(failure("KernelExited", message));
  });
}

/** An error outside any cell is told, and the kernel goes on. */
function surviveErrors(evaluator: LocalEvaluator): void {
  process.on("uncaughtException", (error) => {
    evaluator.uncaught(error);
  });
  process.on("unhandledRejection", (reason) => {
    evaluator.uncaught(reason);
  });
}
