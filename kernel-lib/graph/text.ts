/** @file Words in a drawing: lines of text, and where they stand beside a line. */

import { label } from "../charts/svg/element.js";
import type { Point } from "./layout.js";

/** Size of numbers. */
export const NUMBER_PX = 13;

/** Where words stand; `y` is the middle of the letters. */
export interface TextParts extends Point {
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
}

/** A line of text. */
export function text(content: string, { x, y, size = NUMBER_PX, anchor = "middle" }: TextParts): string {
  return label({ x, y, text: content, size, anchor });
}

/** How steeply a line falls towards the right. */
export function slopeOf(start: Point, end: Point): number {
  const across = end.x - start.x;
  return (end.y - start.y) / (Math.abs(across) < 1 ? 1 : across);
}

/** From the place of a label to the next rank there is at least so much room more than half the label. */
const GAP_PX = 14;

/** Where words stand at the open side of a line through `at` that is not level; `width` is that of words between ranks. */
export function beside({ x, y }: Point, slope: number, width = 0): TextParts {
  if (Math.abs(slope) > 2) return { x: x + 7, y, anchor: "start" };
  // What has no room on that side reaches to the other one, and stands higher there: lines bend up to twice as steeply.
  const beyond = Math.max(0, width / 2 - GAP_PX);
  const above = y - 12 - Math.min(2 * Math.abs(slope) * beyond, 2 * NUMBER_PX);
  return slope > 0
    ? { x: x - 2 - beyond, y: above, anchor: "start" }
    : { x: x + 2 + beyond, y: above, anchor: "end" };
}
