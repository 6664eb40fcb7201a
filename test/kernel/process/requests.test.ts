/** @file Everything but cells over real sockets: who the kernel is, history, comms, and requests that make no sense. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { FrontEnd } from "../support/front-end.js";
import { seededFrames } from "../support/fuzz.js";
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

describe("the kernel", () => {
  it("says what its language is, in the words of every front end that highlights or exports", async () => {
    const { reply } = await front.ask("kernel_info_request", {});
    expect(reply).toMatchObject({
      status: "ok",
      protocol_version: "5.3",
      implementation: "chainrule",
      language_info: {
        name: "typescript",
        mimetype: "text/typescript",
        file_extension: ".ts",
        pygments_lexer: "typescript",
        codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
        nbconvert_exporter: "script",
      },
    });
  });

  it("answers on control as it does on shell", async () => {
    const { reply } = await front.ask("kernel_info_request", {}, { channel: "control" });
    expect(reply).toMatchObject({ status: "ok", implementation: "chainrule" });
  });

  it("tells its ports", async () => {
    const ports = { shell_port: 1, iopub_port: 2, stdin_port: 3, control_port: 4, hb_port: 5 };
    expect((await front.ask("connect_request", {})).reply).toEqual({ status: "ok", ...ports });
  });

  it("says politely that it has no debugger", async () => {
    const { reply } = await front.ask(
      "debug_request",
      { type: "request", seq: 7, command: "attach" },
      { channel: "control" },
    );
    expect(reply).toMatchObject({ type: "response", request_seq: 7, command: "attach", success: false });
  });
});

describe("the history", () => {
  const cells = ["1 + 1", "const two = 2", "1 + 1", "two * 3"];
  const ask = async (content: object): Promise<unknown> =>
    (await front.ask("history_request", content)).reply["history"];
  let lines: readonly number[] = [];

  beforeAll(async () => {
    const answers = [];
    for (const cell of cells) answers.push(await front.execute(cell));
    lines = answers.map(({ reply }) => Number(reply["execution_count"]));
    await front.execute("'not kept'", { store_history: false });
  });

  it("gives the last cells, with their outputs where these are wanted", async () => {
    const tail = { hist_access_type: "tail", n: 2 };
    expect(await ask(tail)).toEqual([
      [1, lines[2], "1 + 1"],
      [1, lines[3], "two * 3"],
    ]);
    expect(await ask({ ...tail, output: true })).toEqual([
      [1, lines[2], ["1 + 1", "2"]],
      [1, lines[3], ["two * 3", "6"]],
    ]);
  });

  it("gives a range of lines, its end excluded, of this session by its number or as 0", async () => {
    for (const session of [0, 1]) {
      const range = { hist_access_type: "range", session, start: lines[1], stop: lines[3] };
      expect(await ask(range)).toEqual([
        [1, lines[1], "const two = 2"],
        [1, lines[2], "1 + 1"],
      ]);
    }
    expect(await ask({ hist_access_type: "range", session: 9, start: 0 })).toEqual([]);
  });

  it("is searched by patterns, once for every text where that is wanted", async () => {
    expect(await ask({ hist_access_type: "search", pattern: "1 ? 1" })).toHaveLength(2);
    expect(await ask({ hist_access_type: "search", pattern: "*two*", n: 1 })).toEqual([
      [1, lines[3], "two * 3"],
    ]);
    expect(await ask({ hist_access_type: "search", pattern: "1*", unique: true })).toEqual([
      [1, lines[2], "1 + 1"],
    ]);
  });
});

describe("comms", () => {
  const open = async (id: string, target: string, more: object = {}): Promise<void> => {
    const said = front.say("comm_open", { comm_id: id, target_name: target, data: {}, ...more });
    await front.idle(said);
  };
  const info = async (target?: string): Promise<unknown> =>
    (await front.ask("comm_info_request", target === undefined ? {} : { target_name: target })).reply[
      "comms"
    ];

  it("carry data and binary buffers both ways, and are listed while they are open", async () => {
    await front.execute(`
      import { comms } from "tslab";
      comms.register("echo", (comm) => {
        comm.onMessage(({ content, buffers }) => comm.send({ echoed: content.data }, { buffers: [...buffers, new Uint8Array([9])] }));
      });
    `);
    await open("line-1", "echo");
    expect(await info()).toEqual({ "line-1": { target_name: "echo" } });
    expect(await info("other")).toEqual({});
    const said = front.say(
      "comm_msg",
      { comm_id: "line-1", data: { x: 1 } },
      { buffers: [Buffer.from([1, 2]), Buffer.alloc(0)] },
    );
    const echo = await front.hears(({ type, parent }) => type === "comm_msg" && parent === said);
    expect(echo).toMatchObject({
      channel: "iopub",
      content: { comm_id: "line-1", data: { echoed: { x: 1 } } },
    });
    expect(echo.buffers).toEqual([Buffer.from([1, 2]), Buffer.alloc(0), Buffer.from([9])]);
    await front.idle(front.say("comm_close", { comm_id: "line-1", data: {} }));
    expect(await info()).toEqual({});
  });

  it("are closed at once where no cell waits for them", async () => {
    await open("line-2", "nobody");
    const closed = await front.hears(({ type }) => type === "comm_close");
    expect(closed.content).toMatchObject({ comm_id: "line-2" });
    expect(await info()).toEqual({});
  });

  it("are opened by cells as well", async () => {
    const { contents } = await front.execute(
      `import { comms as lines } from "tslab"; const line = lines.open("page", { hello: 1 });`,
    );
    const [opened] = contents("comm_open");
    expect(opened).toMatchObject({ target_name: "page", data: { hello: 1 } });
    expect(await info("page")).toEqual({ [String(opened["comm_id"])]: { target_name: "page" } });
    await front.execute("line.close()");
    expect(await info()).toEqual({});
  });

  it("show what their handlers print, as said about the message", async () => {
    await front.execute(`lines.register("loud", (comm) => { comm.onMessage(() => console.log("heard")); });`);
    await open("line-3", "loud");
    const said = front.say("comm_msg", { comm_id: "line-3", data: {} });
    const printed = await front.hears(
      ({ type, content }) => type === "stream" && content["text"] === "heard\n",
    );
    expect(printed.parent).toBe(said);
  });
});

describe("user expressions", () => {
  it("are evaluated after the cell, each with its own fate", async () => {
    const { reply } = await front.execute("const base = 20", {
      user_expressions: { good: "base + 1", bad: "base.no.way" },
    });
    expect(reply).toMatchObject({
      status: "ok",
      user_expressions: {
        good: { status: "ok", data: { "text/plain": "21" } },
        bad: { status: "error", ename: "TypeError" },
      },
    });
  });
});

describe("a request that makes no sense", () => {
  it.each([
    ["execute_request", {}, '"code" must be text, got nothing'],
    ["execute_request", { code: 3 }, '"code" must be text, got 3'],
    ["execute_request", { code: "1", silent: "no" }, '"silent" must be true or false, got "no"'],
    [
      "execute_request",
      { code: "1", user_expressions: { a: 1 } },
      '"user_expressions" must be an object of texts',
    ],
    ["complete_request", { code: "a", cursor_pos: "0" }, '"cursor_pos" must be a whole number, got "0"'],
    ["inspect_request", { code: null }, '"code" must be text'],
    ["is_complete_request", { code: [] }, '"code" must be text, got []'],
    ["history_request", { hist_access_type: "tail", n: 1.5 }, '"n" must be a whole number, got 1.5'],
    ["comm_info_request", { target_name: {} }, '"target_name" must be text'],
    ["shutdown_request", { restart: 1 }, '"restart" must be true or false, got 1'],
    ["execute_request", [1], '"content" must be a JSON object'],
    ["no_such_request", {}, "does not know such a request"],
  ])("(%s, %j) is answered with what is wrong, and the kernel goes on", async (type, content, reason) => {
    const { reply, contents } = await front.ask(type, content);
    expect(reply).toMatchObject({ status: "error", evalue: expect.stringContaining(reason) as unknown });
    expect(contents("status")).toEqual([{ execution_state: "busy" }, { execution_state: "idle" }]);
    expect((await front.execute("1")).reply).toMatchObject({ status: "ok" });
  });

  it("is dropped with a line for the log where nobody could be answered", async () => {
    const wrong = [
      Buffer.from("<IDS|MSG>"),
      Buffer.from("0".repeat(64)),
      ...["{}", "{}", "{}", "{}"].map((part) => Buffer.from(part)),
    ];
    await front.sayRaw("shell", wrong);
    await front.sayRaw("control", ["nonsense"]);
    await front.sayRaw("stdin", [Buffer.alloc(0)]);
    front.say("input_reply", { value: "unasked" }, { channel: "stdin" });
    expect((await front.execute("1")).reply).toMatchObject({ status: "ok" });
    await expect.poll(kernel.errors).toContain("the signature does not match");
    expect(kernel.errors()).toContain("control: a message was dropped");
    await expect.poll(kernel.errors).toContain("nothing was asked");
  });

  it("in five thousand mangled forms leaves a kernel that answers and remembers", async () => {
    await front.execute("const remembered = 'yes'");
    let sent = 0;
    for (const frames of seededFrames({ seed: 2, count: 5000, key: String(kernel.connection["key"]) })) {
      const type = frames.map(String).find((frame) => frame.includes("msg_type")) ?? "";
      // A cell of any text may do anything; here it is the wire that is tried.
      if (type.includes("execute_request")) continue;
      await front.sayRaw((["shell", "control", "stdin"] as const)[sent++ % 3], frames);
    }
    expect(sent).toBeGreaterThan(4000);
    // An interrupt may be among them, on another channel than the cell's: it has to be over before that.
    await front.ask("kernel_info_request", {}, { channel: "control" });
    await sleep(200);
    const { contents } = await front.execute("remembered");
    expect(contents("execute_result")).toMatchObject([{ data: { "text/plain": "'yes'" } }]);
    await front.beat();
  }, 60_000);
});
