/** @file Who gets which kernel message, and what is kept for a page that is away for a moment. */

import { createCellHistory } from "./cell-history.js";
import type { Envelope } from "./websocket-format.js";

/** A connected page's end of a kernel's channels. */
export interface Client {
  /** The `session_id` that the page connected with. */
  readonly session: string;
  deliver(envelope: Envelope): void;
  close(code: number, reason: string): void;
}

/** The mailboxes of all sessions that speak with one kernel. */
export interface Mailboxes {
  /** The number of connected clients. */
  readonly size: number;
  /** Connects a client; what its session missed is delivered first. */
  attach(client: Client): void;
  detach(client: Client): void;
  /** To one session, connected or soon back. */
  send(session: string, envelope: Envelope): void;
  /** To every session. */
  broadcast(envelope: Envelope): void;
  /** Forgets what is kept, as after a restart. */
  clear(): void;
  closeAll(code: number, reason: string): void;
}

interface Mailbox {
  client: Client | undefined;
  leftAt: number;
  kept: Envelope[];
  keptBytes: number;
}

const MAX_KEPT_BYTES = 64 * 1024 * 1024;
const KEEP_BESIDE_OTHERS_MS = 60_000;
const REPLACED_CODE = 1000;

/**
 * Empty mailboxes. A session that lost its connection keeps its mailbox, for a minute while other pages are
 * connected and otherwise for good, and then goes on where it was. A session that was never here, as that of a
 * reloaded page, is told all that the running cells have broadcast, from their beginning.
 */
export function createMailboxes(): Mailboxes {
  const boxes = new Map<string, Mailbox>();
  const known = new Set<string>();
  const history = createCellHistory();
  return {
    get size() {
      return connectedCount(boxes);
    },
    attach(client) {
      const { session } = client;
      const before = boxes.get(session);
      before?.client?.close(REPLACED_CODE, "replaced by a newer connection of the same session");
      const missed = known.has(session) ? (before?.kept ?? []) : history.tell();
      known.add(session);
      boxes.set(session, { client, leftAt: 0, kept: [], keptBytes: 0 });
      for (const envelope of missed) client.deliver(envelope);
    },
    detach(client) {
      const box = boxes.get(client.session);
      if (box?.client === client) Object.assign(box, { client: undefined, leftAt: Date.now() });
    },
    send(session, envelope) {
      put(boxes.get(session), envelope);
    },
    broadcast(envelope) {
      const isWatched = connectedCount(boxes) > 0;
      history.note(envelope, isWatched);
      if (isWatched) forgetOld(boxes);
      for (const box of boxes.values()) put(box, envelope);
    },
    clear() {
      history.clear();
      for (const box of boxes.values()) Object.assign(box, { kept: [], keptBytes: 0 });
    },
    closeAll(code, reason) {
      for (const box of boxes.values()) box.client?.close(code, reason);
      boxes.clear();
    },
  };
}

function connectedCount(boxes: Map<string, Mailbox>): number {
  return [...boxes.values()].filter((box) => box.client !== undefined).length;
}

function put(box: Mailbox | undefined, envelope: Envelope): void {
  if (box?.client !== undefined) box.client.deliver(envelope);
  else if (box !== undefined) keep(box, envelope);
}

/** Keeps an envelope; over the limit the oldest go. */
function keep(box: Mailbox, envelope: Envelope): void {
  box.kept.push(envelope);
  box.keptBytes += byteLength(envelope);
  while (box.keptBytes > MAX_KEPT_BYTES) {
    const oldest = box.kept.shift();
    if (oldest === undefined) break;
    box.keptBytes -= byteLength(oldest);
  }
}

function byteLength({ frames }: Envelope): number {
  return frames.reduce((sum, { length }) => sum + length, 0);
}

function forgetOld(boxes: Map<string, Mailbox>): void {
  for (const [session, box] of boxes) {
    if (box.client === undefined && Date.now() - box.leftAt > KEEP_BESIDE_OTHERS_MS) boxes.delete(session);
  }
}
