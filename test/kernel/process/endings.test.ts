/** @file How a kernel ends, and what it survives: nobody is left waiting, and whoever waits is told why. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, describe, expect, it } from "vitest";

import {
  KERNEL_COMMAND,
  newConnection,
  startKernel,
  type KernelOptions,
  type TestKernel,
} from "../support/kernel.js";

let kernel: TestKernel | undefined;

const started = async (options?: KernelOptions): Promise<TestKernel> => (kernel = await startKernel(options));

afterEach(async () => {
  await kernel?.end();
});

/** Starts a cell that goes on, and another behind it. */
async function running(
  code: string,
  options?: KernelOptions,
): Promise<TestKernel & { readonly cell: string; readonly next: string }> {
  const own = await started(options);
  const cell = own.front.say("execute_request", { code });
  await own.front.hears(({ parent, type }) => parent === cell && type === "execute_input");
  const next = own.front.say("execute_request", { code: "'never'" });
  await sleep(50);
  return { ...own, cell, next };
}

describe("a shutdown", () => {
  it.each([
    ["control", false, "nothing", "1"],
    ["shell", true, "nothing", "1"],
    ["control", false, "a loop without an end", "for (;;);"],
    ["control", true, "a pending await", "await new Promise(() => undefined)"],
    ["control", false, "a question to the student", "prompt('?')"],
  ] as const)("on %s (restart: %s) ends the process while it runs %s", async (channel, restart, _, code) => {
    const { front, exited } = await started();
    const cell = front.say("execute_request", { code, allow_stdin: true });
    await front.hears(({ parent, type }) => parent === cell && type === "execute_input");
    await sleep(100);
    const { reply } = await front.ask("shutdown_request", { restart }, { channel });
    expect(reply).toEqual({ status: "ok", restart });
    await exited;
    // On iopub too, for the other front ends.
    await front.hears(({ channel: heardOn, type }) => heardOn === "iopub" && type === "shutdown_reply");
    await front.hears(({ parent, type }) => parent === cell && type === "execute_reply");
  });

  it("answers the running cell with an error and aborts those behind it", async () => {
    const { front, cell, next } = await running("for (;;);");
    await front.ask("shutdown_request", { restart: true }, { channel: "control" });
    expect((await front.answer(cell)).reply).toMatchObject({ status: "error", ename: "KernelRestarted" });
    expect((await front.answer(next)).reply).toMatchObject({ status: "aborted" });
  });

  it("ends an idle process with exit code 0", async () => {
    const { front, exited, errors } = await started();
    await front.ask("shutdown_request", { restart: false }, { channel: "control" });
    expect(await exited).toBe(0);
    expect(errors()).toBe("");
  });
});

