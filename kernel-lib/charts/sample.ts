/** @file Fewer points of a long series, such that the drawn line keeps every peak and every dip. */

/** A series by index: places and values. */
export interface Points {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/**
 * Indices to draw, at most `limit`, ascending: all of them if so few, else the first, the last, and of each of
 * equally long stretches between them the smallest and the largest value, or the first that is not finite.
 */
export function drawnIndices(y: ArrayLike<number>, limit: number): readonly number[] {
  const count = y.length;
  if (count <= limit) return Array.from({ length: count }, (_, index) => index);
  const stretches = Math.floor((limit - 2) / 2);
  const chosen: number[] = [0];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * (count - 2)) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * (count - 2)) / stretches);
    chosen.push(...extremes(y, from, to));
  }
  chosen.push(count - 1);
  return chosen;
}

/** Indices of the smallest and the largest value from `from` to `to`, in their order. */
function extremes(y: ArrayLike<number>, from: number, to: number): readonly number[] {
  let [lowest, highest] = [from, from];
  for (let index = from; index < to; index++) {
    if (!Number.isFinite(y[index])) return [index];
    if (y[index] < y[lowest]) lowest = index;
    if (y[index] > y[highest]) highest = index;
  }
  if (lowest === highest) return [lowest];
  return lowest < highest ? [lowest, highest] : [highest, lowest];
}

/** Evenly spread indices 0 … count − 1, at most `limit`, with the first and the last. */
export function evenIndices(count: number, limit: number): readonly number[] {
  const taken = Math.min(count, limit);
  if (taken <= 1) return taken === 1 ? [0] : [];
  return Array.from({ length: taken }, (_, place) => Math.round((place * (count - 1)) / (taken - 1)));
}
