/** @file Endings: kernels that die, servers that are told to stop, servers that are killed. */

import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { KernelManager, type Kernel } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { RUNTIMES } from "../../app/server/runtime.js";
import { runCell, until } from "./support/cells.js";
import { startServerProcess, type ServerProcess } from "./support/server-process.js";
import { startTestServer } from "./support/server.js";

// Whose processes are left is read from /proc.
const describeOnLinux = existsSync("/proc/self/cmdline") ? describe : describe.skip;
const START_TIMEOUT_MS = 60_000;

let server: ServerProcess;

async function startKernel(): Promise<Kernel.IKernelConnection> {
  const manager = new KernelManager({ serverSettings: server.settings });
  const kernel = await manager.startNew({ name: "tslab" });
  await kernel.info;
  return kernel;
}

/** Halts the server and looks whether that was in the middle of a save; otherwise lets it go on. */
async function isHeldInSave({ child, workFolder }: ServerProcess): Promise<boolean> {
  child.kill("SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, 20));
  const begun = await readdir(join(workFolder, ".chainrule", "temporary"));
  if (begun.length === 0) child.kill("SIGCONT");
  return begun.length > 0;
}

function notebook(text: string): unknown {
  const cells = [{ cell_type: "markdown", id: "one", metadata: {}, source: text }];
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

describeOnLinux("on a server with kernels", () => {
  beforeAll(async () => {
    server = await startServerProcess();
  }, START_TIMEOUT_MS);

  afterAll(() => server.end());

  it("a kernel that is killed is reported dead within two seconds, and a new one starts on request", async () => {
    const kernel = await startKernel();
    const pid = Number((await runCell(kernel, "console.log(process.pid)")).text("stdout"));
    const killed = Date.now();
    process.kill(pid, "SIGKILL");
    await until(() => kernel.status === "dead", 2000);
    expect(Date.now() - killed).toBeLessThan(2000);
    expect(await (await server.ask("/api/kernels")).json()).toEqual([]);
    const next = await startKernel();
    expect((await runCell(next, "console.log(3)")).text("stdout")).toBe("3\n");
    await next.shutdown();
  });

  it("a kernel that is restarted and shut down at the same time leaves no process behind", async () => {
    const { model } = await startKernel();
    const ask = async (method: string, action: string): Promise<number> =>
      (await server.ask(`/api/kernels/${model.id}${action}`, { method })).status;
    const statuses = await Promise.all([ask("POST", "/restart"), ask("POST", "/restart"), ask("DELETE", "")]);
    expect(statuses[2]).toBe(204);
    await until(async () => (await server.leftovers()).length === 0, 2000);
  });

  it("nothing is left running and no file behind when the server gets SIGTERM", async () => {
    await startKernel();
    expect(await server.leftovers()).not.toEqual([]);
    server.child.kill("SIGTERM");
    expect(await once(server.child, "exit")).toEqual([null, "SIGTERM"]);
    expect(await server.leftovers()).toEqual([]);
    expect(await readdir(server.temporaryFolder)).toEqual([]);
    const runtimes = await readdir(RUNTIMES);
    expect(runtimes.filter((name) => name.startsWith(`${server.child.pid ?? 0}-`))).toEqual([]);
  });
});

describe("a server that is asked to stop", () => {
  it("stops on its own, however often it is asked", async () => {
    const asked = await startTestServer();
    expect((await asked.ask("/api/shutdown", { method: "POST" })).status).toBe(200);
    await asked.closed;
    await expect(asked.ask("/api")).rejects.toThrow();
    await asked.end();
  });
});

describeOnLinux("a server that is killed while it saves and a cell loops without an end", () => {
  it(
    "leaves no kernel, a whole notebook, and no temporary file that its successor does not remove",
    async () => {
      server = await startServerProcess();
      const { workFolder } = server;
      const kernel = await startKernel();
      kernel.requestExecute({ code: "for (;;) {}" }).done.catch(() => undefined); // its server goes away
      await until(() => kernel.status === "busy", 2000);
      kernel.dispose();

      const save = (text: string): Promise<Response> =>
        server.ask("/api/contents/a.ipynb", {
          method: "PUT",
          body: JSON.stringify({ type: "notebook", content: notebook(text) }),
        });
      await save("a".repeat(1_000_000));
      for (let round = 0; round < 20; round++)
        void save("b".repeat(1_000_000 + round)).catch(() => undefined);
      await until(() => isHeldInSave(server), 10_000);
      server.child.kill("SIGKILL");
      await once(server.child, "exit");

      const text = await readFile(join(workFolder, "a.ipynb"), "utf8");
      expect(JSON.parse(text)).toMatchObject({ nbformat: 4, cells: [{ cell_type: "markdown" }] });
      await until(async () => (await server.leftovers()).length === 0, 2000);
      await until(async () => (await readdir(server.temporaryFolder)).length === 0, 2000);
      expect(await readdir(join(workFolder, ".chainrule", "temporary"))).not.toEqual([]);

      const successor = await startTestServer(workFolder);
      expect(await readdir(join(workFolder, ".chainrule", "temporary"))).toEqual([]);
      await successor.end();
      await server.end();
    },
    START_TIMEOUT_MS,
  );
});
