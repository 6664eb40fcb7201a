/** @file Side by side with the real jupyter_server: the same requests, the same answers. */

import { KernelManager, type ServerConnection } from "@jupyterlab/services";
import { afterAll, beforeAll, expect, it } from "vitest";

import { describeWith, jupyter } from "../support/extras.js";
import { runCell } from "./support/cells.js";
import { startJupyterServer, type JupyterServer } from "./support/jupyter-server.js";
import { startTestServer, type TestServer } from "./support/server.js";

const NO_ID = "12345678-1234-1234-1234-123456789012";

const html = {
  "text/html": "<b>1</b>\n<i>2</i>",
  "application/json": ["a\nb"],
  "image/svg+xml": "<svg>\n</svg>",
};
const NOTEBOOK = {
  metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
  nbformat_minor: 5,
  nbformat: 4,
  cells: [
    { id: "a", cell_type: "markdown", metadata: { trusted: true }, source: "# σ′(z)\r\nline\u2028end\n" },
    {
      ...{ id: "b", cell_type: "code", source: "show()", execution_count: 2, metadata: { tags: ["z", "a"] } },
      outputs: [
        { output_type: "stream", name: "stdout", text: "1\n2\n" },
        { output_type: "display_data", data: html, metadata: {} },
        { output_type: "error", ename: "E", evalue: "e", traceback: ["one\ntwo"] },
      ],
    },
    { id: "c", cell_type: "code", source: "", execution_count: null, metadata: {}, outputs: [] },
  ],
};

/** One request after the other: method, path, body. */
const REQUESTS: readonly (readonly [method: string, path: string, body?: object])[] = [
  ["GET", "/api"],
  ["GET", "/api/status"],
  ["GET", "/api/me"],
  ["GET", "/api/kernels"],
  ["GET", "/api/sessions"],
  ["PUT", "/api/contents/n.ipynb", { type: "notebook", format: "json", content: NOTEBOOK }],
  ["PUT", "/api/contents/n.ipynb", { type: "notebook", format: "json", content: NOTEBOOK }],
  ["GET", "/api/contents/n.ipynb?content=0&hash=1"],
  ["GET", "/api/contents/n.ipynb?content=1&hash=1"],
  ["GET", "/api/contents/n.ipynb?content=2"],
  ["GET", "/api/contents/n.ipynb?type=directory"],
  ["GET", "/api/contents/n.ipynb?type=file&format=text"],
  ["GET", "/api/contents/n.ipynb/checkpoints"],
  ["POST", "/api/contents/n.ipynb/checkpoints"],
  ["POST", "/api/contents/n.ipynb/checkpoints/checkpoint"],
  ["POST", "/api/contents", { copy_from: "n.ipynb" }],
  ["POST", "/api/contents", { type: "notebook" }],
  ["POST", "/api/contents", { type: "directory" }],
  ["POST", "/api/contents", { type: "file", ext: ".csv" }],
  ["GET", "/api/contents"],
  ["GET", "/api/contents/Untitled%20Folder?type=file"],
  ["PATCH", "/api/contents/n.ipynb", { path: "m.ipynb" }],
  ["PATCH", "/api/contents/m.ipynb", { path: "Untitled.ipynb" }],
  ["GET", "/api/contents/m.ipynb/checkpoints"],
  ["DELETE", "/api/contents/m.ipynb/checkpoints/checkpoint"],
  ["DELETE", "/api/contents/m.ipynb"],
  ["DELETE", "/api/contents/m.ipynb"],
  ["GET", "/api/contents/m.ipynb"],
  ["PUT", "/api/contents/x.txt", { type: "file", format: "text", content: "x" }],
  ["GET", "/api/contents/x.txt?content=1&hash=1"],
  ["PUT", "/api/contents/x.bin", { type: "file", format: "base64", content: "//4A" }],
  ["GET", "/api/contents/x.bin"],
  ["GET", "/api/contents/x.bin?format=text"],
  ["GET", `/api/kernels/${NO_ID}`],
  ["DELETE", `/api/kernels/${NO_ID}`],
  ["POST", `/api/kernels/${NO_ID}/interrupt`],
  ["GET", `/api/sessions/${NO_ID}`],
  ["PATCH", `/api/sessions/${NO_ID}`, { path: "x" }],
  ["DELETE", `/api/sessions/${NO_ID}`],
  ["POST", "/api/sessions", { type: "notebook" }],
  ["POST", "/api/sessions", { path: "x.ipynb" }],
  ["POST", "/api/sessions", { path: "x.ipynb", type: "notebook", name: "", kernel: { name: "none" } }],
  ["GET", "/api/kernelspecs/tslab"],
  ["GET", "/api/kernelspecs/none"],
];