describe("the end of the process", () => {
  it("by process.exit in a cell is told as the cell's error, and the process ends with that code", async () => {
    const { front, cell, next, exited } = await running(
      "await new Promise((done) => setTimeout(done, 200)); process.exit(3)",
    );
    expect((await front.answer(cell)).reply).toMatchObject({
      status: "error",
      ename: "KernelExited",
      evalue: expect.stringContaining("exit code 3") as unknown,
    });
    expect((await front.answer(next)).reply).toMatchObject({ status: "aborted" });
    expect(await exited).toBe(3);
  });

  it.each(["SIGTERM", "SIGHUP"] as const)(
    "by %s is told, even while a cell loops without an end",
    async (signal) => {
      const { front, cell, child, exited } = await running("for (;;);");
      child.kill(signal);
      expect((await front.answer(cell)).reply).toMatchObject({ status: "error", ename: "KernelTerminated" });
      await exited;
    },
  );

  it.runIf(process.platform === "linux")("comes with that of the process that started it", async () => {
    const { folder, file } = await newConnection();
    const start = `spawn(process.execPath, ${JSON.stringify([...KERNEL_COMMAND, file])}, { stdio: "ignore" })`;
    const script = `console.log(require("child_process").${start}.pid); setInterval(() => undefined, 1000)`;
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(parent.stdout, "data")) as readonly Buffer[];
    const pid = Number(line.toString());
    await sleep(500);
    expect(isRunning(pid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
    await rm(folder, { recursive: true, force: true });
  });
});

/** Whether the process runs; one that has ended and waits for somebody to ask how does not. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

describe("a kernel survives", () => {
  it.each([
    ["at once", "const rows: number[][] = []; for (;;) rows.push(new Array<number>(1000).fill(1.5));"],
    [
      "turn by turn",
      "const rows: object[] = []; for (;;) { for (let i = 0; i < 1e4; i++) rows.push({ i }); await new Promise((go) => setImmediate(go)); }",
    ],
  ])(
    "a cell that fills the memory %s: it is stopped and told why, and variables of before are kept",
    async (_, code) => {
      const { front } = await started({ nodeOptions: ["--max-old-space-size=800"] });
      await front.execute("const kept = 1");
      const { reply } = await front.execute(`{ ${code} }`);
      expect(reply).toMatchObject({ status: "error", ename: "OutOfMemory" });
      expect((await front.execute("kept")).contents("execute_result")).toMatchObject([
        { data: { "text/plain": "1" } },
      ]);
    },
  );

  it.each([
    ["a rejection that nobody handles", "void Promise.reject(new Error('unheard'))", "unheard"],
    ["an error in a timer", "setTimeout(() => { throw new Error('in a timer'); })", "in a timer"],
  ])("%s, and tells it on stderr", async (_, code, words) => {
    const { front } = await started();
    await front.execute("const kept = 1");
    await front.execute(code);
    await front.hears(
      ({ type, content }) =>
        type === "stream" && content["name"] === "stderr" && String(content["text"]).includes(words),
    );
    expect((await front.execute("kept")).contents("execute_result")).toMatchObject([
      { data: { "text/plain": "1" } },
    ]);
  });

  it.each([
    ["a value whose getter throws", "({ get x() { throw new Error('hidden'); } })"],
    [
      "a value whose display throws",
      "({ [Symbol.for('Jupyter.display')]() { throw new Error('no picture'); } })",
    ],
    [
      "a proxy that refuses everything",
      "new Proxy({}, { get() { throw new Error('no'); }, ownKeys() { throw new Error('no'); } })",
    ],
    ["an error whose message throws", "throw { get message() { throw 1; }, toString() { throw 2; } }"],
    [
      "data that cannot be copied",
      "import { display } from 'tslab'; display.raw('application/json', { f() {} })",
    ],
  ])("%s", async (_, code) => {
    const { front } = await started();
    expect((await front.execute(code)).reply["status"]).toMatch(/^(ok|error)$/);
    expect((await front.execute("1 + 1")).reply).toMatchObject({ status: "ok" });
  });

  it.each([
    ["holds itself", "const data: any = {}; data.self = data;"],
    ["nests a hundred thousand deep", "let data: any = {}; for (let n = 0; n < 1e5; n++) data = { data };"],
    ["nests a thousand deep", "let data: any = {}; for (let n = 0; n < 1e3; n++) data = { data };"],
    ["throws as it is written", "const data = { toJSON() { throw new Error('no'); } };"],
  ])("data that %s: whoever shows them is told, as a cell's value and as an output", async (_, code) => {
    const { front } = await started();
    await front.execute(code);
    for (const shown of [
      "({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': data }) })",
      "import { display } from 'tslab'; display.raw('application/json', data)",
      "import { comms } from 'tslab'; comms.open('widget', { data })",
    ]) {
      expect((await front.execute(shown)).reply).toMatchObject({
        status: "error",
        evalue: expect.stringContaining("cannot be sent as JSON") as unknown,
      });
    }
    expect((await front.execute("1 + 1")).reply).toMatchObject({ status: "ok" });
  });
});
