/** @file Watches, from beside it, how full the main thread's heap is: a full one ends the process without a word. */

import { Session } from "node:inspector";

import { isObject } from "../protocol/fields.js";

/** Watches while a cell runs. */
export interface MemoryGuard {
  watch(): void;
  rest(): void;
}

const LOOK_MS = 100;
/** Often enough that a loop which allocates as fast as it can is seen before the end. */
const CLOSE_LOOK_MS = 10;
/** Below this part of the limit in the whole process, no heap in it can be full. */
const WORTH_A_LOOK = 0.5;
/** V8's limit counts room for new objects too, which old ones never get: 48 to 192 MB, by its version. */
const YOUNG_BYTES = 192 * 2 ** 20;
/** The garbage collector fights for the rest: whoever comes that far does not come back. */
const FULL = 0.9;
/** Of a small limit old objects get at least so much. */
const LEAST = 0.6;

/** A guard that calls `onFull`, once in each watch, when the main thread's heap is nearly at its limit in bytes. */
export function createMemoryGuard(limit: number, onFull: () => void): MemoryGuard {
  const full = Math.max(FULL * (limit - YOUNG_BYTES), LEAST * limit);
  let timer: NodeJS.Timeout | undefined;
  const rest = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const look = async (): Promise<void> => {
    const watched = timer;
    const isClose = process.memoryUsage.rss() > WORTH_A_LOOK * limit;
    const isFull = isClose && (await usedByMainThread()) > full;
    if (timer !== watched || timer === undefined) return;
    if (isFull) onFull();
    else timer = setTimeout(() => void look(), isClose ? CLOSE_LOOK_MS : LOOK_MS);
  };
  return {
    watch() {
      rest();
      timer = setTimeout(() => void look(), LOOK_MS);
    },
    rest,
  };
}

/** The bytes in use on the main thread's heap, which answers at its next allocation or loop. */
function usedByMainThread(): Promise<number> {
  const session = new Session();
  session.connectToMainThread();
  return new Promise((resolve) => {
    session.post("Runtime.getHeapUsage", (_, usage) => {
      session.disconnect();
      resolve(isObject(usage) && typeof usage["usedSize"] === "number" ? usage["usedSize"] : 0);
    });
  });
}
