/** @file Seeds: one number from the names of course, unit, exercise, student and term. */

import type { Student } from "./progress.js";

const COURSE = "chainrule";
const WORD = 2 ** 32;
const HIGH_BITS = 2 ** 21;

/** The seed of the values that a student has in an exercise; each term has others. */
export function exerciseSeed(id: string, { id: who, term }: Student): number {
  return hashOf([COURSE, unitOf(id), id, who, term]);
}

/** The unit that an exercise belongs to: `08` of `08.dW2`. */
export function unitOf(id: string): string {
  return id.slice(0, id.indexOf("."));
}

/**
 * A whole number from 0 to 2⁵³ − 1 that depends on every part: two rounds of FNV-1a over the text, each with its own
 * start, mixed at the end.
 */
export function hashOf(parts: readonly (string | number)[]): number {
  const bytes = new TextEncoder().encode(parts.join("\u0000"));
  const [low, high] = [0x811c9dc5, 0x9dc5811c].map((start) => mixed(fnv(bytes, start)));
  return (high % HIGH_BITS) * WORD + low;
}

function fnv(bytes: Uint8Array, start: number): number {
  let hash = start;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

/** Every bit of the result depends on every bit of the hash (the finalizer of MurmurHash3). */
function mixed(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
