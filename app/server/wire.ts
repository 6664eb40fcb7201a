/** @file Kernel messages as ZeroMQ carries them: signed frames, checked on the way in. */

import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

import { isObject, objectField, parseObject, textField, type JsonObject } from "./json.js";

/** The kernel channels that a front end may speak on. */
export const CHANNELS = ["shell", "control", "stdin", "iopub"] as const;

/** The name of one kernel channel. */
export type Channel = (typeof CHANNELS)[number];

/** Whether a text names a kernel channel. */
export function isChannel(name: unknown): name is Channel {
  return CHANNELS.some((channel) => channel === name);
}

/** A message's parts as bytes: header, parent header, metadata, content, then any binary buffers. */
export type Frames = readonly Buffer[];

/** What routing needs to know of a message. */
export interface Heading {
  readonly id: string;
  readonly type: string;
  readonly session: string;
}

const DELIMITER = Buffer.from("<IDS|MSG>");
const JSON_FRAMES = 4;
const PROTOCOL_VERSION = "5.3";

/** Of the JSON frames alone: Jupyter does not sign binary buffers. */
function signature(key: string, frames: Frames): Buffer {
  const hash = createHmac("sha256", key);
  for (const frame of frames.slice(0, JSON_FRAMES)) hash.update(frame);
  return Buffer.from(hash.digest("hex"));
}

/** The frames with delimiter and HMAC-SHA256 signature in front, ready for a socket. */
export function seal(key: string, frames: Frames): Buffer[] {
  return [DELIMITER, signature(key, frames), ...frames];
}

/**
 * The frames of a received message, or undefined when it is malformed or its signature does not match:
 * such a message does not come from our kernel and is dropped.
 */
export function unseal(key: string, received: readonly Buffer[]): Frames | undefined {
  const start = received.findIndex((frame) => frame.equals(DELIMITER));
  const frames = received.slice(start + 2);
  if (start < 0 || frames.length < JSON_FRAMES) return undefined;
  const given = received[start + 1];
  const expected = signature(key, frames);
  return given.length === expected.length && timingSafeEqual(given, expected) ? frames : undefined;
}

/** One JSON frame of a message as an object; {} where a kernel sent something else. */
export function frameObject(frames: Frames, index: 0 | 1 | 2 | 3): JsonObject {
  return parseObject(frames[index]?.toString("utf8") ?? "") ?? {};
}

/** The heading in a message's own header (0) or in its parent's (1). */
export function heading(frames: Frames, index: 0 | 1): Heading {
  const header = frameObject(frames, index);
  return {
    id: textField(header, "msg_id") ?? "",
    type: textField(header, "msg_type") ?? "",
    session: textField(header, "session") ?? "",
  };
}

/** The message under another session id in its header. */
export function withSession(frames: Frames, session: string): Frames {
  const header = { ...frameObject(frames, 0), session };
  return [Buffer.from(JSON.stringify(header)), ...frames.slice(1)];
}

/** What a new message of the server's own consists of. */
export interface MessageParts {
  readonly type: string;
  readonly session: string;
  readonly content: JsonObject;
  readonly parent?: JsonObject;
}

/** A new message in the server's own name, with a fresh id and the time of now. */
export function newMessage({ type, session, content, parent = {} }: MessageParts): Frames {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    username: "server",
    session,
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  return jsonFrames({ header, parent_header: parent, metadata: {}, content });
}

/** The four JSON frames of a message given as one object; missing parts are empty. */
export function jsonFrames(message: JsonObject): Frames {
  return ["header", "parent_header", "metadata", "content"].map((part) =>
    Buffer.from(JSON.stringify(isObject(message[part]) ? objectField(message, part) : {})),
  );
}
