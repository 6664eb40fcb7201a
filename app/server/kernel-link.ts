/** @file The ZeroMQ side of one kernel process: four sockets, every message signed and verified. */

import { randomUUID } from "node:crypto";

import { Dealer, Subscriber } from "zeromq";

import { address, type Connection } from "./runtime.js";
import type { Envelope } from "./websocket-format.js";
import { CHANNELS, heading, newMessage, seal, unseal, type Channel, type Frames } from "./wire.js";

/** An open line to a kernel. */
export interface KernelLink {
  readonly send: (envelope: Envelope) => void;
  /** Resolves once the kernel answers and its broadcasts arrive; a kernel that never does leaves it open. */
  readonly ready: Promise<void>;
  close(): void;
}

/** Whom a link tells what arrives. */
export type Listener = (envelope: Envelope) => void;

const OWN_SESSION = "server";
const RECONNECT_MS = 50;
const NUDGE_AGAIN_MS = 50;
const UNLIMITED = 0;

/** Connects to a kernel, which need not be listening yet. */
export function openLink(connection: Connection, ipcSeparator: string, listener: Listener): KernelLink {
  const sockets = createSockets();
  const post = createPost(connection.key, sockets);
  const nudge = createNudge(() => {
    post("shell", newMessage({ type: "kernel_info_request", session: OWN_SESSION, content: {} }));
  });

  async function listen(channel: Channel): Promise<void> {
    for await (const received of sockets[channel]) {
      const frames = unseal(connection.key, received);
      if (frames === undefined) continue;
      if (heading(frames, 1).session === OWN_SESSION) nudge.heard(channel);
      else listener({ channel, frames });
    }
  }

  for (const channel of CHANNELS) {
    sockets[channel].connect(address(connection, channel, ipcSeparator));
    void listen(channel).catch(() => undefined); // Closing a socket ends its loop.
  }
  nudge.start();
  return {
    ready: nudge.ready,
    send({ channel, frames }) {
      if (channel !== "iopub") post(channel, frames);
    },
    close() {
      nudge.stop();
      for (const channel of CHANNELS) sockets[channel].close();
    },
  };
}

type Asking = Exclude<Channel, "iopub">;
type Sockets = Readonly<Record<Asking, Dealer> & { iopub: Subscriber }>;

function createSockets(): Sockets {
  const settings = { linger: 0, reconnectInterval: RECONNECT_MS };
  const iopub = new Subscriber({ ...settings, receiveHighWaterMark: UNLIMITED });
  iopub.subscribe();
  // A kernel asks on stdin whoever sent the cell on shell: it knows us by one name on both.
  const routingId = randomUUID();
  const dealer = (): Dealer => new Dealer({ ...settings, sendHighWaterMark: UNLIMITED, routingId });
  return { shell: dealer(), control: dealer(), stdin: dealer(), iopub };
}

/** A ZeroMQ socket takes one message at a time: each waits for the one before. */
function createPost(key: string, sockets: Sockets): (channel: Asking, frames: Frames) => void {
  const queues = new Map<Asking, Promise<void>>();
  return (channel, frames) => {
    const before = queues.get(channel) ?? Promise.resolve();
    const sent = before.then(() => sockets[channel].send(seal(key, frames)));
    queues.set(
      channel,
      sent.catch(() => undefined), // The socket was closed: nobody is left to tell.
    );
  };
}

interface Nudge {
  readonly ready: Promise<void>;
  start(): void;
  heard(channel: Channel): void;
  stop(): void;
}

/**
 * Asks until the answer is heard on iopub as well: a broadcast sent before the subscription has reached the
 * kernel is lost, and with it the first cell's output.
 */
function createNudge(ask: () => void): Nudge {
  let timer: NodeJS.Timeout | undefined;
  let resolveReady = (): void => undefined;
  const heard = new Set<Channel>();
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });
  return {
    ready,
    start: ask,
    heard(channel) {
      heard.add(channel);
      if (heard.has("shell") && heard.has("iopub")) resolveReady();
      else if (channel === "shell") timer = setTimeout(ask, NUDGE_AGAIN_MS);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
