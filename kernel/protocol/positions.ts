/** @file Places in a text: Jupyter counts code points, JavaScript counts UTF-16 units. */

/** The UTF-16 offset of a place given in code points; places beyond the ends are taken to the ends. */
export function toOffset(text: string, codePoints: number): number {
  let offset = 0;
  for (let passed = 0; passed < codePoints && offset < text.length; passed++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The place in code points of a UTF-16 offset; inside a pair it is the place before it. */
export function toCodePoints(text: string, offset: number): number {
  let codePoints = 0;
  for (let at = 0; at < Math.min(offset, text.length); codePoints++) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    if (at > offset) return codePoints;
  }
  return codePoints;
}
