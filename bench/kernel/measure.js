/** @file All rows of the table for one start of one kernel. */

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

import { startKernel } from "./front-end.js";
import { memoryOfTree } from "./memory.js";

const CELLS = 20;
const WARM_UP = 5;
const EARLIER_CELLS = 120;
const LOOPS = 5;
const SETTLE_MS = 2000;
const SUBSCRIBE_MS = 300;
/** An interrupt that has not worked by then never will. */
const HOPELESS_MS = 10_000;

/** Starts the kernel and measures; figures in milliseconds and MB, `undefined` where there is none. */
export async function measured(kernel) {
  const running = await startKernel(kernel);
  try {
    return { ...(await session(kernel, running)), ...(await interrupts(kernel)) };
  } finally {
    running.end();
  }
}

async function session({ cells }, { front, child, spawned }) {
  await front.execute(cells.trivial(0), { wantsIdle: false });
  const start = performance.now() - spawned;
  await sleep(SETTLE_MS);
  const memory = memoryOfTree(child.pid);
  for (let number = 0; number < WARM_UP; number++) await front.execute(cells.trivial(number));
  const trivial = await times(CELLS, (number) => front.execute(cells.trivial(number)));
  const loop = await times(LOOPS, () => succeeded(front, cells.loop));
  await succeeded(front, cells.earlier);
  const loopEarlier = await times(LOOPS, () => succeeded(front, cells.loopEarlier));
  const completion = await completionMeanwhile(front, cells);
  for (let number = 0; number < EARLIER_CELLS; number++) await succeeded(front, cells.cell(number));
  const after120 = await times(CELLS, (number) => front.execute(cells.trivial(number)));
  return {
    start,
    memory,
    trivial,
    loop,
    loopEarlier,
    completion,
    after120,
    afterImport: await afterImport(front, cells),
  };
}

/** Completion that is asked for 300 ms into a cell of 3 s. */
async function completionMeanwhile(front, { busy, completed }) {
  const cell = front.execute(busy);
  await sleep(300);
  const begun = performance.now();
  await front.ask(
    "complete_request",
    { code: completed, cursor_pos: completed.length },
    { wantsIdle: false },
  );
  const taken = performance.now() - begun;
  await cell;
  return taken;
}

async function afterImport(front, { importPackage, trivial }) {
  if (importPackage === undefined) return undefined;
  const { status } = await front.execute(importPackage);
  if (status !== "ok") return undefined;
  await front.execute(trivial(0));
  return times(CELLS, (number) => front.execute(trivial(number)));
}

/** Each interrupt in a fresh process: one that fails must not spoil the next. */
async function interrupts(kernel) {
  const results = {};
  for (const [name, code] of Object.entries(kernel.cells.interrupts)) {
    const running = await startKernel(kernel);
    try {
      results[name] = await interrupted(kernel, running, code);
    } finally {
      running.end();
    }
  }
  return { interrupts: results };
}

/** How long it takes from the interrupt to the cell's answer, or what goes wrong in a word. */
async function interrupted({ cells }, { front, interrupt }, code) {
  // What is published before the subscription has reached the kernel is lost: idle is not waited for here.
  await front.execute(cells.keep, { wantsIdle: false });
  await sleep(SUBSCRIBE_MS);
  const cell = front.execute(code, { milliseconds: HOPELESS_MS }).catch(() => undefined);
  await sleep(500);
  const begun = performance.now();
  interrupt();
  const reply = await cell;
  const taken = performance.now() - begun;
  if (front.hasEnded) return "dies";
  if (reply === undefined) return "hangs";
  // tslab drops what comes in the 200 ms after a failure.
  await sleep(300);
  const after = await front.execute(cells.kept, { milliseconds: HOPELESS_MS }).catch(() => undefined);
  if (front.hasEnded) return "dies";
  return after?.status === "ok" ? taken : "loses state";
}

async function succeeded(front, code) {
  const { status } = await front.execute(code);
  if (status !== "ok") throw new Error(`a cell of the bench failed: ${code}`);
}

async function times(count, action) {
  const taken = [];
  for (let number = 0; number < count; number++) {
    const begun = performance.now();
    await action(number);
    taken.push(performance.now() - begun);
  }
  return taken;
}
