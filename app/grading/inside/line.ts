/** @file The one line to the outside: JSON, a message a line, read and written while everything else stands still. */

import { readSync, writeSync } from "node:fs";
import { parseObject, type JsonObject } from "../../server/json.js";

const LINE = 3;
const CHUNK = 65_536;
const NEWLINE = 0x0a;

let kept = Buffer.alloc(0);

/** Sends a message. */
export function tell(message: JsonObject): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let at = 0; at < bytes.length;) at += writeSync(LINE, bytes, at);
}

/** Waits for the next message; undefined once the other side is gone. */
export function hear(): JsonObject | undefined {
  let end = kept.indexOf(NEWLINE);
  const chunks = [kept];
  while (end < 0) {
    const chunk = Buffer.alloc(CHUNK);
    const size = readSync(LINE, chunk);
    if (size === 0) return undefined;
    chunks.push(chunk.subarray(0, size));
    end = chunk.subarray(0, size).indexOf(NEWLINE);
    if (end >= 0) end += chunks.slice(0, -1).reduce((sum, { length }) => sum + length, 0);
  }
  const all = Buffer.concat(chunks);
  kept = all.subarray(end + 1);
  return parseObject(all.subarray(0, end).toString("utf8")) ?? {};
}
