/** @file A loss over two parameters: as a surface in space, and as lines of equal loss, with the path that training took. */

import { UsageError } from "../tensor/errors.js";
import { spokenNumeral } from "../tensor/numerals.js";
import { Chart, type Table } from "./chart.js";
import type { ContourTrace, PathTrace, Scene, SceneAxis, SurfaceTrace, Trace } from "./figure.js";
import { evenIndices } from "./sample.js";
import { axisOf, COLORS, FAINT, NEUTRAL, PALE_SEQUENTIAL, SEQUENTIAL } from "./style.js";
import { countText, drawn, extentOf, numbersOf, type Values } from "./values.js";

/** A loss by two parameters. */
export type LossOfTwo = (x: number, y: number) => number;

/** Which parameters, from where to where, and the words of the chart. */
export interface LossFieldOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** What the loss is called, "L" unless told. */
  readonly valueName?: string;
  /** How many places along each axis, 31 unless told. */
  readonly resolution?: number;
  /** Both parameters after each update, the first before training; the path is drawn over the field. */
  readonly path?: { readonly x: Values; readonly y: Values };
}

interface Field {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: ContourTrace["z"];
  readonly range: readonly [number, number];
}

interface Path {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly number[];
}

const LEVELS = 10;
const TABLE_PLACES = 7;
const LIFT_SHARE = 0.02;
const PATH_STYLE = {
  name: "training",
  line: { color: COLORS[1], width: 3, dash: "solid" },
  marker: { color: COLORS[1], size: 7, symbol: "diamond", line: { color: "#FFFFFF", width: 1 } },
} as const;

/**
 * A loss as a landscape in space that can be turned, with the path of training on it.
 *
 * ```ts
 * show(lossSurface((w, b) => lossAt(w, b), { title: "Loss", xLabel: "w", yLabel: "b", x: [-2, 4], y: [-3, 3] }));
 * ```
 *
 * @throws UsageError if no value is finite, or an axis has no length.
 */
export function lossSurface(loss: LossOfTwo, options: LossFieldOptions): Chart {
  const { title, xLabel, yLabel } = options;
  const field = fieldOf(loss, options);
  const path = pathOf(loss, options);
  const surface: SurfaceTrace = {
    type: "surface",
    ...gridOf(field),
    colorscale: SEQUENTIAL,
    showscale: false,
    contours: { z: { show: true, color: "#404040", ...levelsOf(field) } },
    // A valley that shines is white, and not to be told from the page.
    lighting: { ambient: 0.85, diffuse: 0.3, specular: 0 },
  };
  return new Chart({
    traces: path === undefined ? [surface] : [surface, pathAbove(path, field)],
    layout: {
      title,
      xaxis: axisOf(xLabel),
      yaxis: axisOf(yLabel),
      showlegend: false,
      height: 460,
      scene: sceneOf(options),
    },
    summary: summaryOf(options, field, path),
    table: tableOf(options, field),
  });
}

function sceneOf({ xLabel, yLabel, valueName = "L" }: LossFieldOptions): Scene {
  const axis = (text: string): SceneAxis => ({ title: { text }, gridcolor: FAINT });
  return {
    xaxis: axis(xLabel),
    yaxis: axis(yLabel),
    zaxis: axis(valueName),
    camera: { eye: { x: -1.1, y: -1.1, z: 1.9 } },
  };
}

/** The path, a little above the surface, which would hide what lies exactly on it. */
function pathAbove({ x, y, z }: Path, { range: [low, high] }: Field): PathTrace {
  const lifted = z.map((value) => value + LIFT_SHARE * (high - low));
  return { type: "scatter3d", mode: "lines+markers", x, y, z: lifted, ...PATH_STYLE };
}

/** A loss as lines of equal value, labelled, with the path of training across them. @throws as `lossSurface` does. */
export function lossContour(loss: LossOfTwo, options: LossFieldOptions): Chart {
  const { title, xLabel, yLabel } = options;
  const field = fieldOf(loss, options);
  const path = pathOf(loss, options);
  const traces: Trace[] = [contourOf(field)];
  if (path !== undefined) {
    traces.push({ type: "scatter", mode: "lines+markers", x: path.x, y: path.y, ...PATH_STYLE });
  }
  return new Chart({
    traces,
    layout: {
      title,
      xaxis: axisOf(xLabel, { range: options.x, showgrid: false, zeroline: false }),
      yaxis: axisOf(yLabel, { range: options.y, showgrid: false, zeroline: false }),
      showlegend: path !== undefined,
      height: 440,
    },
    summary: summaryOf(options, field, path),
    table: tableOf(options, field),
  });
}

