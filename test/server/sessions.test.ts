/** @file Kernels and sessions as the server lists them, over the real @jupyterlab/services. */

import { KernelManager, SessionManager, type Kernel } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { runCell } from "./support/cells.js";
import { startTestServer, type TestServer } from "./support/server.js";

let server: TestServer;
let kernels: KernelManager;
let sessions: SessionManager;
let kernel: Kernel.IKernelConnection;

beforeAll(async () => {
  server = await startTestServer();
  kernels = new KernelManager({ serverSettings: server.settings });
  sessions = new SessionManager({ serverSettings: server.settings, kernelManager: kernels });
  await Promise.all([kernels.ready, sessions.ready]);
  kernel = await kernels.startNew({ name: "tslab" });
  await kernel.info;
}, 60_000);

afterAll(async () => {
  kernels.dispose();
  sessions.dispose();
  await server.end();
});

describe("a kernel", () => {
  it("forgets its variables on restart and keeps its id", async () => {
    await runCell(kernel, "let kept = 1");
    await kernel.restart();
    const result = await runCell(kernel, "console.log(typeof kept)");
    expect(result.text("stdout")).not.toContain("number");
    expect(result.reply.content).toMatchObject({ execution_count: 1 });
  });

  it("is listed while it lives, with its state and connections", async () => {
    const listed: unknown = await (await server.ask("/api/kernels")).json();
    expect(listed).toMatchObject([{ id: kernel.id, name: "tslab", execution_state: "idle", connections: 1 }]);
  });

  it("of another name is refused with the name of the one there is", async () => {
    await expect(kernels.startNew({ name: "python3" })).rejects.toThrow("choose 'tslab'");
  });

  it("belongs to a session that follows its notebook when that is renamed", async () => {
    const session = await sessions.startNew(
      { path: "a.ipynb", name: "a.ipynb", type: "notebook", kernel: { name: "tslab" } },
      {},
    );
    await session.setPath("b.ipynb");
    await sessions.refreshRunning();
    expect([...sessions.running()]).toMatchObject([{ path: "b.ipynb", kernel: { name: "tslab" } }]);
    const again = await server.ask("/api/sessions", {
      method: "POST",
      headers: { authorization: `token ${server.token}` },
      body: JSON.stringify({ path: "b.ipynb", type: "notebook", kernel: { name: "tslab" } }),
    });
    expect(await again.json()).toMatchObject({ id: session.id });
    await session.shutdown();
    expect(await (await server.ask("/api/sessions")).json()).toEqual([]);
    expect(await (await server.ask("/api/kernels")).json()).toHaveLength(1);
  });
});
