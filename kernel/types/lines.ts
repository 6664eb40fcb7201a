/** @file Offsets of a text and the lines and columns that language servers count by. */

/** A place as a language server tells it: both from 0, the column in UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** A text's lines, which end in `\n`, `\r\n` or `\r`. */
export interface Lines {
  offsetAt(position: LinePosition): number;
  positionAt(offset: number): LinePosition;
}

/** Counts the lines of a text. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return {
    offsetAt: ({ line, character }) => Math.min((starts[line] ?? text.length) + character, text.length),
    positionAt(offset) {
      let line = starts.length - 1;
      while (line > 0 && starts[line] > offset) line -= 1;
      return { line, character: offset - starts[line] };
    },
  };
}
