/** @file Cells that replace what JavaScript itself brings: the kernel goes on, or says what is broken; it never hangs. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startKernel, type TestKernel } from "../support/kernel.js";

let kernel: TestKernel;

beforeEach(async () => {
  kernel = await startKernel();
});

afterEach(async () => {
  await kernel.end();
});

it.each([
  ["Promise", "globalThis.Promise = undefined as never;"],
  ["promises' then", "Promise.prototype.then = function () { return this as never; };"],
  [
    "timers",
    "for (const name of ['setTimeout', 'setImmediate', 'queueMicrotask']) globalThis[name] = () => 0;",
  ],
  ["process", "globalThis.process = undefined as never;"],
])("without %s cells run, and are interrupted", async (_, replacing) => {
  await kernel.front.execute(replacing.replaceAll("globalThis", "(globalThis as any)"));
  const id = kernel.front.say("execute_request", { code: "for (;;);" });
  await kernel.front.hears(({ parent, type }) => parent === id && type === "execute_input");
  await sleep(50);
  await kernel.front.ask("interrupt_request", {}, { channel: "control" });
  expect((await kernel.front.answer(id)).reply).toMatchObject({ ename: "KeyboardInterrupt" });
  const { contents } = await kernel.front.execute("1 + 1");
  expect(contents("execute_result")).toMatchObject([{ data: { "text/plain": "2" } }]);
});

it.each([
  ["map of arrays", "(Array.prototype as any).map = () => { throw new Error('no map'); };", "Error: no map"],
  ["flatMap of arrays", "(Array.prototype as any).flatMap = undefined;", "flatMap is not a function"],
])(
  "without %s a cell fails with the reason and what to do, and the kernel ends when asked to",
  async (_, replacing, reason) => {
    await kernel.front.execute(replacing);
    const { reply } = await kernel.front.execute("throw new Error('mine')");
    expect(reply).toMatchObject({ status: "error", ename: "KernelBroken" });
    expect(reply["evalue"]).toContain(reason);
    expect(reply["evalue"]).toContain("restart the kernel");
    await kernel.front.ask("shutdown_request", { restart: true }, { channel: "control" });
    expect(await kernel.exited).toBe(0);
  },
);
