/** @file Heatmaps and contours as SVG: cells of one colour that touch in a row are one rectangle. */

import type { ContourTrace, Drawn, HeatmapTrace } from "../figure.js";
import { colorAt, luminance } from "./color.js";
import { contourSegments } from "./contour-lines.js";
import { element, label, short } from "./element.js";
import { strokeOf, type Scales } from "./marks.js";

/** Shades in which a colour scale is drawn; the eye does not tell more. */
const SHADES = 32;
/** Cells of a contour's band per cell of its grid, along each axis, so that edges look smooth. */
const REFINEMENT = 3;
/** From this luminance on, black text has more contrast than white. */
const LIGHT = 0.18;
const LABEL_SIZE_PX = 12;

/** A matrix as cells, with its texts if it has them. */
export function drawHeatmap(trace: HeatmapTrace, scales: Scales): string {
  const shade = (value: Drawn): number | null =>
    value === null ? null : Math.round((SHADES - 1) * share(value, trace));
  const paths = runs(
    trace.z.map((row) => row.map(shade)),
    [-0.5, -0.5, 1],
    scales,
  );
  const cells = [...paths].map(([index, d]) =>
    element("path", {
      d,
      fill: colorAt(trace.colorscale, index / (SHADES - 1)),
      "shape-rendering": "crispEdges",
    }),
  );
  const texts = (trace.text ?? []).flatMap((row, rowIndex) =>
    row.map((text, column) => {
      const value = trace.z[rowIndex][column];
      const light = value === null || luminance(colorAt(trace.colorscale, share(value, trace))) > LIGHT;
      const fill = value === null ? "currentColor" : light ? "#000000" : "#FFFFFF";
      const [x, y] = [scales.x.position(column), scales.y.position(rowIndex)];
      return label({ x, y, text, size: trace.textfont?.size ?? LABEL_SIZE_PX, fill });
    }),
  );
  return cells.join("") + texts.join("");
}

/** Bands of colour between the levels, and the lines at them. */
export function drawContour(trace: ContourTrace, scales: Scales): string {
  const { start, end, size, coloring } = trace.contours;
  const levels = Array.from({ length: Math.round((end - start) / size) + 1 }, (_, i) => start + i * size);
  const bands = coloring === "fill" ? drawBands(trace, levels, scales) : "";
  const lines = levels.map((level) => {
    const segments = contourSegments(trace.z, level).map(([a, b]) => [toPixels(a), toPixels(b)] as const);
    const d = segments
      .map(([[x1, y1], [x2, y2]]) => `M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}`)
      .join("");
    return strokeOf(d, trace.line);
  });
  return bands + lines.join("");

  function toPixels([column, row]: readonly [number, number]): readonly [number, number] {
    return [scales.x.position(between(trace.x, column)), scales.y.position(between(trace.y, row))];
  }
}

function drawBands(trace: ContourTrace, levels: readonly number[], scales: Scales): string {
  const { x, y, z } = trace;
  const rows = (y.length - 1) * REFINEMENT;
  const columns = (x.length - 1) * REFINEMENT;
  const band = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const value = interpolate(z, (column + 0.5) / REFINEMENT, (row + 0.5) / REFINEMENT);
      return value === null ? null : levels.filter((level) => value >= level).length;
    }),
  );
  const step = 1 / REFINEMENT;
  const inData: Scales = {
    x: { ...scales.x, position: (column) => scales.x.position(between(x, column)) },
    y: { ...scales.y, position: (row) => scales.y.position(between(y, row)) },
  };
  const cells = [...runs(band, [0, 0, step], inData)].map(([index, d]) =>
    element("path", {
      d,
      fill: colorAt(trace.colorscale, index / levels.length),
      "shape-rendering": "crispEdges",
    }),
  );
  return cells.join("");
}

/** Position in a colour scale of a value, 0 … 1. */
function share(value: number, { zmin, zmax }: { zmin: number; zmax: number }): number {
  return zmax === zmin ? 0.5 : Math.min(1, Math.max(0, (value - zmin) / (zmax - zmin)));
}

/**
 * Rectangles of equal numbers in each row, as one path per number.
 * Cell (column, row) covers `step` from (left + column · step, bottom + row · step).
 */
function runs(
  cells: readonly (readonly Drawn[])[],
  [left, bottom, step]: readonly [number, number, number],
  scales: Scales,
): ReadonlyMap<number, string> {
  const paths = new Map<number, string>();
  cells.forEach((row, rowIndex) => {
    const [y, toY] = [rowIndex, rowIndex + 1].map((each) => scales.y.position(bottom + each * step));
    for (let from = 0, to = 0; from < row.length; from = to) {
      const value = row[from];
      while (to < row.length && row[to] === value) to++;
      if (value === null) continue;
      const [x, toX] = [from, to].map((each) => scales.x.position(left + each * step));
      const d = `M${short(x)} ${short(y)}H${short(toX)}V${short(toY)}H${short(x)}Z`;
      paths.set(value, (paths.get(value) ?? "") + d);
    }
  });
  return paths;
}

/** The value at a place between the entries of a list of coordinates. */
function between(coordinates: readonly number[], index: number): number {
  const low = Math.min(Math.floor(index), coordinates.length - 2);
  return coordinates[low] + (index - low) * (coordinates[low + 1] - coordinates[low]);
}

/** The field between four grid points, bilinear; a gap beside a gap. */
function interpolate(z: readonly (readonly Drawn[])[], column: number, row: number): Drawn {
  const [left, below] = [Math.floor(column), Math.floor(row)];
  const [a, b, c, d] = [z[below][left], z[below][left + 1], z[below + 1][left], z[below + 1][left + 1]];
  if (a === null || b === null || c === null || d === null) return null;
  const [right, up] = [column - left, row - below];
  return (1 - up) * ((1 - right) * a + right * b) + up * ((1 - right) * c + right * d);
}