function contourOf(field: Field): ContourTrace {
  const [zmin, zmax] = field.range;
  return {
    type: "contour",
    ...gridOf(field),
    zmin,
    zmax,
    colorscale: PALE_SEQUENTIAL,
    showscale: false,
    showlegend: false,
    hoverinfo: "skip",
    contours: {
      ...levelsOf(field),
      coloring: "fill",
      showlabels: true,
      labelfont: { size: 12, color: "#000000" },
    },
    line: { color: NEUTRAL, width: 1 },
  };
}

/** Where lines of equal loss are drawn. */
function levelsOf({ range: [low, high] }: Field): Pick<ContourTrace["contours"], "start" | "end" | "size"> {
  const size = (high - low) / LEVELS || 1;
  return { start: low + size / 2, end: high - size / 2, size };
}

function fieldOf(loss: LossOfTwo, { x, y, resolution = 31, title }: LossFieldOptions): Field {
  if (!(Number.isInteger(resolution) && resolution >= 2 && x[0] < x[1] && y[0] < y[1])) {
    throw new UsageError(
      `${title}: ${resolution} places from ${x.join(" to ")} and ${y.join(" to ")}; give at least 2, and each axis from low to high`,
    );
  }
  const along = ([from, to]: readonly [number, number]): number[] =>
    Array.from({ length: resolution }, (_, i) => from + (i * (to - from)) / (resolution - 1));
  const [xs, ys] = [along(x), along(y)];
  const z = ys.map((second) => xs.map((first) => drawn(loss(first, second))));
  return { x: xs, y: ys, z, range: extentOf(z.flat(), title) };
}

function gridOf({ x, y, z }: Field): Pick<Field, "x" | "y" | "z"> {
  return { x, y, z };
}

function pathOf(loss: LossOfTwo, { path, title }: LossFieldOptions): Path | undefined {
  if (path === undefined) return undefined;
  const [x, y] = [path.x, path.y].map((values) => Array.from(numbersOf(values)));
  if (x.length !== y.length || x.length === 0) {
    throw new UsageError(
      `${title}: a path of ${x.length} and ${y.length} values; give both parameters of every update`,
    );
  }
  return { x, y, z: x.map((first, index) => loss(first, y[index])) };
}

function summaryOf(
  options: LossFieldOptions,
  { x, y, z, range: [low, high] }: Field,
  path: Path | undefined,
): string {
  const { title, xLabel, yLabel, valueName = "L" } = options;
  const placeOf = (value: number): string => {
    const row = z.findIndex((values) => values.includes(value));
    return `${xLabel} = ${spokenNumeral(x[z[row].indexOf(value)])}, ${yLabel} = ${spokenNumeral(y[row])}`;
  };
  const shown = `${title}. Of the places shown ${valueName} is lowest, ${spokenNumeral(low)}, at ${placeOf(low)} and highest, ${spokenNumeral(high)}, at ${placeOf(high)}.`;
  if (path === undefined) return shown;
  const at = (index: number): string =>
    `(${spokenNumeral(path.x[index])}, ${spokenNumeral(path.y[index])}) with ${valueName} = ${spokenNumeral(path.z[index])}`;
  const last = path.x.length - 1;
  return `${shown} Training goes from ${at(0)} to ${at(last)} in ${countText(last, "update")}.`;
}

function tableOf({ xLabel, yLabel }: LossFieldOptions, { x, y, z }: Field): Table {
  const places = evenIndices(x.length, TABLE_PLACES);
  return {
    columns: [`${yLabel} \\ ${xLabel}`, ...places.map((column) => `${xLabel} = ${spokenNumeral(x[column])}`)],
    rows: places.map((row) => [y[row], ...places.map((column) => z[row][column] ?? "not finite")]),
  };
}
