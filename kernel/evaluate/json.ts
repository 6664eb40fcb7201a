/** @file Values made plain before they leave: messages are JSON, and what is none must fail where it is said. */

import type { JsonObject } from "./evaluator.js";

/** Deeper than any output nests; Node.js 26 writes any depth, and then cannot hand it to another thread. */
const DEEPEST = 500;

/**
 * A copy of the value as JSON carries it; whole numbers of any size become text, and text stays what it is.
 * @throws TypeError that begins with `what`, where the value holds itself, nests too deeply or cannot be read.
 */
export function plainJson(value: unknown, what: string): unknown {
  if (typeof value === "string") return value;
  try {
    const text: unknown = written(value);
    const plain: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    if (nestsDeeper(plain, DEEPEST)) throw new RangeError(`It nests deeper than ${DEEPEST} levels.`);
    return plain;
  } catch (cause) {
    throw new TypeError(`${what} cannot be sent as JSON; give plain data.`, { cause });
  }
}

/** The same for each property. */
export function plainProperties(object: JsonObject, what: string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, plainJson(value, `${what} "${name}"`)]),
  );
}

function written(value: unknown): unknown {
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));
  }
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => nestsDeeper(one, levels - 1));
}
