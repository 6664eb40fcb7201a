/** @file Lines, points and bars as SVG. */

import type { BarTrace, Dash, Drawn, MarkerStyle, MarkerSymbol, ScatterTrace } from "../figure.js";
import { drawnIndices } from "../sample.js";
import { element, label, short } from "./element.js";
import type { Scale } from "./scale.js";

/** The two scales of a drawing. */
export interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

/** Places in a line, more than a drawing has pixels across. */
const MOST_PLACES = 800;

/** Lengths of dashes and gaps in pixels, as Plotly draws them at a width of about two. */
const DASH_LENGTHS: Readonly<Record<Dash, string | undefined>> = {
  solid: undefined,
  dash: "8 6",
  dot: "2 4",
  dashdot: "8 4 2 4",
  longdash: "14 6",
  longdashdot: "14 5 2 5",
};

/** Outlines of markers about (0, 0), for a radius of 1. */
const OUTLINES: Readonly<Record<MarkerSymbol, string>> = {
  circle: "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0Z",
  square: "M-.9-.9H.9V.9H-.9Z",
  diamond: "M0-1.3L1.3 0L0 1.3L-1.3 0Z",
  "triangle-up": "M0-1.2L1.1 .8H-1.1Z",
  cross: "M-.4-1.2H.4V-.4H1.2V.4H.4V1.2H-.4V.4H-1.2V-.4H-.4Z",
  x: "M0-.6L.6-1.2L1.2-.6L.6 0L1.2 .6L.6 1.2L0 .6L-.6 1.2L-1.2 .6L-.6 0L-1.2-.6L-.6-1.2Z",
};

/** A line, its points, or both. */
export function drawScatter({ mode, x, y, line, marker }: ScatterTrace, scales: Scales): string {
  const places = x.map((value, index) => place([value, y[index]], scales));
  const turns = drawnIndices(
    places.map((at) => at?.[1] ?? NaN),
    MOST_PLACES,
  ).map((index) => places[index]);
  const lines = mode.includes("lines") && line !== undefined ? strokeOf(linePath(turns), line) : "";
  const markers =
    mode.includes("markers") && marker !== undefined
      ? places.map((at) => (at === undefined ? "" : drawMarker(marker, at))).join("")
      : "";
  return lines + markers;
}

/** One marker at a place in pixels. */
export function drawMarker(
  { symbol, color, size, line }: MarkerStyle,
  [x, y]: readonly [number, number],
): string {
  const radius = size / 2;
  return element("path", {
    d: OUTLINES[symbol],
    transform: `translate(${short(x)} ${short(y)}) scale(${short(radius)})`,
    fill: color,
    stroke: line?.color,
    "stroke-width": line === undefined ? undefined : line.width / radius,
  });
}

/** A stroked path. */
export function strokeOf(
  d: string,
  { color, width, dash }: { color: string; width: number; dash?: Dash },
): string {
  if (d === "") return "";
  return element("path", {
    d,
    fill: "none",
    stroke: color,
    "stroke-width": width,
    "stroke-dasharray": dash === undefined ? undefined : DASH_LENGTHS[dash],
    "stroke-linejoin": "round",
  });
}

/** Bars from zero with their values at the ends. */
export function drawBars({ x, y, text, marker, textfont }: BarTrace, scales: Scales): string {
  const step = Math.abs(scales.x.position(1) - scales.x.position(0));
  const zero = scales.y.position(0);
  return x
    .map((_, index) => {
      const value = y[index];
      if (value === null) return "";
      const [middle, end] = [scales.x.position(index), scales.y.position(value)];
      const top = Math.min(zero, end);
      const bar = { x: middle - 0.35 * step, y: top, width: 0.7 * step, height: Math.abs(end - zero) };
      const beyond = (value < 0 ? 1 : -1) * 0.75 * textfont.size;
      return (
        element("rect", { ...bar, fill: marker.color }) +
        label({ x: middle, y: end + beyond, text: text[index], size: textfont.size })
      );
    })
    .join("");
}

function place([x, y]: readonly [Drawn, Drawn], scales: Scales): readonly [number, number] | undefined {
  if (x === null || y === null) return undefined;
  const at = [scales.x.position(x), scales.y.position(y)] as const;
  return at.every(Number.isFinite) ? at : undefined;
}

/** A path through the places, interrupted where there is none. */
function linePath(places: readonly (readonly [number, number] | undefined)[]): string {
  let pen = "M";
  return places
    .map((at) => {
      const command = at === undefined ? "" : `${pen}${short(at[0])} ${short(at[1])}`;
      pen = at === undefined ? "M" : "L";
      return command;
    })
    .join("");
}
