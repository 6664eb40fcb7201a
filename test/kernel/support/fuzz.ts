/** @file Messages mangled at random, the same for the same seed: bytes, frames, JSON, types and fields. */

import { createHmac } from "node:crypto";

/** What to make. */
interface FuzzOptions {
  readonly seed: number;
  readonly count: number;
  readonly key: string;
}

const DELIMITER = Buffer.from("<IDS|MSG>");

const TYPES = [
  ...["execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request"],
  ...["kernel_info_request", "connect_request", "comm_info_request", "comm_open", "comm_msg", "comm_close"],
  ...["debug_request", "interrupt_request", "input_reply", "no_such_request", "", "constructor", "__proto__"],
];

const FIELDS = [
  ...["code", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error", "cursor_pos"],
  ...[
    "detail_level",
    "hist_access_type",
    "session",
    "start",
    "stop",
    "n",
    "pattern",
    "unique",
    "output",
    "raw",
  ],
  ...["comm_id", "target_name", "data", "value", "command", "seq", "__proto__", "constructor"],
];

/** Values of every kind, among them those that programs forget. */
const VALUES: readonly unknown[] = [
  ...["", "1", "range", "search", "tail", "*a?".repeat(9), "\u0000", "\ud800", "σ".repeat(99), "__proto__"],
  ...[0, -1, 1, 1.5, 1e308, -0, Number.MAX_SAFE_INTEGER, true, false, null],
  ...[[], {}, [[]], { a: { b: [] } }, { toString: 1 }, { then: 1 }, { length: -1 }],
];

/** Frames that are sometimes messages, signed with the key most of the time. */
export function* seededFrames({ seed, count, key }: FuzzOptions): Generator<Buffer[]> {
  const random = generator(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const one = <Item>(items: readonly Item[]): Item => items[below(items.length)];
  const content = (): unknown =>
    random() < 0.1
      ? one(VALUES)
      : Object.fromEntries(Array.from({ length: below(5) }, () => [one(FIELDS), one(VALUES)]));
  const bytes = (): Buffer => Buffer.from(Array.from({ length: below(20) }, () => below(256)));
  const mangled = (frame: Buffer): Buffer => {
    if (random() < 0.97) return frame;
    const copy = Buffer.from(frame);
    if (copy.length > 0) copy[below(copy.length)] = below(256);
    return random() < 0.5 ? copy : copy.subarray(0, below(copy.length + 1));
  };
  for (let made = 0; made < count; made++) {
    const header =
      random() < 0.05
        ? one(VALUES)
        : { msg_id: `fuzz-${seed}-${made}`, msg_type: one(TYPES), extra: one(VALUES) };
    const parts = [header, random() < 0.9 ? {} : one(VALUES), random() < 0.9 ? {} : one(VALUES), content()]
      .map((part) => mangled(Buffer.from(JSON.stringify(part))))
      .slice(0, random() < 0.02 ? below(4) : 4);
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    const signature = random() < 0.05 ? bytes() : Buffer.from(hmac.digest("hex"));
    const buffers = Array.from({ length: random() < 0.2 ? below(4) : 0 }, bytes);
    const frames = [mangled(DELIMITER), signature, ...parts, ...buffers];
    yield random() < 0.02 ? Array.from({ length: below(6) }, bytes) : frames;
  }
}

/** Numbers from 0 to 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
