/** @file A surface in space as a static drawing: cells from the far ones to the near, axes along the floor and the edge. */

import { numeral } from "../../tensor/numerals.js";
import type { Figure, PathTrace, SurfaceTrace } from "../figure.js";
import { FONT_SIZE_PX, NEUTRAL } from "../style.js";
import { extent } from "../values.js";
import { colorAt } from "./color.js";
import { element, label, short } from "./element.js";
import { drawMarker, strokeOf } from "./marks.js";

/** Where the drawing is, in pixels. */
export interface SceneFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Pixel = readonly [number, number];

/** Room for the axes' words on each side. */
const SIDE_PX = 56;
const BELOW_PX = 40;
/** How much of the height the floor takes; the rest is for the values. */
const FLOOR_SHARE = 0.45;

/** A figure's surface and paths, seen from the corner of the lowest x and y. */
export function drawScene({ data, layout }: Figure, frame: SceneFrame): string {
  const surface = data.find((trace) => trace.type === "surface");
  if (surface === undefined) return "";
  const place = projection(surface, frame);
  const paths = data.filter((trace) => trace.type === "scatter3d").map((trace) => drawPath(trace, place));
  const titles = [layout.scene?.xaxis, layout.scene?.yaxis, layout.scene?.zaxis].map(
    (axis) => axis?.title.text ?? "",
  );
  return drawAxes(surface, place, titles) + drawCells(surface, place) + paths.join("");
}

/** From coordinates of the figure to pixels. */
type Projection = (x: number, y: number, z: number) => Pixel;

function projection({ x, y, z }: SurfaceTrace, { left, right, top, bottom }: SceneFrame): Projection {
  const [low, high] = extent(z.flat()) ?? [0, 1];
  const share = (value: number, from: number, to: number): number =>
    to === from ? 0.5 : (value - from) / (to - from);
  const half = (right - left) / 2 - SIDE_PX;
  const floor = FLOOR_SHARE * (bottom - BELOW_PX - top);
  const rise = bottom - BELOW_PX - top - floor;
  // The corner of the lowest x and y is nearest: x runs to the upper right, y to the upper left.
  return (atX, atY, atZ) => {
    const [right01, left01] = [share(atX, x[0], x[x.length - 1]), share(atY, y[0], y[y.length - 1])];
    return [
      (left + right) / 2 + half * (right01 - left01),
      bottom - BELOW_PX - (floor / 2) * (right01 + left01) - rise * share(atZ, low, high),
    ];
  };
}

function drawCells({ x, y, z, colorscale }: SurfaceTrace, place: Projection): string {
  const [low, high] = extent(z.flat()) ?? [0, 1];
  const cells: string[] = [];
  for (let row = y.length - 2; row >= 0; row--) {
    for (let column = x.length - 2; column >= 0; column--) {
      const corners = [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 0],
      ].map(([up, along]) => {
        const value = z[row + up][column + along];
        return value === null ? undefined : { at: place(x[column + along], y[row + up], value), value };
      });
      const seen = corners.filter((corner) => corner !== undefined);
      if (seen.length < corners.length) continue;
      const mean = seen.reduce((sum, { value }) => sum + value, 0) / seen.length;
      cells.push(
        element("path", {
          d: `${outline(seen.map(({ at }) => at))}Z`,
          fill: colorAt(colorscale, high === low ? 0.5 : (mean - low) / (high - low)),
          stroke: "#404040",
          "stroke-width": 0.4,
          "stroke-linejoin": "round",
        }),
      );
    }
  }
  return cells.join("");
}

function drawPath({ x, y, z, line, marker }: PathTrace, place: Projection): string {
  const places = x.map((first, index) => place(first, y[index], z[index]));
  return strokeOf(outline(places), line) + places.map((at) => drawMarker(marker, at)).join("");
}

/** The two near edges of the floor and the left edge of the values, each with its ends and its title. */
function drawAxes({ x, y, z }: SurfaceTrace, place: Projection, titles: readonly string[]): string {
  const [low, high] = extent(z.flat()) ?? [0, 1];
  const [x0, x1, y0, y1] = [x[0], x[x.length - 1], y[0], y[y.length - 1]];
  const axes = [
    { axis: "x", ends: [place(x0, y0, low), place(x1, y0, low)], values: [x0, x1], shift: [14, 14] },
    { axis: "y", ends: [place(x0, y0, low), place(x0, y1, low)], values: [y0, y1], shift: [-14, 14] },
    { axis: "z", ends: [place(x0, y1, low), place(x0, y1, high)], values: [low, high], shift: [-24, 0] },
  ] as const;
  return axes
    .map(({ axis, ends: [from, to], values, shift: [right, down] }, index) => {
      const words = (share: number, text: string, axis?: "x" | "y" | "z"): string =>
        label({
          x: from[0] + share * (to[0] - from[0]) + right,
          y: from[1] + share * (to[1] - from[1]) + down,
          text,
          size: FONT_SIZE_PX,
          ...(axis === undefined ? {} : { axis }),
        });
      const [first, last] = index === 2 ? [0.06, 0.97] : [0.12, 0.95];
      const line = element("path", { d: outline([from, to]), stroke: NEUTRAL, fill: "none" });
      return (
        line +
        words(first, numeral(values[0], 3)) +
        words(0.55, titles[index], axis) +
        words(last, numeral(values[1], 3))
      );
    })
    .join("");
}

function outline(places: readonly Pixel[]): string {
  return places.map(([x, y], index) => `${index === 0 ? "M" : "L"}${short(x)} ${short(y)}`).join("");
}
