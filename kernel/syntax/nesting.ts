/** @file A bound on how deep a text nests, for the parser is native code whose stack ends where the process does. */

/** Brackets within each other that the parser takes on a thread with 4 MB of stack, with room to spare. */
const DEEPEST = 1000;

const BRACKET = /[([{]|[)\]}]/g;

/**
 * Whether a text nests deeper than the parser can follow; such a text must not be parsed.
 * Brackets in strings count, too: they would have to stand there a thousand times without their partners.
 */
export function nestsTooDeeply(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(BRACKET)) {
    depth = "([{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return false;
}
