/** @file Cells over real sockets: counted, queued, silent, failing, aborting, printing, asking. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { CLONE } from "../../support/imports.js";
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

const types = (published: readonly { readonly type: string }[]): readonly string[] =>
  published.map(({ type }) => type);

/** The number that the next cell will have. */
async function nextCount(): Promise<number> {
  const { reply } = await front.execute("0", { store_history: false });
  return Number(reply["execution_count"]);
}

describe("a cell", () => {
  it("logs an error, and reads its stack, with the student's own lines", async () => {
    const { text } = await front.execute(
      'interface Removed { a: number }\n\nfunction fails(): never {\n  throw new RangeError("no");\n}\n' +
        "try { fails(); } catch (error) { console.error(error); console.log((error as Error).stack); }",
    );
    expect(text("stdout")).toMatch(
      /^RangeError: no\n {4}at fails \(cell \d+, line 4\)\n {4}at cell \d+, line 6\n$/,
    );
    expect(text("stderr")).toBe(text("stdout"));
  });

  it("may read an error that cannot say its name", async () => {
    const code =
      "class Odd extends Error { override get name(): string { throw new Error('never'); } } typeof new Odd().stack";
    const { contents } = await front.execute(code);
    expect(contents("execute_result")).toMatchObject([{ data: { "text/plain": "'string'" } }]);
  });

  it("imports JSON without a word of Node's about that", async () => {
    const path = join(CLONE, "package.json");
    const { published } = await front.execute(`import pack from ${JSON.stringify(path)}; pack.name`);
    expect(types(published)).toEqual(["status", "execute_input", "execute_result", "status"]);
    expect(kernel.errors()).toBe("");
  });

  it("is announced, echoed with its number, answered with its value, and done", async () => {
    const count = await nextCount();
    const { published, reply, contents } = await front.execute("6 * 7");
    expect(types(published)).toEqual(["status", "execute_input", "execute_result", "status"]);
    expect(contents("execute_input")).toEqual([{ code: "6 * 7", execution_count: count }]);
    expect(contents("execute_result")).toMatchObject([
      { execution_count: count, data: { "text/plain": "42" } },
    ]);
    expect(reply).toEqual({ status: "ok", execution_count: count, payload: [], user_expressions: {} });
  });

  it("raises the count by one, and not at all when it is silent or not for the history", async () => {
    const count = await nextCount();
    await front.execute("1", { silent: true });
    await front.execute("1", { store_history: false });
    expect((await front.execute("1")).reply).toMatchObject({ execution_count: count });
    expect(await nextCount()).toBe(count + 1);
  });

  it("publishes nothing but its states when it is silent, and tells its failure in the reply", async () => {
    const shown = await front.execute("console.log('loud'); 5", { silent: true });
    expect(types(shown.published)).toEqual(["status", "status"]);
    const failed = await front.execute("throw new RangeError('quiet')", { silent: true });
    expect(types(failed.published)).toEqual(["status", "status"]);
    expect(failed.reply).toMatchObject({ status: "error", ename: "RangeError", evalue: "quiet" });
  });

  it("tells an exception as an error message and in the reply, with the same words", async () => {
    const { reply, contents } = await front.execute("throw new RangeError('no such row')");
    expect(contents("error")).toMatchObject([{ ename: "RangeError", evalue: "no such row" }]);
    expect(reply).toMatchObject({ status: "error", ...contents("error")[0] });
  });

  it("is run after those that came before it, one at a time", async () => {
    const first = front.say("execute_request", {
      code: "let seen = 'first'; await new Promise((done) => setTimeout(done, 100)); seen",
    });
    const second = front.say("execute_request", { code: "seen += ', second'" });
    const [one, two] = [await front.answer(first), await front.answer(second)];
    expect(one.contents("execute_result")).toMatchObject([{ data: { "text/plain": "'first'" } }]);
    expect(two.contents("execute_result")).toMatchObject([{ data: { "text/plain": "'first, second'" } }]);
  });
});

describe("after a failure", () => {
  it("the cells that wait are aborted, those on their way too, and the next one runs", async () => {
    const failing = front.say("execute_request", { code: "throw new Error('stop')" });
    const waiting = [1, 2, 3].map((value) =>
      front.say("execute_request", { code: `(globalThis as any).ran = ${value}` }),
    );
    expect((await front.answer(failing)).reply).toMatchObject({ status: "error" });
    for (const id of waiting) {
      const { reply, published } = await front.answer(id);
      expect(reply).toMatchObject({ status: "aborted" });
      expect(types(published)).toEqual(["status", "status"]);
    }
    const next = await front.execute("typeof (globalThis as any).ran");
    expect(next.contents("execute_result")).toMatchObject([{ data: { "text/plain": "'undefined'" } }]);
  });

  it("a cell sent when the failure has been answered runs, however soon", async () => {
    const failing = front.say("execute_request", { code: "throw new Error('stop')" });
    await front.hears(({ parent, type }) => parent === failing && type === "execute_reply");
    expect((await front.execute("1")).reply).toMatchObject({ status: "ok" });
  });

  it("all go on where stop_on_error is false", async () => {
    const failing = front.say("execute_request", { code: "throw new Error('go on')", stop_on_error: false });
    const waiting = front.say("execute_request", { code: "'went on'" });
    expect((await front.answer(failing)).reply).toMatchObject({ status: "error" });
    expect((await front.answer(waiting)).reply).toMatchObject({ status: "ok" });
  });
});

