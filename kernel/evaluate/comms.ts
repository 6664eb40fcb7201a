/** @file Comms: named lines between code in cells and widgets in the front end, either side may open one. */

import type { CommMessage, EvaluatorHost, JsonObject } from "./evaluator.js";
import { plainProperties } from "./json.js";

/** What goes with a comm message beside its data. */
export interface CommExtras {
  readonly metadata?: JsonObject;
  readonly buffers?: readonly Uint8Array[];
}

/** One open line to the front end. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: JsonObject, extras?: CommExtras): void;
  close(data?: JsonObject, extras?: CommExtras): void;
  /** Replaces the listener for what the front end sends. */
  onMessage(listener: CommListener): void;
  /** Replaces the listener for the front end's closing. */
  onClose(listener: CommListener): void;
}

/** Hears one message of a comm. */
export type CommListener = (message: CommMessage) => unknown;

/** What cells may do with comms. */
export interface Comms {
  /** Opens a line to a target that the front end has registered. */
  open(target: string, data?: JsonObject, extras?: CommExtras): Comm;
  /** Says what happens when the front end opens a line to a target. */
  register(target: string, onOpen: (comm: Comm, message: CommMessage) => unknown): void;
}

/** The comms of one evaluator, and the way in for what the front end says. */
export function createComms(host: EvaluatorHost): {
  readonly comms: Comms;
  readonly receive: (message: CommMessage) => Promise<void>;
} {
  const targets = new Map<string, (comm: Comm, message: CommMessage) => unknown>();
  const lines = new Map<string, Line>();
  const create = (id: string, target: string): Line => {
    const line = createLine(host, { id, target }, () => lines.delete(id));
    lines.set(id, line);
    return line;
  };
  return {
    comms: {
      open(target, data = {}, extras = {}) {
        const id = crypto.randomUUID();
        publish(host, "comm_open", { comm_id: id, target_name: target, data }, extras);
        return create(id, target).comm;
      },
      register(target, onOpen) {
        targets.set(target, onOpen);
      },
    },
    async receive(message) {
      const id = String(message.content.comm_id);
      if (message.type !== "comm_open") {
        await lines.get(id)?.hear(message);
        return;
      }
      const target = String(message.content.target_name);
      const onOpen = targets.get(target);
      // The protocol wants a line to nobody closed at once.
      if (onOpen === undefined) publish(host, "comm_close", { comm_id: id, data: {} }, {});
      else await onOpen(create(id, target).comm, message);
    },
  };
}

interface Line {
  readonly comm: Comm;
  readonly hear: (message: CommMessage) => Promise<void>;
}

function createLine(
  host: EvaluatorHost,
  { id, target }: Pick<Comm, "id" | "target">,
  forget: () => void,
): Line {
  const listeners: { message?: CommListener; close?: CommListener } = {};
  const say = (type: CommMessage["type"], data: JsonObject, extras: CommExtras): void => {
    publish(host, type, { comm_id: id, data }, extras);
  };
  return {
    comm: {
      id,
      target,
      send: (data, extras = {}) => {
        say("comm_msg", data, extras);
      },
      close: (data = {}, extras = {}) => {
        forget();
        say("comm_close", data, extras);
      },
      onMessage: (listener) => (listeners.message = listener),
      onClose: (listener) => (listeners.close = listener),
    },
    async hear(message) {
      if (message.type === "comm_close") forget();
      await (message.type === "comm_close" ? listeners.close : listeners.message)?.(message);
    },
  };
}

function publish(
  host: EvaluatorHost,
  type: CommMessage["type"],
  content: JsonObject,
  extras: CommExtras,
): void {
  const { metadata = {}, buffers = [] } = extras;
  host.publish({
    type,
    content: plainProperties(content, `${type}: the`),
    metadata: plainProperties(metadata, `${type}: the metadata`),
    buffers,
  });
}
