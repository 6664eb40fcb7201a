/** @file Messages on the wire: signatures, both WebSocket layouts, and what a page gets of a flood. */

import { setTimeout as sleep } from "node:timers/promises";

import { deserialize, serialize } from "@jupyterlab/services/lib/kernel/serialize.js";
import type { KernelMessage } from "@jupyterlab/services";
import { describe, expect, it } from "vitest";

import { createStreamGate } from "../../app/server/stream-gate.js";
import { chooseProtocol, formatFor, type Envelope } from "../../app/server/websocket-format.js";
import { frameObject, heading, newMessage, seal, unseal } from "../../app/server/wire.js";

const V1 = "v1.kernel.websocket.jupyter.org";
const BUFFERS = [Buffer.from([1, 2, 3]), Buffer.alloc(0), Buffer.from([255])];
const FRAMES = newMessage({ type: "stream", session: "s", content: { name: "stdout", text: "σ′\n" } });

describe("a message to or from a kernel", () => {
  it("keeps its frames through signing and checking, behind any routing prefix", () => {
    const sealed = seal("key", [...FRAMES, ...BUFFERS]);
    expect(unseal("key", [Buffer.from("prefix"), ...sealed])).toEqual([...FRAMES, ...BUFFERS]);
  });

  it("is signed without its buffers, as every kernel expects it", () => {
    expect(seal("key", [...FRAMES, ...BUFFERS])[1]).toEqual(seal("key", FRAMES)[1]);
  });

  it.each([
    ["another key", (sealed: Buffer[]) => ["other", sealed] as const],
    ["a changed frame", (sealed: Buffer[]) => ["key", sealed.with(5, Buffer.from("{}"))] as const],
    ["no signature", (sealed: Buffer[]) => ["key", sealed.with(1, Buffer.alloc(0))] as const],
    ["a missing frame", (sealed: Buffer[]) => ["key", sealed.slice(0, -1)] as const],
    ["no delimiter", (sealed: Buffer[]) => ["key", sealed.slice(1)] as const],
    ["nothing", () => ["key", []] as const],
  ])("is dropped when it comes with %s", (_, change) => {
    const [key, received] = change(seal("key", FRAMES));
    expect(unseal(key, received)).toBeUndefined();
  });
});

describe.each([
  ["the v1 layout", V1],
  ["the default layout", ""],
])("%s", (_, protocol) => {
  const format = formatFor(protocol);
  const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

  it.each([
    ["without buffers", []],
    ["with buffers", BUFFERS],
  ])("is read by @jupyterlab/services %s", (__, buffers) => {
    const encoded = format.encode({ channel: "iopub", frames: [...FRAMES, ...buffers] });
    const message = deserialize(
      (typeof encoded === "string" ? encoded : arrayBuffer(encoded)) as ArrayBuffer,
      protocol,
    );
    expect(message.channel).toBe("iopub");
    expect(message.content).toEqual({ name: "stdout", text: "σ′\n" });
    expect(message.header).toEqual(frameObject(FRAMES, 0));
    const received = (message.buffers ?? []).map((view) => Buffer.from((view as DataView).buffer).length);
    expect(received).toHaveLength(buffers.length);
  });

  it.each([
    ["without buffers", []],
    ["with buffers", BUFFERS],
  ])("is understood as @jupyterlab/services writes it %s", (__, buffers) => {
    const message = {
      header: frameObject(FRAMES, 0),
      ...{ parent_header: {}, metadata: { cell: 1 }, content: { code: "x ⊙ y" }, channel: "shell" },
      buffers: buffers.map((buffer) => new Uint8Array(buffer).buffer),
    };
    const written = serialize(message as unknown as KernelMessage.IMessage, protocol);
    const bytes = typeof written === "string" ? Buffer.from(written) : Buffer.from(written);
    const envelope = format.decode(bytes, typeof written !== "string");
    expect(envelope?.channel).toBe("shell");
    expect(envelope && frameObject(envelope.frames, 3)).toEqual({ code: "x ⊙ y" });
    expect(envelope && heading(envelope.frames, 0).session).toBe("s");
    expect(envelope?.frames.slice(4)).toEqual(buffers);
  });

  it.each([
    ["empty", Buffer.alloc(0)],
    ["short", Buffer.from([1, 2, 3])],
    ["with offsets that lead outside", Buffer.alloc(80, 0x7f)],
    ["with an enormous number of parts", Buffer.alloc(80, 0xff)],
  ])("passes over a message that is %s", (__, bytes) => {
    expect(format.decode(bytes, true)).toBeUndefined();
  });
});

