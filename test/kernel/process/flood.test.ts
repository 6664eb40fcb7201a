/** @file Cells that show more than a front end takes: the kernel waits for it, keeps its memory, and can be interrupted. */

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Subscriber } from "zeromq";
import { startKernel, type TestKernel } from "../support/kernel.js";

const MB = 2 ** 20;
const PATIENCE_MS = 60_000;

let kernel: TestKernel;

beforeEach(async () => {
  kernel = await startKernel();
});

afterEach(async () => {
  await kernel.end();
});

it.each([
  ["prints", "console.log(large);"],
  ["shows outputs", "display.html(large + '!');"],
])(
  "A loop that %s of two megabytes each ends soon after an interrupt, and fills no memory",
  async (_, show) => {
    const { front } = kernel;
    const code = `import { display } from "tslab"; const large = "x".repeat(2e6); for (;;) ${show}`;
    const id = front.say("execute_request", { code });
    await front.hears(() => front.heard.length > 60, PATIENCE_MS);
    await front.ask("interrupt_request", {}, { channel: "control" });
    expect((await front.answer(id)).reply).toMatchObject({ ename: "KeyboardInterrupt" });
    if (process.platform === "linux") expect(mostMemory()).toBeLessThan(1000 * MB);
  },
  PATIENCE_MS,
);

it.each([
  ["ends its process", "if (n === 20_000) process.exit(3);", "KernelExited"],
  ["is told to shut down", "", "KernelShutDown"],
])(
  "A cell that shows outputs and %s is answered at their end",
  async (_, exit, ename) => {
    const { front } = kernel;
    const code = `import { display } from "tslab"; for (let n = 0; ; n++) { display.html("x".repeat(1000)); ${exit} }`;
    const id = front.say("execute_request", { code });
    await front.hears(() => front.heard.length > 2000, PATIENCE_MS);
    if (exit === "") front.say("shutdown_request", { restart: false }, { channel: "control" });
    await kernel.exited;
    const { content } = await front.hears(({ parent, type }) => parent === id && type === "error");
    expect(content["ename"]).toBe(ename);
    expect(kernel.errors()).toBe("");
  },
  PATIENCE_MS,
);

it(
  "A front end that takes nothing does not keep the others waiting for good",
  async () => {
    const { transport, ip, iopub_port } = kernel.connection;
    const stopped = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
    try {
      stopped.subscribe();
      stopped.connect(`${String(transport)}://${String(ip)}-${String(iopub_port)}`);
      await kernel.front.execute("await new Promise((done) => setTimeout(done, 200))");
      const code = `import { display } from "tslab"; for (let n = 0; n < 1000; n++) display.html("x".repeat(1e4));`;
      const { contents } = await kernel.front.execute(code);
      expect(contents("display_data")).toHaveLength(1000);
    } finally {
      stopped.close();
    }
  },
  PATIENCE_MS,
);

/** The most memory that the kernel's process has had, in bytes. */
function mostMemory(): number {
  const status = readFileSync(`/proc/${kernel.child.pid ?? ""}/status`, "utf8");
  return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1]) * 1024;
}
