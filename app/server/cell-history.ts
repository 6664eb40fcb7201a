/** @file What running cells have broadcast so far, for a page that comes to it later. */

import type { Envelope } from "./websocket-format.js";
import { frameObject, heading } from "./wire.js";

/** The broadcasts of cells that run, or that ended without a page to see it. */
export interface CellHistory {
  /** Notes a broadcast; `isWatched` says whether a page is connected that gets it. */
  note(envelope: Envelope, isWatched: boolean): void;
  /** All that a new page must know, in order. Cells that have ended are told once. */
  tell(): Envelope[];
  clear(): void;
}

interface Entry {
  readonly cell: string;
  readonly envelope: Envelope;
  readonly bytes: number;
}

const MAX_BYTES = 64 * 1024 * 1024;

/** A page that is reloaded is connected for a moment longer than it can show anything. */
const SEEN_AFTER_MS = 2000;

/** An empty history. Over 64 MiB the oldest broadcasts go, as in a terminal's scroll-back. */
export function createCellHistory(): CellHistory {
  let entries: Entry[] = [];
  let bytes = 0;
  /** When a cell that ended counts as seen, and is no longer told. */
  const seenAt = new Map<string, number>();

  const keepOnly = (condition: (entry: Entry) => boolean): void => {
    entries = entries.filter(condition);
    bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const cells = new Set(entries.map(({ cell }) => cell));
    for (const cell of seenAt.keys()) if (!cells.has(cell)) seenAt.delete(cell);
  };
  const isUnseen = ({ cell }: Entry): boolean => (seenAt.get(cell) ?? Infinity) > Date.now();

  return {
    note(envelope, isWatched) {
      const { type, id: cell } = heading(envelope.frames, 1);
      if (type !== "execute_request") return;
      entries.push({ cell, envelope, bytes: envelope.frames.reduce((sum, { length }) => sum + length, 0) });
      bytes += entries.at(-1)?.bytes ?? 0;
      while (bytes > MAX_BYTES) bytes -= entries.shift()?.bytes ?? bytes;
      if (!isEnd(envelope)) return;
      keepOnly(isUnseen);
      seenAt.set(cell, isWatched ? Date.now() + SEEN_AFTER_MS : Infinity);
    },
    tell() {
      const told = entries.filter(isUnseen).map(({ envelope }) => envelope);
      keepOnly(({ cell }) => !seenAt.has(cell));
      return told;
    },
    clear() {
      keepOnly(() => false);
    },
  };
}

function isEnd({ frames }: Envelope): boolean {
  return heading(frames, 0).type === "status" && frameObject(frames, 3).execution_state === "idle";
}
