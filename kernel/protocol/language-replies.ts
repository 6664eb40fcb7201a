/** @file Completion, inspection and completeness of a cell's text, in the words and places of Jupyter. */

import type { JsonObject } from "../evaluate/evaluator.js";
import type { Fields } from "./fields.js";
import type { Language } from "./language.js";
import { toCodePoints, toOffset } from "./positions.js";

/** The content of a `complete_reply`, with the types that JupyterLab shows beside the words. */
export async function completed(language: Language, fields: Fields): Promise<JsonObject> {
  const code = fields.text("code");
  const offset = toOffset(code, fields.integer("cursor_pos", code.length));
  const { start, end, matches } = await language.complete(code, offset);
  const range = { start: toCodePoints(code, start), end: toCodePoints(code, end) };
  return {
    matches: matches.map(({ text }) => text),
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: { _jupyter_types_experimental: matches.map((match) => ({ ...range, ...match })) },
  };
}

/** The content of an `inspect_reply`. */
export async function inspected(language: Language, fields: Fields): Promise<JsonObject> {
  const code = fields.text("code");
  fields.integer("detail_level", 0);
  const found = await language.inspect(code, toOffset(code, fields.integer("cursor_pos", code.length)));
  const data = found === undefined ? {} : { "text/markdown": found.markdown, "text/plain": found.plain };
  return { found: found !== undefined, data, metadata: {} };
}

/** The content of an `is_complete_reply`. */
export async function completeness(language: Language, fields: Fields): Promise<JsonObject> {
  return { ...(await language.completeness(fields.text("code"))) };
}
