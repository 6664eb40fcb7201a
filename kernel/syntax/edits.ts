/** @file Changes to a text, and where a place in the changed text comes from. */

/** One replacement: the characters from `start` to `end` (exclusive) become `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with its changes made. */
export interface Edited {
  readonly text: string;
  /** The offset in the original of an offset in `text`; inside a replacement, that of its beginning. */
  readonly origin: (offset: number) => number;
}

/** Makes the edits; at one place they come in the order given, and they must not overlap. */
export function edited(original: string, edits: readonly Edit[]): Edited {
  const sorted = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  let text = "";
  let from = 0;
  /** Where each kept piece begins, in the result and in the original. */
  const pieces: { readonly at: number; readonly from: number }[] = [{ at: 0, from: 0 }];
  for (const edit of sorted) {
    text += original.slice(from, edit.start);
    pieces.push({ at: text.length, from: edit.start });
    text += edit.text;
    pieces.push({ at: text.length, from: edit.end });
    from = edit.end;
  }
  text += original.slice(from);
  return { text, origin: (offset) => originOf(pieces, offset) };
}

function originOf(pieces: readonly { readonly at: number; readonly from: number }[], offset: number): number {
  const index = pieces.findLastIndex(({ at }) => at <= offset);
  const piece = pieces[index];
  // Every second piece begins a replacement: all of it stands for one place.
  return index % 2 === 1 ? piece.from : piece.from + offset - piece.at;
}

/** A place in a text as editors count: lines from 1, columns from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The offset of a position; past a line's end, the end of that line. */
export function offsetAt(text: string, { line, column }: Position): number {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return Math.min(start + column, end < 0 ? text.length : end);
}

/** The position of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - (before.lastIndexOf("\n") + 1) };
}