describeWith(jupyter, "beside the real jupyter_server", (executable) => {
  let ours: TestServer;
  let theirs: JupyterServer;

  beforeAll(async () => {
    [ours, theirs] = await Promise.all([startTestServer(undefined, "tslab"), startJupyterServer(executable)]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([ours.end(), theirs.end()]);
  });

  const rows = REQUESTS.map(([method, path, body]) => ({ method, path, body }));
  it.each(rows)("$method $path answers alike", async ({ method, path, body }) => {
    const init = { method, body: body === undefined ? null : JSON.stringify(body) };
    const [mine, real] = await Promise.all([ours.ask(path, init), theirs.ask(path, init)]);
    expect(await shapeOf(mine)).toEqual(await shapeOf(real));
  });

  it("runs a cell with the same messages", async () => {
    const code = `import { display } from "tslab"; console.log(1); display.html("<b>2</b>"); console.error(3); null`;
    const [mine, real] = await Promise.all([ours, theirs].map(({ settings }) => messagesOf(settings, code)));
    expect(mine).toEqual(real);
  });
});

async function messagesOf(settings: ServerConnection.ISettings, code: string): Promise<unknown[]> {
  const manager = new KernelManager({ serverSettings: settings });
  const kernel = await manager.startNew({ name: "tslab" });
  await kernel.info;
  const { messages, reply } = await runCell(kernel, code);
  await kernel.shutdown();
  manager.dispose();
  return [...messages, reply].map(({ channel, header, content }) => [channel, header.msg_type, content]);
}

/** Values that differ from server to server, or from one run to the next. */
const VARYING: readonly string[] = [
  "message",
  "last_modified",
  "created",
  "started",
  "last_activity",
  "argv",
];
/** Trust is told cell by cell here, and notebook by notebook there. */
const TRUST = "trusted";

/** New in jupyter_client, and empty for a kernel that does not state it. */
const OPTIONAL = "kernel_protocol_version";

const OF_THE_USER: readonly string[] = ["username", "name", "display_name", "initials", "updatable_fields"];
const HEADERS: readonly string[] = ["location"];

/** An answer without what may differ: status, some headers, and the JSON with varying values masked. */
async function shapeOf(response: Response): Promise<unknown> {
  const headers = HEADERS.map((name) => response.headers.get(name));
  const isUser = response.url.endsWith("/api/me");
  // jupyter_server answers some errors in plain text or HTML; ours are always JSON.
  if (!response.ok) return response.status;
  const text = await response.text();
  const masked = isUser ? [...VARYING, ...OF_THE_USER] : [...VARYING, TRUST];
  return { status: response.status, headers, body: text === "" ? "" : mask(JSON.parse(text), masked) };
}

function mask(value: unknown, masked: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const isListing = value.every((entry) => typeof entry === "object" && entry !== null && "path" in entry);
    const entries = value.map((entry) => mask(entry, masked));
    return isListing ? entries.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : entries;
  }
  if (typeof value === "string") return value.trimEnd(); // Python ends base64 with a new line.
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => name !== OPTIONAL);
  const entries = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, field]) => [name, masked.includes(name) ? typeof field : mask(field, masked)]),
  );
}
