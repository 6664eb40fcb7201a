/** @file Originals that were committed with their outputs: a student's copy begins without them. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./support/server.js";

const NAME = "12-run.ipynb";
const FRESH = { cell_type: "code", id: "a", metadata: {}, source: "1", execution_count: null, outputs: [] };
const RAN = { ...FRESH, execution_count: 1, outputs: [{ output_type: "stream", name: "stdout", text: "1" }] };

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.end());

function notebook(cell: object): string {
  return `${JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}

async function opened(original: string): Promise<unknown> {
  await writeFile(join(server.courseFolder, NAME), original);
  const body = JSON.stringify({ name: NAME });
  const headers = { authorization: `token ${server.token}` };
  return (await server.ask("/course/open", { method: "POST", headers, body })).json();
}

it("An original that has been run is copied without its outputs, and other outputs are no update", async () => {
  expect(await opened(notebook(RAN))).toEqual({ path: NAME, updated: false });
  expect(await readFile(join(server.workFolder, NAME), "utf8")).toBe(notebook(FRESH));
  expect(await opened(notebook({ ...RAN, execution_count: 7 }))).toEqual({ path: NAME, updated: false });
  expect(await opened(notebook({ ...RAN, source: "2" }))).toEqual({ path: NAME, updated: true });
});

it("A link from a lecture to its exercises is copied as one within the student's folder", async () => {
  const links =
    "[a](../exercises/12-run.exercises.ipynb) [b](../lectures/12-run.ipynb) [c](../datasets/x.csv)";
  const text = { cell_type: "markdown", id: "b", metadata: {}, source: links };
  const name = "11-link.ipynb";
  await writeFile(join(server.courseFolder, name), notebook(text));
  const body = JSON.stringify({ name });
  const headers = { authorization: `token ${server.token}` };
  await server.ask("/course/open", { method: "POST", headers, body });
  expect(await readFile(join(server.workFolder, name), "utf8")).toContain(
    "[a](12-run.exercises.ipynb) [b](12-run.ipynb) [c](../datasets/x.csv)",
  );
});
