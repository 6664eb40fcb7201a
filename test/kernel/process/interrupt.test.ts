/** @file Interrupts, by message and by signal: soon, whatever the cell is doing, and with the state kept. */

import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startKernel, type TestKernel } from "../support/kernel.js";

let kernel: TestKernel;

beforeAll(async () => {
  kernel = await startKernel();
  await kernel.front.execute("let kept = 'state'");
});

afterAll(async () => {
  await kernel.end();
});

const CELLS: readonly (readonly [string, string])[] = [
  ["a loop without an end", "for (;;);"],
  ["a pending await", "await new Promise(() => undefined)"],
  ["a loop without an end after an await", "await new Promise((done) => setTimeout(done, 20)); for (;;);"],
  ["a loop in a timer that the cell awaits", "await new Promise(() => setTimeout(() => { for (;;); }, 20))"],
  ["a loop that never stops printing", "for (;;) console.log('more')"],
];

describe.each([
  ["by message", (): Promise<unknown> => kernel.front.ask("interrupt_request", {}, { channel: "control" })],
  ["by SIGINT", () => Promise.resolve(kernel.child.kill("SIGINT"))],
])("an interrupt %s", (_, interrupt) => {
  it.each(CELLS)("stops %s and keeps the state", async (__, code) => {
    const { front } = kernel;
    const id = front.say("execute_request", { code });
    await front.hears(({ parent, type }) => parent === id && type === "execute_input");
    await sleep(100);
    await interrupt();
    const { parent: ended } = await front.hears(({ parent, type }) => parent === id && type === "error");
    expect(ended).toBe(id);
    expect((await front.answer(id)).reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    const after = await front.execute("kept");
    expect(after.contents("execute_result")).toMatchObject([{ data: { "text/plain": "'state'" } }]);
  });
});

it("An interrupt while nothing runs does nothing, and the next cell is safe from it", async () => {
  await kernel.front.ask("interrupt_request", {}, { channel: "control" });
  await sleep(150);
  expect((await kernel.front.execute("1")).reply).toMatchObject({ status: "ok" });
});

it("A cell that was cut off is told so: its finally blocks did not run", async () => {
  const { front } = kernel;
  const id = front.say("execute_request", {
    code: "try { for (;;); } finally { (globalThis as any).cleared = true; }",
  });
  await front.hears(({ parent, type }) => parent === id && type === "execute_input");
  await sleep(50);
  await front.ask("interrupt_request", {}, { channel: "control" });
  const { reply } = await front.answer(id);
  expect(JSON.stringify(reply)).toContain("finally");
  const after = await front.execute("typeof (globalThis as any).cleared");
  expect(after.contents("execute_result")).toMatchObject([{ data: { "text/plain": "'undefined'" } }]);
});

it("A cell that was cut off while another program ran leaves the next cell whole", async () => {
  const { front } = kernel;
  const id = front.say("execute_request", {
    code: 'require("node:child_process").execSync("sleep 1.5")',
  });
  await front.hears(({ parent, type }) => parent === id && type === "execute_input");
  await sleep(100);
  await front.ask("interrupt_request", {}, { channel: "control" });
  expect((await front.answer(id)).reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
  const next = await front.execute("await new Promise((done) => setTimeout(done, 300)); 'whole'");
  expect(next.contents("execute_result")).toMatchObject([{ data: { "text/plain": "'whole'" } }]);
});
