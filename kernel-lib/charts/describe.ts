/** @file A series in words: where it starts and ends, its minimum, its shape. */

import { spokenNumeral } from "../tensor/numerals.js";
import type { Points } from "./sample.js";
import { countText } from "./values.js";

/** Turns smaller than this share of the range count as ups and downs, not as shape. */
const TURN_SHARE = 0.05;
const MOST_STRETCHES = 4;

/** One sentence or two about a series; `at` is what stands before a place, such as "step" or "z =". */
export function describeSeries(name: string, { x, y }: Points, at: string): string {
  const finite = Array.from(y, (_, index) => index).filter((index) => Number.isFinite(y[index]));
  const gaps = gapText({ x, y }, finite, at);
  if (finite.length === 0) return `${name}: no finite value.${gaps}`;
  const place = (index: number): string => `${at} ${spokenNumeral(x[index])}`;
  const [first, last] = [finite[0], finite[finite.length - 1]];
  if (first === last) return `${name} is ${spokenNumeral(y[first])} at ${place(first)}.${gaps}`;
  const lowest = finite.reduce((best, index) => (y[index] < y[best] ? index : best), first);
  const minimum =
    y[lowest] === y[last]
      ? ", its minimum"
      : y[lowest] === y[first]
        ? "; it starts at its minimum"
        : `; its minimum is ${spokenNumeral(y[lowest])} at ${place(lowest)}`;
  const ends = `${name} starts at ${spokenNumeral(y[first])} (${place(first)}) and ends at ${spokenNumeral(y[last])} (${place(last)})`;
  const shape = shapeText(finite, y, place);
  return shape === "constant"
    ? `${name} stays at ${spokenNumeral(y[first])} from ${place(first)} to ${place(last)}.${gaps}`
    : `${ends}${minimum}. It ${shape}.${gaps}`;
}

/** How many values are not finite, and from where; nothing if all are. */
function gapText({ x, y }: Points, finite: readonly number[], at: string): string {
  const missing = y.length - finite.length;
  if (missing === 0) return "";
  const first = Array.from(y).findIndex((value) => !Number.isFinite(value));
  const verb = missing === 1 ? "is" : "are";
  return ` ${countText(missing, "value")} ${verb} not finite, the first (${spokenNumeral(y[first])}) at ${at} ${spokenNumeral(x[first])}.`;
}

/** The shape in words, from the turns of the series; "constant" if it never changes. */
function shapeText(
  finite: readonly number[],
  y: ArrayLike<number>,
  place: (index: number) => string,
): string {
  const values = finite.map((index) => y[index]);
  const range = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  if (range === 0) return "constant";
  const turns = turningPoints(values, TURN_SHARE * range).map((turn) => finite[turn]);
  const stretches = [finite[0], ...turns, finite[finite.length - 1]];
  const rises = (stretch: number): boolean => y[stretches[stretch + 1]] > y[stretches[stretch]];
  if (turns.length >= MOST_STRETCHES) return `goes up and down, with ${turns.length} turns`;
  if (turns.length === 0) {
    const verb = rises(0) ? "rises" : "falls";
    const steady = values.every(
      (value, i) => i === 0 || (rises(0) ? value >= values[i - 1] : value <= values[i - 1]),
    );
    return steady ? `${verb} throughout` : `${verb}, with small ups and downs`;
  }
  const parts = turns.map(
    (turn, i) => `${rises(i) ? "rises" : "falls"} to ${spokenNumeral(y[turn])} at ${place(turn)}`,
  );
  return `${parts.join(", ")}, then ${rises(turns.length) ? "rises" : "falls"}`;
}

/** Indices where a series turns back by more than `threshold` from a high or a low. */
export function turningPoints(values: readonly number[], threshold: number): readonly number[] {
  const turns: number[] = [];
  let [high, low, direction] = [0, 0, 0];
  values.forEach((value, index) => {
    if (direction >= 0 && value > values[high]) high = index;
    if (direction <= 0 && value < values[low]) low = index;
    if (direction >= 0 && values[high] - value > threshold) {
      if (direction === 1) turns.push(high);
      [direction, low] = [-1, index];
    } else if (direction <= 0 && value - values[low] > threshold) {
      if (direction === -1) turns.push(low);
      [direction, high] = [1, index];
    }
  });
  return turns;
}
