/** @file Kernel messages as the browser's WebSocket carries them: the v1 binary layout and the default one. */

import { parseObject, type JsonObject } from "./json.js";
import { frameObject, isChannel, jsonFrames, type Channel, type Frames } from "./wire.js";

/** A message together with the channel that it travels on. */
export interface Envelope {
  readonly channel: Channel;
  readonly frames: Frames;
}

/** One way to put messages into WebSocket frames. */
export interface WebSocketFormat {
  /** The name negotiated as subprotocol; "" for the default layout. */
  readonly protocol: string;
  encode(envelope: Envelope): Buffer | string;
  /** Undefined for a malformed message or an unknown channel. */
  decode(data: Buffer, isBinary: boolean): Envelope | undefined;
}

const WORD = 8;
const HALF_WORD = 4;
const JSON_FRAMES = 4;

/**
 * `v1.kernel.websocket.jupyter.org`: the number of offsets and the offsets themselves, each as little-endian
 * 64-bit integers, then the channel's name and the frames as they came from the kernel.
 */
const V1: WebSocketFormat = {
  protocol: "v1.kernel.websocket.jupyter.org",

  encode({ channel, frames }) {
    const parts = [Buffer.from(channel), ...frames];
    const offsetCount = parts.length + 1;
    const head = Buffer.alloc(WORD * (offsetCount + 1));
    head.writeBigUInt64LE(BigInt(offsetCount), 0);
    let offset = head.length;
    head.writeBigUInt64LE(BigInt(offset), WORD);
    parts.forEach((part, index) => {
      offset += part.length;
      head.writeBigUInt64LE(BigInt(offset), WORD * (index + 2));
    });
    return Buffer.concat([head, ...parts]);
  },

  decode(data, isBinary) {
    if (!isBinary || data.length < WORD) return undefined;
    const offsetCount = Number(data.readBigUInt64LE(0));
    if (offsetCount < JSON_FRAMES + 2 || WORD * (offsetCount + 1) > data.length) return undefined;
    const offsets = Array.from({ length: offsetCount }, (_, index) =>
      Number(data.readBigUInt64LE(WORD * (index + 1))),
    );
    const parts = slices(data, offsets);
    const channel = parts?.[0]?.toString("utf8");
    if (parts === undefined || !isChannel(channel)) return undefined;
    return { channel, frames: parts.slice(1) };
  },
};

/**
 * The default layout: JSON text, or, where there are buffers, their number and offsets as big-endian 32-bit
 * integers, then the JSON text and the buffers.
 */
const DEFAULT: WebSocketFormat = {
  protocol: "",

  encode({ channel, frames }) {
    const header = frameObject(frames, 0);
    const text = JSON.stringify({
      header,
      msg_id: header["msg_id"],
      msg_type: header["msg_type"],
      parent_header: frameObject(frames, 1),
      metadata: frameObject(frames, 2),
      content: frameObject(frames, 3),
      buffers: frames.length > JSON_FRAMES ? undefined : [],
      channel,
    });
    const buffers = frames.slice(JSON_FRAMES);
    return buffers.length === 0 ? text : withBuffers(Buffer.from(text), buffers);
  },

  decode(data, isBinary) {
    if (!isBinary) return envelopeOf(parseObject(data.toString("utf8")), []);
    if (data.length < HALF_WORD) return undefined;
    const count = data.readUInt32BE(0);
    if (count < 1 || HALF_WORD * (count + 1) > data.length) return undefined;
    const offsets = Array.from({ length: count }, (_, index) => data.readUInt32BE(HALF_WORD * (index + 1)));
    const parts = slices(data, [...offsets, data.length]);
    return parts && envelopeOf(parseObject(parts[0].toString("utf8")), parts.slice(1));
  },
};

/** The format for the subprotocol that was agreed on; anything but v1 is the default layout. */
export function formatFor(protocol: string): WebSocketFormat {
  return protocol === V1.protocol ? V1 : DEFAULT;
}

/** The subprotocol to answer to a client's offers: v1 where it is offered, otherwise none. */
export function chooseProtocol(offers: ReadonlySet<string>): string | false {
  return offers.has(V1.protocol) ? V1.protocol : false;
}

/** The pieces between ascending offsets, or undefined when the offsets leave the data. */
function slices(data: Buffer, offsets: readonly number[]): Buffer[] | undefined {
  const pieces: Buffer[] = [];
  for (let index = 0; index + 1 < offsets.length; index++) {
    const [start, end] = [offsets[index], offsets[index + 1]];
    if (start > end || end > data.length) return undefined;
    pieces.push(data.subarray(start, end));
  }
  return pieces;
}

function withBuffers(text: Buffer, buffers: readonly Buffer[]): Buffer {
  const parts = [text, ...buffers];
  const head = Buffer.alloc(HALF_WORD * (parts.length + 1));
  head.writeUInt32BE(parts.length, 0);
  let offset = head.length;
  parts.forEach((part, index) => {
    head.writeUInt32BE(offset, HALF_WORD * (index + 1));
    offset += part.length;
  });
  return Buffer.concat([head, ...parts]);
}

function envelopeOf(message: JsonObject | undefined, buffers: readonly Buffer[]): Envelope | undefined {
  if (message === undefined) return undefined;
  const channel = message["channel"] ?? "shell";
  return isChannel(channel) ? { channel, frames: [...jsonFrames(message), ...buffers] } : undefined;
}
