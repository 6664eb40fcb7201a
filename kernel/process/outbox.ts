/** @file What is published, on its way out: in its order, and no faster than the slowest front end takes it. */

import { setTimeout as delay } from "node:timers/promises";

/** Messages that wait for a socket. */
export interface Outbox {
  send(frames: Uint8Array[]): void;
  /** Resolves when nothing waits. */
  empty(): Promise<void>;
}

/** A publisher whose queues are bounded; without `noDrop` it passes over front ends whose queue is full. */
interface Socket {
  noDrop: boolean;
  send(frames: Uint8Array[]): Promise<void>;
}

/** What a publisher says, at once and whatever its timeout, where a queue is full and it may drop nothing. */
const FULL = "EAGAIN";
const AGAIN_MS = 1;
/** A front end that takes nothing for so long, a stopped process for example, is not waited for by the others. */
const PATIENCE_MS = 10_000;

/** An outbox for a socket; `failed` hears of messages that cannot be sent. */
export function createOutbox(socket: Socket, failed: (error: unknown) => void): Outbox {
  const waiting: Uint8Array[][] = [];
  let emptied = Promise.resolve();
  let isStuck = false;
  const deliver = async (frames: Uint8Array[]): Promise<void> => {
    const end = performance.now() + (isStuck ? 0 : PATIENCE_MS);
    isStuck = !(await isTaken(socket, frames));
    while (isStuck && performance.now() < end) {
      await delay(AGAIN_MS);
      isStuck = !(await isTaken(socket, frames));
    }
    if (!isStuck) return;
    socket.noDrop = false;
    await socket.send(frames);
    socket.noDrop = true;
  };
  const work = async (): Promise<void> => {
    for (let frames = waiting.at(0); frames !== undefined; frames = waiting.at(0)) {
      await deliver(frames).catch(failed);
      waiting.shift();
    }
  };
  return {
    send(frames) {
      waiting.push(frames);
      if (waiting.length === 1) emptied = work();
    },
    empty: () => emptied,
  };
}

/** Sends; false where a queue is full. */
async function isTaken(socket: Socket, frames: Uint8Array[]): Promise<boolean> {
  try {
    await socket.send(frames);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === FULL) return false;
    throw error;
  }
}
