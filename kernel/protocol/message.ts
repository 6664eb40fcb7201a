/** @file Jupyter messages as data: what comes in, what goes out, and the envelope that is made for it. */

import type { JsonObject } from "../evaluate/evaluator.js";

/** The channels that a front end asks on. */
export type AskingChannel = "shell" | "control" | "stdin";

/** The channels that a kernel speaks on. */
export type Channel = AskingChannel | "iopub";

/** Who says what: the part of a message that answers refer to. Further fields are kept. */
export interface Header extends JsonObject {
  readonly msg_id: string;
  readonly msg_type: string;
}

/** A message from a front end. */
export interface Request {
  readonly channel: AskingChannel;
  /** The route back to whoever asked. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
  /** What is wrong with the parts above, which are then empty: to be answered, not to be acted on. */
  readonly problem?: string;
}

/** A message to a front end, or on iopub to all of them. */
export interface Message {
  readonly channel: Channel;
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  /** The header of the request that it answers; empty where nobody asked. */
  readonly parent: JsonObject;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

/** What a message says beside its content. */
interface Attachments {
  readonly metadata?: JsonObject;
  readonly buffers?: readonly Uint8Array[];
}

/** Puts contents into envelopes and sends them. */
export interface Mailer {
  /** To every front end, as said about the request with this header. */
  publish(type: string, content: JsonObject, parent: JsonObject, attachments?: Attachments): void;
  /** To the front end that asked. */
  reply(request: Request, content: JsonObject, attachments?: Attachments): void;
  /** A question of the kernel's own to the front end that sent the request. */
  ask(request: Request, type: string, content: JsonObject): void;
}

/** The version of Jupyter's messaging protocol that is spoken here. */
export const PROTOCOL_VERSION = "5.3";

const ENCODER = new TextEncoder();

/** A mailer whose messages carry one session id. */
export function createMailer(send: (message: Message) => void): Mailer {
  const session = crypto.randomUUID();
  let count = 0;
  const headed = (type: string): Header => ({
    msg_id: `${session}_${(count += 1)}`,
    msg_type: type,
    username: "kernel",
    session,
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  });
  return {
    publish(type, content, parent, { metadata = {}, buffers = [] } = {}) {
      // Front ends that want only some messages subscribe by this first frame.
      const identities = [ENCODER.encode(type)];
      send({ channel: "iopub", identities, header: headed(type), parent, metadata, content, buffers });
    },
    reply({ channel, identities, header }, content, { metadata = {}, buffers = [] } = {}) {
      const type = header.msg_type.replace(/_request$/, "_reply");
      send({ channel, identities, header: headed(type), parent: header, metadata, content, buffers });
    },
    ask({ identities, header }, type, content) {
      const rest = { parent: header, metadata: {}, content, buffers: [] };
      send({ channel: "stdin", identities, header: headed(type), ...rest });
    },
  };
}
