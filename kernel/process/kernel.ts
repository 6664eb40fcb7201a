/** @file The kernel as a process: the sockets get a thread of their own, the cells have the main thread. */

import { writeSync } from "node:fs";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { MessageChannel, Worker } from "node:worker_threads";

import type { LocalEvaluator } from "../evaluate/evaluator.js";
import { failure } from "../protocol/failure.js";
import { sharedNumbers, type WorkerData } from "./bridge.js";
import { ProtocolHost, serve } from "./cells-end.js";
import type { Lines } from "./remote-evaluator.js";
import { SIGNAL_OPTIONS } from "./signals.js";
import { publishStandardStreams } from "./standard-streams.js";

const STANDARD_ERROR = 2;

/** Runs until a front end or the system ends the process. */
export async function runKernel(connectionFile: string): Promise<void> {
  keepLoopsInterruptible();
  const lines = startWorker(connectionFile);
  const host = new ProtocolHost(lines);
  sayFarewell(host);
  publishStandardStreams((publication) => {
    host.publish(publication);
  });
  // While the other thread begins, this one has a processor for itself.
  const { startEvaluator } = await import("./start-evaluator.js");
  const evaluator = startEvaluator(host, process.cwd());
  surviveErrors(evaluator);
  serve(evaluator, host, lines);
}

/**
 * V8 of Node.js 24 to 26 unrolls loops whose body does nothing but allocate so that they never look whether somebody
 * wants to stop them, or to know how full the memory is.
 */
function keepLoopsInterruptible(): void {
  const major = Number.parseInt(process.versions.v8, 10);
  if (major === 13 || major === 14) setFlagsFromString("--no-turboshaft-loop-unrolling");
}

function startWorker(connectionFile: string): Lines {
  const [calls, answers] = [new MessageChannel(), new MessageChannel()];
  const shared = sharedNumbers();
  const heapLimit = getHeapStatistics().heap_size_limit;
  const own = { port: calls.port1, answers: answers.port1, shared, heapLimit };
  const data: WorkerData = { ...own, connectionFile, parent: process.ppid };
  const worker = new Worker(new URL("worker.js", import.meta.url), {
    workerData: data,
    transferList: [calls.port1, answers.port1],
    execArgv: [...SIGNAL_OPTIONS],
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
  return { port: calls.port2, answers: answers.port2, shared, heapLimit };
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
