/** @file Paths: every way out of the work folder is refused. */

import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { send, type Headers } from "./support/raw-request.js";
import { startTestServer, type TestServer } from "./support/server.js";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  const { workFolder } = server;
  await writeFile(join(workFolder, "..", "outside.txt"), "secret");
  await symlink(join(workFolder, "..", "outside.txt"), join(workFolder, "link.txt"));
  await symlink(join(workFolder, ".."), join(workFolder, "up"));
  await mkdir(join(workFolder, "inner"));
  await writeFile(join(workFolder, "inner", "page.html"), "<script>alert(1)</script>");
});

afterAll(async () => {
  await server.end();
});

const withToken = (): Headers => ({ authorization: `token ${server.token}` });

async function raw(method: string, path: string): Promise<number> {
  return (await send(server.port, method, { path, headers: withToken() })).status;
}

describe("a path", () => {
  it.each([
    ["a parent folder", "../outside.txt"],
    ["an encoded parent folder", "%2e%2e/outside.txt"],
    ["an encoded slash", "..%2foutside.txt"],
    ["a parent folder further in", "inner/../../outside.txt"],
    ["a link to a file outside", "link.txt"],
    ["a link to a folder outside", "up/outside.txt"],
    ["the server's own folder", ".chainrule/trust-key"],
    ["the server's own folder, encoded", "%2echainrule/trust-key"],
    ["a zero byte", "inner%00.txt"],
    ["broken encoding", "%ff"],
  ])("cannot leave the work folder: %s", async (_, path) => {
    for (const prefix of ["/api/contents/", "/files/"]) {
      expect([400, 404]).toContain(await raw("GET", prefix + path));
    }
    for (const method of ["PUT", "DELETE", "PATCH", "POST"]) {
      expect([400, 404]).toContain(await raw(method, `/api/contents/${path}`));
    }
    expect([400, 404]).toContain(await raw("GET", `/api/contents/${path}/checkpoints`));
  });

  it.each([
    ["copied from", "POST", "", { copy_from: "../outside.txt" }],
    ["copied from a link", "POST", "", { copy_from: "link.txt" }],
    ["renamed to", "PATCH", "inner/page.html", { path: "../moved.html" }],
    ["renamed into a linked folder", "PATCH", "inner/page.html", { path: "up/moved.html" }],
  ])("outside cannot be %s", async (_, method, path, body) => {
    const answer = await server.ask(`/api/contents/${path}`, {
      method,
      headers: withToken(),
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(404);
  });

  it.runIf(process.platform !== "win32")("to a pipe leads nowhere: who reads it would wait", async () => {
    const pipe = join(server.workFolder, "pipe.ipynb");
    execFileSync("mkfifo", [pipe]);
    for (const method of ["GET", "PUT", "DELETE", "PATCH"])
      expect(await raw(method, "/api/contents/pipe.ipynb")).toBe(404);
    expect(await raw("GET", "/files/pipe.ipynb")).toBe(404);
  });

  it("that goes in a circle is refused with the reason", async () => {
    await symlink("circle", join(server.workFolder, "circle"));
    expect(await raw("GET", "/api/contents/circle")).toBe(400);
    expect(await raw("PATCH", "/api/contents/inner")).toBe(200);
    const body = JSON.stringify({ path: "inner/inner" });
    const into = await server.ask("/api/contents/inner", { method: "PATCH", headers: withToken(), body });
    expect(into.status).toBe(400);
    expect(await into.json()).toMatchObject({
      message: expect.stringContaining("cannot be moved into itself") as unknown,
    });
  });

  it("that is absolute is taken as relative to the work folder", async () => {
    expect(await raw("GET", "/api/contents//etc/passwd")).toBe(404);
    expect(await raw("GET", "/api/contents/%2fetc%2fpasswd")).toBe(404);
    expect(await raw("GET", "/files//etc/passwd")).toBe(404);
  });

  it("outside is not listed", async () => {
    const listing = (await (await server.ask("/api/contents")).json()) as { content: { name: string }[] };
    expect(listing.content.map(({ name }) => name)).not.toContain("link.txt");
    expect(listing.content.map(({ name }) => name)).not.toContain("node_modules");
  });

  it("of the front end cannot leave its folder", async () => {
    expect(await raw("GET", "/assets/..%2f..%2foutside.txt")).toBe(404);
    expect(await raw("GET", "/assets/%2e%2e/%2e%2e/outside.txt")).toBe(404);
  });

  it("cannot be a kernel's id", async () => {
    for (const id of ["../../other", "a/b", ""]) {
      const body = JSON.stringify({ name: "tslab", id });
      const answer = await server.ask("/api/kernels", { method: "POST", headers: withToken(), body });
      expect(answer.status).toBe(400);
    }
  });

  it("as a kernel's folder cannot leave the work folder", async () => {
    const body = JSON.stringify({ name: "tslab", path: "../" });
    expect((await server.ask("/api/kernels", { method: "POST", headers: withToken(), body })).status).toBe(
      404,
    );
  });
});
