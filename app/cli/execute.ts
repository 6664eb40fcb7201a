/** @file Executes a notebook cell by cell on a kernel, and says of each cell what truly became of it. */

import type { ICodeCell, INotebookContent } from "@jupyterlab/nbformat";
import type { Kernel, KernelMessage } from "@jupyterlab/services";
import { setTimeout as pause } from "node:timers/promises";
import { executableCells, sourceOf } from "./notebook-file.js";
import { Outputs, streamText } from "./outputs.js";

/** "not run" is never "passed": the kernel refused the cell, or an earlier one had failed. */
export type CellStatus = "passed" | "failed" | "timed out" | "not run";

/** What became of one cell; `number` counts the code cells from 1. */
export interface CellResult {
  readonly number: number;
  readonly status: CellStatus;
  readonly seconds: number;
  readonly source: string;
  /** The error as the kernel told it, without colour codes. */
  readonly error?: string;
}

/** How a notebook is executed; `onCell` hears of every cell as soon as it is over. */
export interface Execution {
  readonly timeoutMs: number;
  readonly onCell: (result: CellResult, total: number) => void;
}

interface Outcome {
  readonly status: CellStatus;
  readonly error?: string;
}

/** Cells with this tag are meant to fail; what follows them is executed all the same. */
const EXPECTED_FAILURE = "raises-exception";
/** A failed tslab cell makes the kernel refuse what comes within 200 ms. */
const REFUSED_PAUSE_MS = 100;
const REFUSED_TRIES = 20;
const INTERRUPT_TIMEOUT_MS = 5_000;

/** Executes the code cells in order, fills in their outputs, and stops at the first that does not pass. */
export async function executeNotebook(
  kernel: Kernel.IKernelConnection,
  notebook: INotebookContent,
  { timeoutMs, onCell }: Execution,
): Promise<readonly CellResult[]> {
  const outputs = new Outputs();
  const cells = executableCells(notebook);
  const results: CellResult[] = [];
  let stopped = false;
  for (const cell of cells) {
    outputs.begin(cell);
    const begun = Date.now();
    const outcome: Outcome = stopped
      ? { status: "not run" }
      : await executeCell(kernel, cell, outputs, timeoutMs);
    const result = {
      number: results.length + 1,
      seconds: (Date.now() - begun) / 1000,
      source: sourceOf(cell),
      ...outcome,
    };
    stopped ||= outcome.status !== "passed";
    results.push(result);
    onCell(result, cells.length);
  }
  return results;
}

async function executeCell(
  kernel: Kernel.IKernelConnection,
  cell: ICodeCell,
  outputs: Outputs,
  timeoutMs: number,
): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await ask(kernel, cell, outputs, timeoutMs);
    if (outcome.status === "failed" && isMeantToFail(cell)) return { status: "passed" };
    if (outcome.status !== "not run" || attempt === REFUSED_TRIES) return outcome;
    await pause(REFUSED_PAUSE_MS);
  }
}

async function ask(
  kernel: Kernel.IKernelConnection,
  cell: ICodeCell,
  outputs: Outputs,
  timeoutMs: number,
): Promise<Outcome> {
  const future = kernel.requestExecute({ code: sourceOf(cell), allow_stdin: false, stop_on_error: true });
  future.onIOPub = (message) => {
    outputs.receive(cell, message);
  };
  const clock = new AbortController();
  const timeout = pause(timeoutMs, "timeout" as const, { signal: clock.signal }).catch(
    () => "timeout" as const,
  );
  const end = await Promise.race([
    future.done.catch(() => "dead" as const),
    death(kernel, clock.signal),
    timeout,
  ]);
  clock.abort();
  if (end === "timeout") {
    await interrupt(kernel, future.done);
    return { status: "timed out", error: `no reply within ${timeoutMs / 1000} s; the cell was interrupted` };
  }
  if (end === "dead") return { status: "failed", error: "the kernel died while it ran this cell" };
  return outcomeOf(end, cell);
}

function outcomeOf(reply: KernelMessage.IExecuteReplyMsg, cell: ICodeCell): Outcome {
  const content = reply.content;
  cell.execution_count = content.execution_count ?? cell.execution_count;
  if (content.status === "ok") return { status: "passed" };
  // tslab says "abort" where the protocol says "aborted": anything but "error" means that nothing was executed.
  if (content.status !== "error") return { status: "not run", error: "the kernel did not execute this cell" };
  const told = cell.outputs.flatMap((output) =>
    Array.isArray(output["traceback"]) ? output["traceback"].map(String) : [],
  );
  const text = told.length > 0 ? told.join("\n") : streamText(cell, "stderr");
  return { status: "failed", error: text.trim() === "" ? "the kernel gave no reason" : text.trimEnd() };
}

/** Fulfils when the kernel dies or the server restarts it by itself. */
function death(kernel: Kernel.IKernelConnection, signal: AbortSignal): Promise<"dead"> {
  return new Promise((resolve) => {
    const listen = (_: Kernel.IKernelConnection, status: KernelMessage.Status): void => {
      if (status === "dead" || status === "autorestarting") resolve("dead");
    };
    kernel.statusChanged.connect(listen);
    signal.addEventListener("abort", () => kernel.statusChanged.disconnect(listen));
  });
}

async function interrupt(kernel: Kernel.IKernelConnection, done: Promise<unknown>): Promise<void> {
  // A kernel that cannot be interrupted any more is shut down with its session.
  await kernel.interrupt().catch(() => undefined);
  await Promise.race([done.catch(() => undefined), pause(INTERRUPT_TIMEOUT_MS)]);
}

function isMeantToFail(cell: ICodeCell): boolean {
  const tags = cell.metadata["tags"];
  return Array.isArray(tags) && tags.includes(EXPECTED_FAILURE);
}
