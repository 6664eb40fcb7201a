/** @file Kernels over the real @jupyterlab/services: running, showing, failing, stopping, restarting. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { KernelManager, ServerConnection, type Kernel } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";

import { runCell, until, type CellResult } from "./support/cells.js";
import type { KernelChoice } from "../../app/server/kernelspecs.js";
import { startTestServer, type TestServer } from "./support/server.js";

/** A client from before the subprotocol was named: it offers none. */
class PlainWebSocket extends WebSocket {
  constructor(url: string, ..._offers: unknown[]) {
    super(url);
  }
}

describe.each<[KernelChoice]>([["chainrule"], ["tslab"]])("with the kernel %s,", (choice) => {
  let server: TestServer;
  let kernels: KernelManager;
  let kernel: Kernel.IKernelConnection;

  beforeAll(async () => {
    server = await startTestServer(undefined, choice);
    kernels = new KernelManager({ serverSettings: server.settings });
    await kernels.ready;
    kernel = await kernels.startNew({ name: "tslab" });
    await kernel.info;
  }, 60_000);

  afterAll(async () => {
    kernels.dispose();
    await server.end();
  });

  /** What a failed cell says: stock tslab knows stderr only. */
  function toldBy(result: CellResult): string {
    return choice === "tslab" ? result.text("stderr") : JSON.stringify(result.contents("error"));
  }

  /** Stock tslab drops requests for 200 ms after a failure. */
  async function refusalOver(): Promise<void> {
    if (choice === "tslab") await new Promise((resolve) => setTimeout(resolve, 250));
  }

  /** Another page on the same kernel. */
  function connect(settings: ServerConnection.ISettings = server.settings): Kernel.IKernelConnection {
    return new KernelManager({ serverSettings: settings }).connectTo({ model: kernel.model });
  }

  describe("a cell", () => {
    it("streams what it prints, in order, and ends idle", async () => {
      const result = await runCell(kernel, "for (let i = 0; i < 3; i++) console.log(i)");
      expect(result.reply.content.status).toBe("ok");
      expect(result.text("stdout")).toBe("0\n1\n2\n");
      expect(result.contents("status")).toEqual([{ execution_state: "busy" }, { execution_state: "idle" }]);
    });

    it("loses nothing of ten thousand lines printed in one go", async () => {
      const result = await runCell(kernel, "for (let i = 0; i < 10_000; i++) console.log(i)");
      expect(result.text("stdout").split("\n")).toHaveLength(10_001);
    });

    it("shows a display and updates it in place", async () => {
      const result = await runCell(
        kernel,
        `import { newDisplay } from "tslab"; const chart = newDisplay(); chart.html("<b>1</b>"); chart.html("<b>2</b>");`,
      );
      expect(result.contents("display_data")).toMatchObject([{ data: { "text/html": "<b>1</b>" } }]);
      expect(result.contents("update_display_data")).toMatchObject([{ data: { "text/html": "<b>2</b>" } }]);
    });

    it("that fails says why, where a front end looks for it", async () => {
      const result = await runCell(kernel, `throw new Error("no such loss")`);
      expect(result.reply.content.status).toBe("error");
      expect(toldBy(result)).toContain("no such loss");
      await refusalOver();
    });

    it("with a type error says so and does not run", async () => {
      const result = await runCell(kernel, `const count: number = "three"; console.log("ran")`);
      expect(toldBy(result)).toContain("not assignable");
      expect(result.text("stdout")).toBe("");
      await refusalOver();
    });

    it("is completed at the cursor", async () => {
      const reply = await kernel.requestComplete({ code: "Math.sq", cursor_pos: 7 });
      expect(reply.content).toMatchObject({
        status: "ok",
        matches: expect.arrayContaining(["sqrt"]) as unknown,
      });
    });

    it("is explained at the cursor", async () => {
      const reply = await kernel.requestInspect({ code: "Math.sqrt", cursor_pos: 8, detail_level: 0 });
      expect(JSON.stringify(reply.content)).toContain("sqrt(x: number): number");
    });

    it("runs in the folder of the work, so that local files resolve", async () => {
      await writeFile(join(server.workFolder, "local.ts"), "export const local: number = 41;\n");
      const result = await runCell(
        kernel,
        `import { local } from "./local"; console.log(local + 1, process.cwd())`,
      );
      expect(result.text("stderr")).toBe("");
      expect(result.text("stdout").trim()).toBe(`42 ${server.workFolder}`);
    });

    it("finds the library from a work folder outside the clone, at run time and in the type checker", async () => {
      const result = await runCell(
        kernel,
        `import * as chainrule from "chainrule";
       const names: string[] = Object.keys(chainrule);
       console.log(names.includes("tensor"));`,
      );
      expect(result.text("stderr")).toBe("");
      expect(result.text("stdout").trim()).toBe("true");
    });

    it("is interrupted while it loops without an end", async () => {
      const future = kernel.requestExecute({ code: "for (;;) {}" });
      await until(() => kernel.status === "busy", 2000);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await kernel.interrupt();
      expect((await future.done).content.status).toBe("error");
      await refusalOver();
      expect((await runCell(kernel, "console.log(7)")).text("stdout")).toBe("7\n");
    });

    it("is interrupted although the cell is still being compiled", async () => {
      const types = Array.from(
        { length: 400 },
        (_, i) => `const c${i} = [${i}].map((v) => ({ v, w: String(v) }));`,
      );
      const future = kernel.requestExecute({ code: `${types.join("\n")} for (;;) {}` });
      await until(() => kernel.status === "busy", 2000);
      await kernel.interrupt();
      expect((await future.done).content.status).toBe("error");
      await refusalOver();
      expect((await runCell(kernel, "console.log(8)")).text("stdout")).toBe("8\n");
    });

    it("is interrupted while it waits for a promise", async () => {
      const future = kernel.requestExecute({ code: "await new Promise(() => undefined)" });
      await until(() => kernel.status === "busy", 2000);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await kernel.interrupt();
      expect((await future.done).content.status).toBe("error");
      await refusalOver();
    });
  });

  describe("several cells sent at once", () => {
    it("keep the kernel busy until the last one is done", async () => {
      const states: string[] = [];
      kernel.statusChanged.connect((_, state) => states.push(state));
      const wait = "await new Promise((resolve) => setTimeout(resolve, 1000))";
      const futures = [wait, wait].map((code) => kernel.requestExecute({ code }));
      await futures[0].done;
      await until(() => states.at(-1) === "busy", 900);
      await futures[1].done;
      await until(() => states.at(-1) === "idle", 1000);
    });
  });

  describe("several pages on one kernel", () => {
    it("all see the output, and each gets the replies to its own requests only", async () => {
      const other = connect();
      await other.info;
      const seen: string[] = [];
      const strays: string[] = [];
      other.iopubMessage.connect((_, message) => seen.push(message.header.msg_type));
      other.unhandledMessage.connect((_, message) => strays.push(message.header.msg_type));
      await runCell(kernel, `console.log("to all")`);
      await until(() => seen.includes("stream"), 1000);
      expect(strays).toEqual([]);
      expect((await runCell(other, "console.log(2)")).text("stdout")).toBe("2\n");
      other.dispose();
    });

    it("may speak the default WebSocket layout beside the v1 layout", async () => {
      const settings = {
        ...server.settings,
        WebSocket: PlainWebSocket as unknown as typeof globalThis.WebSocket,
      };
      const plain = connect(settings);
      const result = await runCell(plain, "console.log('∂')");
      expect(result.text("stdout")).toBe("∂\n");
      plain.dispose();
    });

    it("lose nothing of a running cell when they are reloaded: it is told again from its beginning", async () => {
      const code = `for (let i = 0; i < 20; i++) { console.log(i); await new Promise((r) => setTimeout(r, 40)); }`;
      const cell = kernel.requestExecute({ code });
      cell.done.catch(() => undefined); // its page goes away
      const listen = (page: Kernel.IKernelConnection): { text: string } => {
        const heard = { text: "" };
        page.iopubMessage.connect((_, { header, parent_header, content }) => {
          const isPart = "msg_id" in parent_header && parent_header.msg_id === cell.msg.header.msg_id;
          if (isPart && header.msg_type === "stream") heard.text += (content as { text: string }).text;
        });
        return heard;
      };
      const { model } = kernel;
      const before = listen(kernel);
      await until(() => before.text.includes("3\n"), 3000);
      kernel.dispose();
      await new Promise((resolve) => setTimeout(resolve, 100));
      kernel = new KernelManager({ serverSettings: server.settings }).connectTo({ model });
      const after = listen(kernel);
      await until(() => after.text.endsWith("19\n"), 3000);
      expect(after.text).toBe(Array.from({ length: 20 }, (_, index) => `${index}\n`).join(""));
    });
  });
});
