/** @file The legend of a drawing: a sample of each series with its name, in rows below the chart. */

import type { Figure, ScatterTrace } from "../figure.js";
import { FONT_SIZE_PX, wrap } from "../style.js";
import { label, textWidth } from "./element.js";
import { drawMarker, strokeOf } from "./marks.js";

/** Rows of a legend, and the height they take. */
export interface Legend {
  readonly height: number;
  readonly draw: (top: number) => string;
}

interface Entry {
  readonly trace: ScatterTrace;
  readonly lines: readonly string[];
  readonly x: number;
  readonly row: number;
}

const ROW_PX = 22;
const SAMPLE_PX = 34;
const GAP_PX = 18;

/** The legend of the figure's lines and points from `left`, at most `width` wide; empty if it shows none. */
export function legendOf({ data, layout }: Figure, left: number, width: number): Legend {
  const traces = data.filter((trace): trace is ScatterTrace => trace.type === "scatter" && trace.name !== "");
  if (!layout.showlegend || traces.length === 0) return { height: 0, draw: () => "" };
  const entries: Entry[] = [];
  let [x, row] = [0, 0];
  for (const trace of traces) {
    const lines = wrap(trace.name, Math.floor((width - SAMPLE_PX) / textWidth("n", FONT_SIZE_PX)));
    const entryWidth = SAMPLE_PX + Math.max(...lines.map((line) => textWidth(line, FONT_SIZE_PX))) + GAP_PX;
    if (x > 0 && x + entryWidth - GAP_PX > width) [x, row] = [0, row + 1];
    entries.push({ trace, lines, x: left + x, row });
    [x, row] = [x + entryWidth, row + lines.length - 1];
  }
  return {
    height: (row + 1) * ROW_PX,
    draw: (top) => entries.map((entry) => drawEntry(entry, top + (entry.row + 0.5) * ROW_PX)).join(""),
  };
}

function drawEntry({ trace: { mode, line, marker }, lines, x }: Entry, y: number): string {
  const sample =
    mode.includes("lines") && line !== undefined ? strokeOf(`M${x} ${y}H${x + SAMPLE_PX - 6}`, line) : "";
  const point =
    mode.includes("markers") && marker !== undefined ? drawMarker(marker, [x + SAMPLE_PX / 2 - 3, y]) : "";
  const words = lines.map((text, below) =>
    label({ x: x + SAMPLE_PX, y: y + below * ROW_PX, text, size: FONT_SIZE_PX, anchor: "start" }),
  );
  return sample + point + words.join("");
}