describe("the subprotocol", () => {
  it("is v1 where the page offers it, otherwise none", () => {
    expect(chooseProtocol(new Set(["other", V1]))).toBe(V1);
    expect(chooseProtocol(new Set(["other"]))).toBe(false);
  });
});

describe("what a cell prints", () => {
  const parent = { msg_id: "cell", session: "page" };
  const print = (text: string, name = "stdout"): Envelope => ({
    channel: "iopub",
    frames: newMessage({ type: "stream", session: "k", content: { name, text }, parent }),
  });
  const idle: Envelope = {
    channel: "iopub",
    frames: newMessage({ type: "status", session: "k", content: { execution_state: "idle" }, parent }),
  };
  const shown = (type: string, display_id: string, text: string): Envelope => ({
    channel: "iopub",
    frames: newMessage({ type, session: "k", content: { text, transient: { display_id } }, parent }),
  });
  const texts = (envelopes: readonly Envelope[]): unknown[] =>
    envelopes
      .map(({ frames }) => frameObject(frames, 3))
      .map(({ text, execution_state }) => text ?? execution_state);

  it("reaches the page in order, texts of one stream together", () => {
    const delivered: Envelope[] = [];
    const gate = createStreamGate((envelope) => delivered.push(envelope));
    for (const envelope of [print("a"), print("b"), print("c", "stderr"), print("d"), idle])
      gate.pass(envelope);
    expect(texts(delivered)).toEqual(["ab", "c", "d", "idle"]);
    expect(delivered.map(({ frames }) => heading(frames, 1).id)).toEqual(["cell", "cell", "cell", "cell"]);
  });

  it("is not held back for long", async () => {
    const delivered: Envelope[] = [];
    const gate = createStreamGate((envelope) => delivered.push(envelope));
    gate.pass(print("a"));
    await sleep(60);
    expect(texts(delivered)).toEqual(["a"]);
  });

  it("is of what replaces the same output the last", () => {
    const delivered: Envelope[] = [];
    const gate = createStreamGate((envelope) => delivered.push(envelope));
    for (let count = 0; count < 1000; count++) {
      gate.pass(shown("update_display_data", "a", `a${count}`));
      gate.pass(shown("update_display_data", "b", `b${count}`));
    }
    gate.pass(print("printed"));
    gate.pass(idle);
    expect(texts(delivered)).toEqual(["a999", "b999", "printed", "idle"]);
  });

  it.each([
    ["2000 outputs", 3000, 10, 2001],
    ["64 MB of them", 80, 1_000_000, 68],
  ])("is no more than %s, and the cell's end still arrives", (_, times, size, passed) => {
    const delivered: Envelope[] = [];
    const gate = createStreamGate((envelope) => delivered.push(envelope));
    for (let count = 0; count < times; count++) gate.pass(shown("display_data", "", "x".repeat(size)));
    gate.pass(print("printed"));
    gate.pass(idle);
    const [word, printed, end] = texts(delivered).slice(-3);
    expect(delivered).toHaveLength(passed + 3);
    expect(word).toContain("shown more than 2000 outputs or 64 MB; the rest is not shown");
    expect([printed, end]).toEqual(["printed", "idle"]);
  });

  it("without an end is cut off with one word on it, and the cell's end still arrives", () => {
    const delivered: Envelope[] = [];
    const gate = createStreamGate((envelope) => delivered.push(envelope));
    for (let count = 0; count < 60; count++) gate.pass(print("x".repeat(100_000)));
    gate.pass(idle);
    const shown = texts(delivered).map(String);
    expect(shown).toHaveLength(3);
    expect(shown[0]).toHaveLength(4_100_000);
    expect(shown[1]).toContain("printed more than 4 million characters");
    expect(shown[2]).toBe("idle");
  });
});
