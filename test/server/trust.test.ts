/** @file Trust: whose outputs may run scripts. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startTestServer, type TestServer } from "./support/server.js";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server.end();
});

interface Cell {
  readonly cell_type: string;
  readonly metadata: { readonly trusted?: boolean };
}

const html = (text: string): unknown => ({
  output_type: "display_data",
  data: { "text/html": text },
  metadata: {},
});

function notebook(cells: readonly object[]): object {
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

function code(outputs: readonly unknown[], trusted?: boolean): object {
  const metadata = trusted === undefined ? {} : { trusted };
  return { cell_type: "code", id: "c1", execution_count: 1, metadata, source: "show()", outputs };
}

async function save(name: string, content: object): Promise<void> {
  const body = JSON.stringify({ type: "notebook", format: "json", content });
  const answer = await server.ask(`/api/contents/${name}`, {
    method: "PUT",
    headers: { authorization: `token ${server.token}` },
    body,
  });
  expect(answer.ok).toBe(true);
}

async function trusted(name: string): Promise<unknown[]> {
  const model = (await (await server.ask(`/api/contents/${name}`)).json()) as { content: { cells: Cell[] } };
  return model.content.cells.map(({ metadata }) => metadata.trusted);
}

const SCRIPT = "<script>document.title = 'ran'</script>\n<p>two lines</p>";

describe("a notebook from elsewhere", () => {
  it("is not trusted, whatever its file says, in cells of any type", async () => {
    const cells = [
      code([html(SCRIPT)], true),
      { cell_type: "markdown", id: "m1", metadata: { trusted: true }, source: SCRIPT },
      { cell_type: "raw", id: "r1", metadata: { trusted: true }, source: "" },
    ];
    await writeFile(join(server.workFolder, "foreign.ipynb"), JSON.stringify(notebook(cells)));
    expect(await trusted("foreign.ipynb")).toEqual([false, undefined, undefined]);
  });

  it("stays untrusted when the page saves it as it opened", async () => {
    await save("foreign.ipynb", notebook([code([html("<script>1</script>")], false)]));
    expect(await trusted("foreign.ipynb")).toEqual([false]);
  });

  it("is trusted where it has nothing but text", async () => {
    const stream = { output_type: "stream", name: "stdout", text: "1\n" };
    await save("plain.ipynb", notebook([code([stream]), code([])]));
    expect(await trusted("plain.ipynb")).toEqual([true, true]);
  });
});

describe("outputs of cells that were run", () => {
  it("are trusted when the notebook is opened again", async () => {
    await save("own.ipynb", notebook([code([html(SCRIPT)], true), code([html("<b>other</b>")], false)]));
    expect(await trusted("own.ipynb")).toEqual([true, false]);
  });

  it("are stored without a word of trust", async () => {
    await save("own.ipynb", notebook([code([html(SCRIPT)], true)]));
    expect(await readFile(join(server.workFolder, "own.ipynb"), "utf8")).not.toContain("trusted");
  });

  it("are no longer trusted once the file was changed by another hand", async () => {
    await save("own.ipynb", notebook([code([html(SCRIPT)], true)]));
    const file = join(server.workFolder, "own.ipynb");
    await writeFile(file, (await readFile(file, "utf8")).replace("'ran'", "'stolen'"));
    expect(await trusted("own.ipynb")).toEqual([false]);
  });

  it("are not trusted by another server, which has another key", async () => {
    await save("own.ipynb", notebook([code([html(SCRIPT)], true)]));
    const other = await startTestServer();
    await writeFile(
      join(other.workFolder, "own.ipynb"),
      await readFile(join(server.workFolder, "own.ipynb")),
    );
    const model = (await (await other.ask("/api/contents/own.ipynb")).json()) as {
      content: { cells: Cell[] };
    };
    expect(model.content.cells[0].metadata.trusted).toBe(false);
    await other.end();
  });
});
