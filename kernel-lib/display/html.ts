/** @file A piece of HTML as a value, with what it says in plain text. */

import type { MimeBundle } from "./mime.js";

/** HTML to show, and the same in words for where none is rendered. */
export class Html {
  constructor(
    readonly html: string,
    readonly text: string,
  ) {}
}

/** Both forms. */
export function htmlBundle({ html, text }: Html): MimeBundle {
  return { "text/html": html, "text/plain": text };
}
