/** @file Messages as frames of bytes: signed, checked on the way in, each taken once. */

import { createHmac, timingSafeEqual } from "node:crypto";

import type { JsonObject } from "../evaluate/evaluator.js";
import { isObject } from "../protocol/fields.js";
import type { AskingChannel, Header, Message, Request } from "../protocol/message.js";

/** Frames that are no message of ours: not signed with our key, sent before, or without a readable header. */
export class WireError extends Error {
  override readonly name = "WireError";
}

/** Packs and unpacks the messages of one connection. */
export interface Wire {
  pack(message: Message): Uint8Array[];
  /** @throws WireError if the frames have to be dropped. What can be answered comes with its `problem` instead. */
  unpack(channel: AskingChannel, frames: readonly Buffer[]): Request;
}

const DELIMITER = Buffer.from("<IDS|MSG>");
const PARTS = ["header", "parent_header", "metadata", "content"] as const;
/** As many signatures are remembered as jupyter_client remembers; a message that comes again is dropped. */
const REMEMBERED = 65_536;

/** A wire with this key and hash function; an empty key means that nothing is signed. */
export function createWire(key: string, hash: string): Wire {
  const seen = new Set<string>();
  const sign = (parts: readonly Uint8Array[]): string => {
    if (key === "") return "";
    const hmac = createHmac(hash, key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  };
  const authenticate = (given: Buffer, parts: readonly Buffer[]): void => {
    if (key === "") return;
    const wanted = sign(parts);
    if (given.length !== wanted.length || !timingSafeEqual(given, Buffer.from(wanted))) {
      throw new WireError("the signature does not match the key of the connection file");
    }
    if (seen.has(wanted)) throw new WireError("the message came before");
    seen.add(wanted);
    if (seen.size > REMEMBERED) for (const oldest of [...seen].slice(0, REMEMBERED / 2)) seen.delete(oldest);
  };
  return {
    pack({ identities, header, parent, metadata, content, buffers }) {
      const parts = [header, parent, metadata, content].map((part) => Buffer.from(json(part)));
      return [...identities, DELIMITER, Buffer.from(sign(parts)), ...parts, ...buffers];
    },
    unpack(channel, frames) {
      const start = frames.findIndex((frame) => frame.equals(DELIMITER));
      if (start < 0) throw new WireError("there is no frame <IDS|MSG>");
      const parts = frames.slice(start + 2, start + 2 + PARTS.length);
      if (parts.length < PARTS.length) throw new WireError(`${parts.length} of ${PARTS.length} parts came`);
      authenticate(frames[start + 1], parts);
      const buffers = frames.slice(start + 2 + PARTS.length);
      return { channel, identities: frames.slice(0, start), buffers, ...read(parts) };
    },
  };
}

/** A value that JSON does not know becomes text rather than lose the message. */
function json(part: JsonObject): string {
  try {
    return JSON.stringify(part);
  } catch {
    return JSON.stringify(part, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  }
}

function read(parts: readonly Buffer[]): Pick<Request, "header" | "metadata" | "content" | "problem"> {
  const [header, parent, metadata, content] = parts.map(parsed);
  if (!isHeader(header))
    throw new WireError('the header is no JSON object with texts "msg_id" and "msg_type"');
  const values = { parent_header: parent, metadata, content };
  const wrong = Object.entries(values).find(([, value]) => !isObject(value));
  if (wrong === undefined && isObject(metadata) && isObject(content)) return { header, metadata, content };
  return { header, metadata: {}, content: {}, problem: `"${wrong?.[0] ?? ""}" must be a JSON object` };
}

function isHeader(value: unknown): value is Header {
  return isObject(value) && typeof value["msg_id"] === "string" && typeof value["msg_type"] === "string";
}

/** The value of a JSON text; undefined where it is none. */
function parsed(part: Buffer): unknown {
  try {
    return JSON.parse(part.toString("utf8"));
  } catch {
    return undefined;
  }
}