describe("what a cell prints", () => {
  it("arrives whole, in order and in few messages, be it ten thousand lines", async () => {
    const { text, published } = await front.execute("for (let i = 0; i < 10_000; i++) console.log(i)");
    const lines = Array.from({ length: 10_000 }, (_, index) => `${index}\n`).join("");
    expect(text("stdout")).toBe(lines);
    expect(published.length).toBeLessThan(1000);
  });

  it("keeps the order of the two streams and of what is shown between", async () => {
    const { published } = await front.execute(
      "console.log('a'); console.log('b'); console.error('c'); console.log('d'); 'e'",
    );
    const told = published.flatMap(({ type, content }) => (type === "stream" ? [content["text"]] : []));
    expect(told).toEqual(["a\nb\n", "c\n", "d\n"]);
    expect(types(published).at(-2)).toBe("execute_result");
  });

  it("appears while the cell goes on", async () => {
    const id = front.say("execute_request", {
      code: "console.log('soon'); const end = Date.now() + 600; while (Date.now() < end);",
    });
    await front.hears(({ parent, type }) => parent === id && type === "stream");
    expect(front.heard.some(({ parent, type }) => parent === id && type === "execute_reply")).toBe(false);
    await front.answer(id);
  });

  it("may be 100 MB in one go", async () => {
    const { text, reply } = await front.execute("process.stdout.write('x'.repeat(100_000_000))");
    expect(reply).toMatchObject({ status: "ok" });
    expect(text("stdout")).toHaveLength(100_000_000);
  }, 60_000);

  it("still belongs to the cell when the cell has ended", async () => {
    const { id } = await front.execute("setTimeout(() => console.log('late'), 50)");
    const late = await front.hears(({ type, content }) => type === "stream" && content["text"] === "late\n");
    expect(late.parent).toBe(id);
  });
});

describe("while a cell computes", () => {
  it("heartbeat and questions about the kernel are answered, and it counts as busy", async () => {
    const id = front.say("execute_request", {
      code: "{ const end = Date.now() + 800; while (Date.now() < end); }",
    });
    await front.hears(({ parent, type }) => parent === id && type === "execute_input");
    await front.beat();
    const { id: asked, reply } = await front.ask("kernel_info_request", {});
    expect(reply).toMatchObject({ status: "ok", language_info: { name: "typescript" } });
    expect(front.heard.filter((one) => one.parent === id && one.type === "execute_reply")).toEqual([]);
    expect((await front.answer(id)).reply).toMatchObject({ status: "ok" });
    const states = front.heard
      .filter(({ type }) => type === "status")
      .map((one) => [one.parent, one.content["execution_state"]]);
    const end = states.findIndex(([about, state]) => about === asked && state === "idle");
    expect(states[end + 1]).toEqual([id, "busy"]);
  });
});

describe("a question to the student", () => {
  const asked = (id: string): Promise<unknown> =>
    front.hears(({ parent, type }) => parent === id && type === "input_request");

  it("stops the cell until it is answered", async () => {
    const id = front.say("execute_request", { code: "prompt('Your name?')", allow_stdin: true });
    expect(await asked(id)).toMatchObject({
      channel: "stdin",
      content: { prompt: "Your name?", password: false },
    });
    await front.beat();
    front.say("input_reply", { status: "ok", value: "Ada" }, { channel: "stdin" });
    expect((await front.answer(id)).contents("execute_result")).toMatchObject([
      { data: { "text/plain": "'Ada'" } },
    ]);
  });

  it("is given up by an interrupt", async () => {
    const id = front.say("execute_request", { code: "prompt('Still there?')", allow_stdin: true });
    await asked(id);
    await front.ask("interrupt_request", {}, { channel: "control" });
    expect((await front.answer(id)).reply).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
  });

  it("is refused where the front end takes none", async () => {
    const { reply } = await front.execute("prompt('Anyone?')", { allow_stdin: false });
    expect(reply).toMatchObject({
      status: "error",
      evalue: expect.stringContaining("takes no questions") as unknown,
    });
  });
});
