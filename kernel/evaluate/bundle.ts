/** @file A value as front ends show it: one bundle of MIME types, richest and plainest together. */

import type { JsonObject } from "./evaluator.js";
import { plainJson } from "./json.js";

/** What a cell's value is shown as. */
export interface Bundle {
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/** The method by which a value says how it is shown: it returns a MIME bundle, or a promise of one. */
const DISPLAY = Symbol.for("Jupyter.display");
const CHUNK = 0x8000;

/**
 * The bundle of a value: what its `Symbol.for("Jupyter.display")` method returns, with the console's text for front ends
 * that know nothing better; empty where the method returns an empty one. What it throws is thrown.
 */
export async function bundleOf(value: unknown, inspect: (value: unknown) => string): Promise<Bundle> {
  const own = isObject(value) ? value[DISPLAY] : undefined;
  const data: unknown = typeof own === "function" ? await Reflect.apply(own, value, []) : {};
  if (!isObject(data) || Array.isArray(data)) {
    throw new TypeError(
      `Symbol.for("Jupyter.display") returned ${inspect(data)}; return a MIME bundle as an object.`,
    );
  }
  // A value that says it is shown as nothing has been shown already.
  const isHidden = typeof own === "function" && Object.keys(data).length === 0;
  const text = isHidden || "text/plain" in data ? {} : { "text/plain": inspect(value) };
  return { data: { ...encoded(data), ...text }, metadata: {} };
}

/**
 * The bundle as messages carry it: bytes written in base64, the rest as JSON.
 * @throws TypeError where a content is no JSON.
 */
export function encoded(data: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([type, content]) => [
      type,
      content instanceof Uint8Array ? base64(content) : plainJson(content, `display: the form "${type}"`),
    ]),
  );
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}

function isObject(value: unknown): value is Record<string | symbol, unknown> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
