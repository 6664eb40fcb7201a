/** @file The contents API through the real @jupyterlab/services, and what lies on the disk afterwards. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { ContentsManager, Drive, type Contents } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startTestServer, type TestServer } from "./support/server.js";

let server: TestServer;
let contents: ContentsManager;

beforeAll(async () => {
  server = await startTestServer();
  const { settings: serverSettings } = server;
  contents = new ContentsManager({ serverSettings, defaultDrive: new Drive({ serverSettings }) });
});

afterAll(async () => {
  contents.dispose();
  await server.end();
});

const onDisk = (...parts: string[]): Promise<string> => readFile(join(server.workFolder, ...parts), "utf8");

const NOTEBOOK = {
  cells: [{ cell_type: "markdown", id: "m1", metadata: {}, source: "# σ′\n\nsecond line" }],
  metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
};

const save = (path: string, content: unknown): Promise<Contents.IModel> =>
  contents.save(path, { type: "notebook", format: "json", content });

describe("a notebook", () => {
  it("is stored as Jupyter stores it: sorted keys, lists of lines, one space of indent", async () => {
    await save("stored.ipynb", NOTEBOOK);
    expect(await onDisk("stored.ipynb")).toBe(`{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "m1",
   "metadata": {},
   "source": [
    "# σ′\\n",
    "\\n",
    "second line"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TypeScript",
   "language": "typescript",
   "name": "tslab"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`);
  });

  it("comes back as it was saved, its texts whole", async () => {
    await save("back.ipynb", NOTEBOOK);
    const model = await contents.get("back.ipynb");
    expect(model).toMatchObject({ type: "notebook", format: "json", writable: true, name: "back.ipynb" });
    expect(model.content).toEqual(NOTEBOOK);
  });

  it.each([
    ["no JSON", "{", "is not JSON"],
    ["another format", `{"nbformat": 3, "worksheets": []}`, "its nbformat is 3"],
    ["something else", `{"nbformat": 4, "cells": 7}`, "its cells are not a list of cells"],
    [
      "lists in lists without an end",
      `{"nbformat": 4, "cells": [], "metadata": {"a": ${"[".repeat(1e5)}${"]".repeat(1e5)}}}`,
      "nests deeper than 500 levels",
    ],
  ])("that holds %s is refused with the reason", async (_, text, reason) => {
    await writeFile(join(server.workFolder, "broken.ipynb"), text);
    await expect(contents.get("broken.ipynb")).rejects.toThrow(reason);
  });

  it("is not overwritten by something that is no notebook", async () => {
    await save("whole.ipynb", NOTEBOOK);
    await expect(save("whole.ipynb", { cells: "none" })).rejects.toThrow("is not a notebook");
    expect((await contents.get("whole.ipynb")).content).toEqual(NOTEBOOK);
  });

  it("is not emptied by a save without content, nor by a copy onto it", async () => {
    await save("kept.ipynb", NOTEBOOK);
    await save("other.ipynb", { ...NOTEBOOK, cells: [] });
    await expect(contents.save("kept.ipynb", { type: "notebook" })).rejects.toThrow("No file content");
    await expect(contents.copy("other.ipynb", "kept.ipynb")).rejects.toThrow("Cannot POST to files");
    expect((await contents.get("kept.ipynb")).content).toEqual(NOTEBOOK);
  });

  it("has a checkpoint from its first save on, and goes back to it", async () => {
    await save("point.ipynb", NOTEBOOK);
    const [first] = await contents.listCheckpoints("point.ipynb");
    await save("point.ipynb", { ...NOTEBOOK, cells: [] });
    await contents.restoreCheckpoint("point.ipynb", first.id);
    expect((await contents.get("point.ipynb")).content).toEqual(NOTEBOOK);
    const next = await contents.createCheckpoint("point.ipynb");
    expect(next.id).toBe(first.id);
    await contents.deleteCheckpoint("point.ipynb", next.id);
    expect(await contents.listCheckpoints("point.ipynb")).toEqual([]);
  });
});

describe("a save over a file that has changed on disk", () => {
  it("is seen by its hash, which only changes with the content", async () => {
    await save("hash.ipynb", NOTEBOOK);
    const hash = async (): Promise<string | undefined> =>
      (await contents.get("hash.ipynb", { content: false, hash: true })).hash;
    const before = await hash();
    await save("hash.ipynb", NOTEBOOK);
    expect(await hash()).toBe(before);
    await writeFile(join(server.workFolder, "hash.ipynb"), JSON.stringify(NOTEBOOK));
    expect(await hash()).not.toBe(before);
  });

  it("is refused when it names the state that it knows, and done when it does not", async () => {
    await save("known.ipynb", NOTEBOOK);
    const { hash } = await contents.get("known.ipynb", { content: false, hash: true });
    const put = (headers: Readonly<Record<string, string>>): Promise<Response> =>
      server.ask("/api/contents/known.ipynb", {
        method: "PUT",
        headers: { authorization: `token ${server.token}`, ...headers },
        body: JSON.stringify({ type: "notebook", content: { ...NOTEBOOK, cells: [] } }),
      });
    await writeFile(join(server.workFolder, "known.ipynb"), JSON.stringify(NOTEBOOK));
    const refused = await put({ "if-match": `"${hash ?? ""}"` });
    expect(refused.status).toBe(412);
    expect(await refused.json()).toMatchObject({
      message: expect.stringContaining("has changed on disk") as unknown,
    });
    expect(JSON.parse(await onDisk("known.ipynb"))).toEqual(NOTEBOOK);
    expect((await put({})).status).toBe(200);
  });

  it("of two at once that know the same state, only one is done", async () => {
    await save("race.ipynb", NOTEBOOK);
    const { hash } = await contents.get("race.ipynb", { content: false, hash: true });
    const put = (name: string): Promise<Response> =>
      server.ask("/api/contents/race.ipynb", {
        method: "PUT",
        headers: { authorization: `token ${server.token}`, "if-match": `"${hash ?? ""}"` },
        body: JSON.stringify({ type: "notebook", content: { ...NOTEBOOK, metadata: { name } } }),
      });
    const answers = await Promise.all(["a", "b", "c"].map(put));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });
});

describe("files and directories", () => {
  it("are made under free names", async () => {
    await contents.newUntitled({ type: "directory" });
    expect((await contents.newUntitled({ type: "directory" })).path).toBe("Untitled Folder 1");
    const options = { path: "Untitled Folder", type: "notebook" } as const;
    await contents.newUntitled(options);
    expect((await contents.newUntitled(options)).path).toBe("Untitled Folder/Untitled1.ipynb");
    expect((await contents.newUntitled({ type: "file", ext: "ts" })).path).toBe("untitled.ts");
  });

  it("are copied, the copy's number counting up", async () => {
    await save("copied.ipynb", NOTEBOOK);
    expect((await contents.copy("copied.ipynb", "")).path).toBe("copied-Copy1.ipynb");
    expect((await contents.copy("copied-Copy1.ipynb", "")).path).toBe("copied-Copy2.ipynb");
    expect((await contents.get("copied-Copy2.ipynb")).content).toEqual(NOTEBOOK);
  });

  it("are renamed together with their checkpoint, but not over another file", async () => {
    await save("old.ipynb", NOTEBOOK);
    await contents.rename("old.ipynb", "new name.ipynb");
    expect(await contents.listCheckpoints("new name.ipynb")).toHaveLength(1);
    await expect(contents.get("old.ipynb")).rejects.toThrow("does not exist");
    await save("old.ipynb", NOTEBOOK);
    await expect(contents.rename("old.ipynb", "new name.ipynb")).rejects.toThrow("File already exists");
  });

  it("that are deleted lie in the trash folder", async () => {
    await save("unwanted.ipynb", NOTEBOOK);
    await contents.delete("unwanted.ipynb");
    await expect(contents.get("unwanted.ipynb")).rejects.toThrow("does not exist");
    const trash = await readdir(join(server.workFolder, ".chainrule", "trash"));
    expect(trash.some((name) => name.endsWith("-unwanted.ipynb"))).toBe(true);
  });

  it("come as text where they are text, and as base64 where they are not", async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    await contents.save("data.bin", { type: "file", format: "base64", content: bytes.toString("base64") });
    await contents.save("text.csv", { type: "file", format: "text", content: "x,ŷ\n1,2\n" });
    expect(await contents.get("data.bin")).toMatchObject({
      format: "base64",
      content: bytes.toString("base64"),
    });
    expect(await contents.get("text.csv")).toMatchObject({
      format: "text",
      mimetype: "text/csv",
      content: "x,ŷ\n1,2\n",
    });
    await expect(contents.get("data.bin", { format: "text", content: true })).rejects.toThrow("is not UTF-8");
  });

  it("are not saved where their content is not what the format says", async () => {
    const save64 = (content: string): Promise<Contents.IModel> =>
      contents.save("broken.bin", { type: "file", format: "base64", content });
    await save64("/w==");
    await expect(save64("***")).rejects.toThrow("not base64");
    expect(await contents.get("broken.bin")).toMatchObject({ content: "/w==" });
  });

  it("are listed without what is hidden", async () => {
    await mkdir(join(server.workFolder, "listing", ".hidden"), { recursive: true });
    await writeFile(join(server.workFolder, "listing", "b.csv"), "1");
    await writeFile(join(server.workFolder, "listing", "a.ipynb"), JSON.stringify(NOTEBOOK));
    const model = await contents.get("listing");
    expect(model).toMatchObject({
      type: "directory",
      format: "json",
      content: [{ name: "a.ipynb" }, { name: "b.csv" }],
    });
  });

  it("of any name come through the address", async () => {
    const name = "Übung 1 – σ′ & 100 % #?.ipynb";
    await save(name, NOTEBOOK);
    expect((await contents.get(name)).path).toBe(name);
    expect(
      (
        await fetch(await contents.getDownloadUrl(name), {
          headers: { authorization: `token ${server.token}` },
        })
      ).status,
    ).toBe(200);
  });
});
