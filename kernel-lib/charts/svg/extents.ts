/** @file Which values the axes of a drawing have to show. */

import type { Axis, Drawn, Figure, Trace } from "../figure.js";
import { extent } from "../values.js";

type Range = readonly [number, number];
type Direction = "x" | "y";

/** Room beyond the outermost values, as a share of their range. */
const PADDING = 0.05;
const HALF_CELL = 0.5;

/** The range of an axis: as the layout says, else what the traces cover with a little room. */
export function axisRange({ data, layout }: Figure, direction: Direction): Range {
  const axis = layout[`${direction}axis`];
  if (axis.range !== undefined) return axis.range;
  const ranges = data.flatMap((trace) => traceRange(trace, direction, axis));
  const all = extent(ranges.flat()) ?? [0, 1];
  const tight = data.some(({ type }) => type === "heatmap" || type === "contour");
  const onlyLines = data.every((trace) => trace.type === "scatter" && trace.mode === "lines");
  if (tight || (direction === "x" && onlyLines)) return widened(all, 0, axis);
  return data.some(({ type }) => type === "bar") ? all : widened(all, PADDING, axis);
}

function traceRange(trace: Trace, direction: Direction, axis: Axis): readonly Range[] {
  const rangeOf = (values: readonly Drawn[]): readonly Range[] => {
    const found = extent(
      axis.type === "log" ? values.filter((value) => value !== null && value > 0) : values,
    );
    return found === undefined ? [] : [found];
  };
  const cells = (count: number): readonly Range[] => [[-HALF_CELL, count - HALF_CELL]];
  switch (trace.type) {
    case "scatter":
    case "contour":
      return rangeOf(trace[direction]);
    case "bar":
      return direction === "x" ? cells(trace.x.length) : rangeOf([0, ...trace.y]);
    case "surface":
    case "scatter3d":
      return [];
    case "heatmap":
      return cells(direction === "x" ? trace.z[0].length : trace.z.length);
  }
}

/** The range with room on both sides; a single value gets a range around it. */
function widened([low, high]: Range, share: number, axis: Axis): Range {
  if (axis.type === "log") {
    const factor = low === high ? 2 : (high / low) ** share;
    return [low / factor, high * factor];
  }
  const room = low === high ? Math.max(1, Math.abs(low)) / 2 : share * (high - low);
  return [low - room, high + room];
}
