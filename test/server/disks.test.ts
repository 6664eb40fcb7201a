/** @file Full and read-only disks, as real mounts: a clear message, and the old file whole. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { describeWith } from "../support/extras.js";
import { mounts, onDisk, onReadOnlyDisk } from "./support/mounts.js";
import { startServerProcess, type ServerProcess } from "./support/server-process.js";

let server: ServerProcess;
let workFolder: string;

beforeEach(async () => {
  workFolder = await mkdtemp(join(tmpdir(), "chainrule-disk-"));
});

afterEach(async () => {
  await server.end();
  await rm(workFolder, { recursive: true, force: true });
});

function notebook(text: string): object {
  const cells = [{ cell_type: "markdown", id: "m1", metadata: {}, source: text }];
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

async function save(text: string): Promise<{ status: number; message: unknown }> {
  const body = JSON.stringify({ type: "notebook", content: notebook(text) });
  const answer = await server.ask("/api/contents/a.ipynb", { method: "PUT", body });
  const { message } = (await answer.json()) as { message?: unknown };
  return { status: answer.status, message };
}

async function stored(): Promise<unknown> {
  const model = (await (await server.ask("/api/contents/a.ipynb")).json()) as { content: unknown };
  return model.content;
}

describeWith(mounts, "a full disk", () => {
  it("is named as the reason, leaves the old notebook whole, and saves again once there is room", async () => {
    server = await startServerProcess({ workFolder, wrapper: onDisk(workFolder, "1m") });
    expect((await save("short")).status).toBe(201);
    expect(await save("x".repeat(3_000_000))).toEqual({
      status: 507,
      message:
        "save a.ipynb: the disk is full; free some space, then try again. The file on disk is unchanged.",
    });
    expect(await stored()).toEqual(notebook("short"));
    expect((await save("short again")).status).toBe(200);
    expect(await stored()).toEqual(notebook("short again"));
  });
});

describeWith(mounts, "a read-only disk", () => {
  it("is named as the reason of a failed save, and can be read all the same", async () => {
    const file = { name: "a.ipynb", text: JSON.stringify(notebook("kept")) };
    server = await startServerProcess({ workFolder, wrapper: onReadOnlyDisk(workFolder, file) });
    expect(await save("new")).toEqual({
      status: 403,
      message:
        "save a.ipynb: the folder is on a read-only disk; the file on disk is unchanged. Start with --work DIR.",
    });
    expect(await stored()).toEqual(notebook("kept"));
    const model = (await (await server.ask("/api/contents/a.ipynb?content=0")).json()) as {
      writable: boolean;
    };
    expect(model.writable).toBe(false);
  });
});
