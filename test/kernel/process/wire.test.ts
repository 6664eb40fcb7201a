/** @file Messages as signed frames, and what becomes of frames that are no messages. */

import { createHmac } from "node:crypto";

import { describe, expect, it } from "vitest";

import { createWire, WireError } from "../../../kernel/process/wire.js";
import { seededFrames } from "../support/fuzz.js";

const KEY = "secret";
const HEADER = { msg_id: "1", msg_type: "execute_request", session: "s", username: "Ada" };
const DELIMITER = Buffer.from("<IDS|MSG>");

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Frames as a front end sends them, signed with the key. */
function framesOf(parts: readonly Buffer[], buffers: readonly Buffer[] = [], key = KEY): Buffer[] {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return [Buffer.from("route"), DELIMITER, Buffer.from(hmac.digest("hex")), ...parts, ...buffers];
}

const PARTS = [json(HEADER), json({}), json({ tag: 1 }), json({ code: "σ′" })];

describe("the wire", () => {
  it("gives a message's parts, its route and its buffers", () => {
    const request = createWire(KEY, "sha256").unpack("shell", framesOf(PARTS, [Buffer.from([0, 255])]));
    expect(request).toEqual({
      channel: "shell",
      identities: [Buffer.from("route")],
      header: HEADER,
      metadata: { tag: 1 },
      content: { code: "σ′" },
      buffers: [Buffer.from([0, 255])],
    });
  });

  it("signs what it packs as another wire with the same key expects it", () => {
    const message = {
      channel: "shell",
      identities: [],
      header: HEADER,
      parent: {},
      metadata: {},
      content: { a: [1] },
      buffers: [Buffer.from("b")],
    } as const;
    const packed = createWire(KEY, "sha256")
      .pack(message)
      .map((frame) => Buffer.from(frame));
    expect(createWire(KEY, "sha256").unpack("shell", packed)).toMatchObject({
      content: { a: [1] },
      buffers: [Buffer.from("b")],
    });
  });

  it.each([
    ["another key", framesOf(PARTS, [], "other"), "signature"],
    ["no signature", framesOf(PARTS).with(2, Buffer.alloc(0)), "signature"],
    ["a changed part", framesOf(PARTS).with(6, json({ code: "1" })), "signature"],
    ["no delimiter", framesOf(PARTS).slice(2), "<IDS|MSG>"],
    ["a part too few", framesOf(PARTS).slice(0, -1), "3 of 4 parts"],
    ["nothing at all", [], "<IDS|MSG>"],
    ["a header that is no JSON", framesOf(PARTS.with(0, Buffer.from("{"))), "header"],
    ["a header without a type", framesOf(PARTS.with(0, json({ msg_id: "1" }))), "header"],
    ["a list for a header", framesOf(PARTS.with(0, json([]))), "header"],
  ])("drops what comes with %s and says why", (_, frames, reason) => {
    const unpack = (): unknown => createWire(KEY, "sha256").unpack("shell", frames);
    expect(unpack).toThrow(WireError);
    expect(unpack).toThrow(reason);
  });

  it("drops a message that came before", () => {
    const wire = createWire(KEY, "sha256");
    wire.unpack("shell", framesOf(PARTS));
    expect(() => wire.unpack("shell", framesOf(PARTS))).toThrow("came before");
  });

  it.each([
    ["parent_header", PARTS.with(1, json(null))],
    ["metadata", PARTS.with(2, json("text"))],
    ["content", PARTS.with(3, json([1]))],
    ["content", PARTS.with(3, Buffer.from("{"))],
  ])("hands on a message whose %s is no object, to be answered with that", (part, parts) => {
    const { problem } = createWire(KEY, "sha256").unpack("shell", framesOf(parts));
    expect(problem).toBe(`"${part}" must be a JSON object`);
  });

  it("takes and sends unsigned messages where the connection has no key", () => {
    const wire = createWire("", "sha256");
    const unsigned = [DELIMITER, Buffer.alloc(0), ...PARTS];
    expect(wire.unpack("shell", unsigned).content).toEqual({ code: "σ′" });
    expect(wire.unpack("shell", unsigned).content).toEqual({ code: "σ′" });
    const [delimiter, signature] = wire.pack({
      ...wire.unpack("shell", unsigned),
      channel: "shell",
      parent: {},
    });
    expect([delimiter, signature]).toEqual([DELIMITER, Buffer.alloc(0)]);
  });

  it("sends a value that JSON does not know as text rather than lose the message", () => {
    const message = {
      channel: "iopub",
      identities: [],
      header: HEADER,
      parent: {},
      metadata: {},
      content: { big: 10n },
      buffers: [],
    } as const;
    expect(Buffer.from(createWire(KEY, "sha256").pack(message)[5]).toString()).toBe('{"big":"10"}');
  });
});

it("A hundred thousand mangled messages are each unpacked or dropped, and nothing else happens", () => {
  const wire = createWire(KEY, "sha256");
  const counts = { unpacked: 0, dropped: 0 };
  for (const frames of seededFrames({ seed: 1, count: 100_000, key: KEY })) {
    try {
      const { header, content, metadata } = wire.unpack("shell", frames);
      if (typeof header.msg_type === "string" && isPlain(content) && isPlain(metadata)) counts.unpacked += 1;
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      counts.dropped += 1;
    }
  }
  expect(counts.unpacked + counts.dropped).toBe(100_000);
  // Both kinds occur in numbers, so that the mangling is neither too mild nor too harsh to mean something.
  expect(Math.min(counts.unpacked, counts.dropped)).toBeGreaterThan(10_000);
}, 120_000);

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
