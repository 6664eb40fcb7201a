/** @file JSON from outside: text to checked values, so that no other file needs a cast. */

import { RequestError } from "./errors.js";

/** A JSON object whose fields are still unchecked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field if it is text, otherwise undefined. */
export function textField(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" ? value : undefined;
}

/** The field if it is a JSON object, otherwise an empty one. */
export function objectField(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

/** The JSON object in a text, or undefined if there is none. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The JSON object in a request's body; an empty body is an empty object.
 * @throws RequestError 400 if it is something else.
 */
export function bodyObject(body: Buffer): JsonObject {
  const text = body.toString("utf8").trim();
  if (text === "") return {};
  const value = parseObject(text);
  if (value === undefined)
    throw new RequestError(400, "Invalid JSON in body of request: expected an object.");
  return value;
}
