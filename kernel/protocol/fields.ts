/** @file The contents of requests, checked where they come in: a wrong field is named in the answer. */

import type { JsonObject } from "../evaluate/evaluator.js";

/** A request that cannot be acted on; the message names the field, what came and what belongs there. */
class FieldError extends Error {
  override readonly name = "FieldError";
}

/** Reads fields of one request's content. */
export interface Fields {
  /** A text; without a default it has to be there. */
  text(name: string, otherwise?: string): string;
  flag(name: string, otherwise: boolean): boolean;
  /** A whole number. */
  integer(name: string, otherwise: number): number;
  object(name: string): JsonObject;
  /** An object whose values are all texts. */
  texts(name: string): Readonly<Record<string, string>>;
}

const QUOTED_CHARACTERS = 60;

/** Whether a value is a JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of a content; a field that is absent or null takes its default. */
export function fieldsOf(type: string, content: JsonObject): Fields {
  const given = (name: string): unknown =>
    Object.hasOwn(content, name) ? (content[name] ?? undefined) : undefined;
  const wrong = (name: string, wanted: string): FieldError =>
    new FieldError(`${type}: "${name}" must be ${wanted}, got ${quoted(given(name))}`);
  const object = (name: string): JsonObject => {
    const value = given(name) ?? {};
    if (!isObject(value)) throw wrong(name, "an object");
    return value;
  };
  return {
    text(name, otherwise) {
      const value = given(name) ?? otherwise;
      if (typeof value !== "string") throw wrong(name, "text");
      return value;
    },
    flag(name, otherwise) {
      const value = given(name) ?? otherwise;
      if (typeof value !== "boolean") throw wrong(name, "true or false");
      return value;
    },
    integer(name, otherwise) {
      const value = given(name) ?? otherwise;
      if (!isInteger(value)) throw wrong(name, "a whole number");
      return value;
    },
    object,
    texts(name) {
      const entries = Object.entries(object(name)).map(([key, value]): [string, string] => {
        if (typeof value !== "string") throw wrong(name, "an object of texts");
        return [key, value];
      });
      return Object.fromEntries(entries);
    },
  };
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

function quoted(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;
}
