/** @file Types over real sockets: checked before a cell runs, kept after it, asked for while another one computes. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { FrontEnd } from "../support/front-end.js";
import { startKernel, type TestKernel } from "../support/kernel.js";

let kernel: TestKernel;
let front: FrontEnd;

beforeAll(async () => {
  kernel = await startKernel();
  front = kernel.front;
});

afterAll(async () => {
  await kernel.end();
});

describe("a cell's types", () => {
  it("are checked first: an error is told with TypeScript's number and the line, and nothing runs", async () => {
    const { reply, contents, text } = await front.execute(
      "console.log('ran');\nconst count: number = 'three';",
    );
    expect(reply).toMatchObject({
      status: "error",
      ename: "TypeScript error TS2322",
      evalue: "Type 'string' is not assignable to type 'number'.",
    });
    expect(text("stdout")).toBe("");
    const [, where, , marked, mark] = (contents("error")[0] as { traceback: readonly string[] }).traceback;
    expect([where, marked, mark]).toEqual([
      expect.stringMatching(/^cell \d+, line 2:$/),
      "> 2 | const count: number = 'three';",
      "    |       ^^^^^",
    ]);
  });

  it("know the cells that ran before, also those that threw after what they declared", async () => {
    await front.execute("const declared = 5; throw new Error('later')");
    expect((await front.execute("const text: string = declared")).reply).toMatchObject({
      ename: "TypeScript error TS2322",
    });
    expect((await front.execute("declared + 1")).contents("execute_result")).toMatchObject([
      { data: { "text/plain": "6" } },
    ]);
  });

  it("are warned about where only strict checking objects, and the cell runs", async () => {
    const { reply, text } = await front.execute(
      "function twice(x) { return 2 * x; }\nconsole.log(twice(4));",
    );
    expect(reply).toMatchObject({ status: "ok" });
    expect(text("stdout")).toBe("8\n");
    expect(text("stderr")).toContain("TypeScript warning TS7006");
    expect(text("stderr")).toContain("> 1 | function twice(x) { return 2 * x; }");
  });

  it("complete and explain its words, also while another cell computes, at places in code points", async () => {
    await front.execute("const 𝑥values = [1, 2];");
    const id = front.say("execute_request", {
      code: "{ const end = Date.now() + 1500; while (Date.now() < end); }",
    });
    await front.hears(({ parent, type }) => parent === id && type === "execute_input");
    const code = "'𝑥𝑥'; 𝑥values.joi";
    const { reply } = await front.ask("complete_request", { code, cursor_pos: Array.from(code).length });
    expect(reply).toMatchObject({ status: "ok", matches: ["join"], cursor_start: 14, cursor_end: 17 });
    const { _jupyter_types_experimental: types } = reply["metadata"] as {
      _jupyter_types_experimental: unknown;
    };
    expect(types).toMatchObject([{ text: "join", type: "function", start: 14, end: 17 }]);
    const hover = await front.ask("inspect_request", {
      code: "𝑥values.join",
      cursor_pos: 10,
      detail_level: 0,
    });
    expect(JSON.stringify(hover.reply["data"])).toContain("separator");
    expect(front.heard.some(({ parent, type }) => parent === id && type === "execute_reply")).toBe(false);
    await front.answer(id);
  });
});
