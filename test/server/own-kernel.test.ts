/** @file Our own kernel over the real @jupyterlab/services, as the page speaks with it. */

import { KernelManager, type Kernel, type KernelMessage } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { runCell, until } from "./support/cells.js";
import { startTestServer, type TestServer } from "./support/server.js";

let server: TestServer;
let kernels: KernelManager;
let kernel: Kernel.IKernelConnection;

beforeAll(async () => {
  server = await startTestServer();
  kernels = new KernelManager({ serverSettings: server.settings });
  await kernels.ready;
  // The name that course notebooks store.
  kernel = await kernels.startNew({ name: "tslab" });
}, 60_000);

afterAll(async () => {
  kernels.dispose();
  await server.end();
});

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("our kernel", () => {
  it("runs the notebooks that name tslab, and those that name it", async () => {
    expect(await kernel.info).toMatchObject({ implementation: "chainrule" });
    const other = await kernels.startNew({ name: "chainrule" });
    expect(await other.info).toMatchObject({ implementation: "chainrule" });
    await other.shutdown();
  });

  it("finds the library from a work folder outside the clone", async () => {
    const { reply, text } = await runCell(
      kernel,
      `import { tensor } from "chainrule"; console.log(tensor([1, 2]).data.length, process.cwd())`,
    );
    expect(reply.content.status).toBe("ok");
    expect(text("stdout").trim()).toBe(`2 ${server.workFolder}`);
  });

  it("tells an exception as an error, and the next cell runs at once", async () => {
    const { contents } = await runCell(kernel, `throw new RangeError("no such loss")`);
    expect(contents("error")).toMatchObject([{ ename: "RangeError", evalue: "no such loss" }]);
    expect((await runCell(kernel, "1 + 1")).contents("execute_result")).toMatchObject([
      { data: { "text/plain": "2" } },
    ]);
  });

  it("loses nothing of ten thousand lines printed in one go", async () => {
    const { text } = await runCell(kernel, "for (let i = 0; i < 10_000; i++) console.log(i)");
    expect(text("stdout").split("\n")).toHaveLength(10_001);
  });

  it("shows a display and updates it in place", async () => {
    const { contents } = await runCell(
      kernel,
      `import { newDisplay } from "tslab"; const chart = newDisplay(); chart.html("<b>1</b>"); chart.html("<b>2</b>");`,
    );
    const [shown, updated] = [contents("display_data")[0], contents("update_display_data")[0]] as readonly {
      readonly transient: { readonly display_id: string };
    }[];
    expect(shown).toMatchObject({ data: { "text/html": "<b>1</b>" } });
    expect(updated).toMatchObject({ data: { "text/html": "<b>2</b>" }, transient: shown.transient });
  });

  it("aborts the cells behind one that fails", async () => {
    const futures = ["throw new Error('stop')", "1", "2"].map((code) =>
      kernel.requestExecute({ code, stop_on_error: true }),
    );
    const replies = await Promise.all(futures.map(({ done }) => done));
    expect(replies.map(({ content }) => content.status)).toEqual(["error", "aborted", "aborted"]);
  });
});

describe("an interrupt", () => {
  it.each([
    ["a loop without an end", "for (;;) {}"],
    ["a pending await", "await new Promise(() => undefined)"],
    ["a loop after an await", "await new Promise((done) => setTimeout(done, 10)); for (;;) {}"],
  ])("stops %s and keeps the variables", async (_, code) => {
    await runCell(kernel, "const kept = 7");
    const future = kernel.requestExecute({ code });
    await until(() => kernel.status === "busy", 2000);
    await pause(200);
    await kernel.interrupt();
    expect((await future.done).content).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect((await runCell(kernel, "kept")).contents("execute_result")).toMatchObject([
      { data: { "text/plain": "7" } },
    ]);
  });
});

describe("a question to the student", () => {
  it("reaches the page that runs the cell, and its answer the cell", async () => {
    const future = kernel.requestExecute({ code: "prompt('Your name?')", allow_stdin: true });
    const results: unknown[] = [];
    future.onIOPub = ({ header, content }) => {
      if (header.msg_type === "execute_result") results.push(content);
    };
    future.onStdin = ({ header, content }) => {
      expect(content).toMatchObject({ prompt: "Your name?" });
      if (header.msg_type === "input_request")
        future.sendInputReply({ status: "ok", value: "Ada" }, { ...header, msg_type: "input_request" });
    };
    await future.done;
    expect(results).toMatchObject([{ data: { "text/plain": "'Ada'" } }]);
  });
});

describe("a comm", () => {
  it("carries data and binary buffers between the page and a cell", async () => {
    await runCell(
      kernel,
      `import { comms } from "tslab";
       comms.register("double", (comm) => {
         comm.onMessage(({ content, buffers }) => comm.send({ got: content.data }, { buffers: [buffers[0].map((x) => 2 * x)] }));
       });`,
    );
    const comm = kernel.createComm("double");
    const answer = new Promise<KernelMessage.ICommMsgMsg>((resolve) => {
      comm.onMsg = resolve;
    });
    await comm.open().done;
    void comm.send({ x: 1 }, undefined, [new Uint8Array([1, 2, 3])]);
    const { content, buffers = [] } = await answer;
    expect(content.data).toEqual({ got: { x: 1 } });
    expect([...new Uint8Array((buffers[0] as DataView).buffer)]).toEqual([2, 4, 6]);
    await comm.close().done;
  });
});

describe("a restart", () => {
  it("forgets the variables and keeps the kernel's id, also while a cell loops", async () => {
    const { id } = kernel;
    await runCell(kernel, "const before = 1");
    const looping = kernel.requestExecute({ code: "for (;;) {}" });
    looping.done.catch(() => undefined);
    await pause(200);
    const begun = performance.now();
    await kernel.restart();
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(kernel.id).toBe(id);
    expect((await runCell(kernel, "before")).reply.content).toMatchObject({
      status: "error",
      execution_count: 1,
      evalue: "Cannot find name 'before'.",
    });
  });
});

describe("a kernel that dies", () => {
  it("tells the page why", async () => {
    const dying = await kernels.startNew({ name: "chainrule" });
    await dying.info;
    const { reply } = await runCell(dying, "process.exit(3)");
    expect(reply.content).toMatchObject({ status: "error", ename: "KernelExited" });
    await until(() => dying.status === "dead" || dying.isDisposed, 3000);
  });
});
