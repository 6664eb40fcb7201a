/** @file What stands at a place of a text, in two forms. */

import { asWritten } from "./as-written.js";

/** The same explanation twice, as a front end can show it. */
export interface Inspection {
  readonly markdown: string;
  readonly plain: string;
}

/** Puts a compiler's explanation into both forms. */
export function inspectionOf(markdown: string): Inspection {
  const clean = asWritten(markdown).trim();
  const plain = clean
    .replaceAll(/^```.*\n?/gm, "")
    .replaceAll(/\*(@\w+)\*/g, "$1")
    .replaceAll(/`([^`\n]+)`/g, "$1");
  return { markdown: clean, plain: plain.trim() };
}
