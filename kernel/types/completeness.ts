/** @file Whether a text that ends here may be run, or goes on. */

import { parseSync } from "rolldown/utils";
import { nestsTooDeeply } from "../syntax/nesting.js";

/** `incomplete` with the spaces that the next line begins with. */
export type Completeness =
  { readonly status: "complete" | "invalid" } | { readonly status: "incomplete"; readonly indent: string };

const STEP = "  ";

/** Two line ends at the end: whoever types them wants the text to run as it is. */
const ENDED = /\n[^\S\n]*\n\s*$/;

/** Reads a text as far as it makes sense: one whose only fault is that it ends too early is incomplete. */
export function completenessOf(text: string): Completeness {
  if (nestsTooDeeply(text)) return { status: "invalid" };
  const error = parseSync("cell.ts", text, { sourceType: "module" }).errors.at(0);
  if (error === undefined || ENDED.test(text)) return { status: "complete" };
  const end = text.trimEnd().length;
  const goesOn = error.labels.some(
    (label) => label.start >= end || (label.end >= end && mayGoOn(text, label.start)),
  );
  return goesOn ? { status: "incomplete", indent: indentAfter(text) } : { status: "invalid" };
}

/** Templates and comments go on over a line's end; strings and regular expressions do not. */
function mayGoOn(text: string, start: number): boolean {
  return text.startsWith("`", start) || text.startsWith("/*", start);
}

function indentAfter(text: string): string {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const own = /^\s*/.exec(line)?.[0] ?? "";
  return /[([{]\s*$|=>\s*$/.test(line) ? own + STEP : own;
}
