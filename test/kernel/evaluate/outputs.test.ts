/** @file What cells publish through the module "tslab", comms and questions. */

import { expect, it } from "vitest";

import type { Publication } from "../../../kernel/evaluate/evaluator.js";
import { newCells } from "../support/cells.js";

async function published(...codes: string[]): Promise<readonly Publication[]> {
  const cells = newCells();
  for (const code of codes) expect((await cells.run(code)).failure).toBeUndefined();
  return cells.published;
}

it.each([
  ["html", "text/html"],
  ["markdown", "text/markdown"],
  ["latex", "text/latex"],
  ["svg", "image/svg+xml"],
  ["javascript", "text/javascript"],
  ["text", "text/plain"],
])("display.%s sends %s", async (method, type) => {
  expect(await published("import * as tslab from 'tslab'", `tslab.display.${method}("x")`)).toEqual([
    { type: "display_data", content: { data: { [type]: "x" }, metadata: {}, transient: {} } },
  ]);
});

it("sends pictures as base64", async () => {
  const [{ content }] = await published(
    "const { display } = require('tslab'); display.png(new Uint8Array([1, 2, 3]))",
  );
  expect(content.data).toEqual({ "image/png": "AQID" });
});

it("replaces what a new display showed", async () => {
  const [first, second] = await published(
    "import { newDisplay } from 'tslab'; const d = newDisplay(); d.html('a')",
    "d.raw('application/json', { a: 1 })",
  );
  expect([first.type, second.type]).toEqual(["display_data", "update_display_data"]);
  expect(first.content.transient).toEqual(second.content.transient);
  expect(second.content.data).toEqual({ "application/json": { a: 1 } });
});

it("sends several forms as one output, and clears", async () => {
  expect(
    await published(
      "import { display, clearOutput } from 'tslab'",
      "display.bundle({ 'text/html': '<b>', 'text/plain': 'b' }, { width: 3 }); clearOutput(true)",
    ),
  ).toEqual([
    {
      type: "display_data",
      content: { data: { "text/html": "<b>", "text/plain": "b" }, metadata: { width: 3 }, transient: {} },
    },
    { type: "clear_output", content: { wait: true } },
  ]);
});

it("opens a comm, hears its front end and closes it", async () => {
  const cells = newCells();
  await cells.run(`import { comms } from "tslab";
    const heard: unknown[] = [];
    const comm = comms.open("widget", { a: 1 }, { buffers: [new Uint8Array([7])] });
    comm.onMessage(({ content, buffers }) => { heard.push(content.data, buffers.length) });
    comm.onClose(() => { heard.push("closed") });`);
  const [open] = cells.published;
  const id = String(open.content.comm_id);
  expect(open).toMatchObject({
    type: "comm_open",
    content: { target_name: "widget", data: { a: 1 } },
    buffers: [new Uint8Array([7])],
  });
  const message = { content: { comm_id: id, data: { b: 2 } }, metadata: {}, buffers: [new Uint8Array(2)] };
  await cells.evaluator.comm({ type: "comm_msg", ...message });
  await cells.evaluator.comm({ type: "comm_close", ...message });
  await cells.evaluator.comm({ type: "comm_msg", ...message });
  expect(await cells.text("heard")).toBe("[ { b: 2 }, 1, 'closed' ]");
});

it("answers a comm that the front end opens, and closes one that nobody knows", async () => {
  const cells = newCells();
  await cells.run(
    `import { comms } from "tslab"; comms.register("echo", (comm, { content }) => { comm.send({ again: content.data }) })`,
  );
  const open = (target_name: string): Promise<void> =>
    cells.evaluator.comm({
      type: "comm_open",
      content: { comm_id: target_name, target_name, data: 5 },
      metadata: {},
      buffers: [],
    });
  await open("echo");
  await open("nobody");
  expect(cells.published.map(({ type, content }) => [type, content.comm_id, content.data])).toEqual([
    ["comm_msg", "echo", { again: 5 }],
    ["comm_close", "nobody", {}],
  ]);
});

it("tells an error in a comm's listener on stderr", async () => {
  const cells = newCells();
  await cells.run(`import { comms } from "tslab"; comms.register("bad", () => { throw new Error("no") })`);
  await cells.evaluator.comm({
    type: "comm_open",
    content: { comm_id: "1", target_name: "bad" },
    metadata: {},
    buffers: [],
  });
  expect(cells.published[0].content.text).toMatch(/^Uncaught Error: no\ncell 1, line 1:/);
});

it("asks the student, at once or waiting", async () => {
  expect(await newCells().text("import { ask } from 'tslab'; [prompt('name'), await ask('age')]")).toBe(
    "[ 'answer to name', 'answer to age' ]",
  );
});
