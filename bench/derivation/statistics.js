/** @file What a list of times says: median, 95th percentile, total. */

/** The value in the middle, or the mean of the two around it. */
export function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

/** The smallest value that at least this share (0 to 1) of the list does not exceed. */
export function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Their sum. */
export function total(times) {
  return times.reduce((sum, time) => sum + time, 0);
}

/** Runs `measure(name)` for every name, round after round, so that all meet the same weather; lists by name. */
export function rounds(count, names, measure) {
  const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < count; round++) for (const name of names) times.get(name).push(measure(name));
  return times;
}
