/** @file A loss over two parameters: as a surface in space, and as lines of equal loss, with the path that training took. */

import { UsageError } from "../tensor/errors.js";
import { spokenNumeral } from "../tensor/numerals.js";
import { Chart, type Table } from "./chart.js";
import type { ContourTrace, PathTrace, Scene, SceneAxis, SurfaceTrace, Trace } from "./figure.js";
import { evenIndices } from "./sample.js";
import { alongPath, levelLabels } from "./level-labels.js";
import { axisOf, COLORS, FAINT, hoverOf, NEUTRAL, PALE_SEQUENTIAL, SEQUENTIAL } from "./style.js";
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

const MOST_LEVELS = 15;
const ROUND: readonly number[] = [1, 2, 5, 10];
const TABLE_PLACES = 7;
const LIFT_SHARE = 0.02;
/** Where the landscape is seen from, in sizes of it. */
const EYE = { aside: 1.25, above: 2.15 } as const;
const MARKER_IN_SPACE_PX = 4;
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
    hovertemplate: spaceHover(options),
    lighting: { ambient: 0.85, diffuse: 0.3, specular: 0 },
  };
  return new Chart({
    traces: path === undefined ? [surface] : [surface, pathAbove(path, field, options)],
    layout: {
      title,
      xaxis: axisOf(xLabel),
      yaxis: axisOf(yLabel),
      showlegend: false,
      height: 460,
      scene: sceneOf(options, path),
    },
    summary: summaryOf(options, field, path),
    table: tableOf(options, field),
  });
}

/** Seen from the side that training goes to: from where it starts, the landscape would hide its path. */
function sceneOf({ xLabel, yLabel, valueName = "L", x, y }: LossFieldOptions, path?: Path): Scene {
  const axis = (text: string): SceneAxis => ({ title: { text }, gridcolor: FAINT, nticks: 5 });
  const side = (start: number | undefined, [low, high]: readonly [number, number]): number =>
    start !== undefined && start < (low + high) / 2 ? EYE.aside : -EYE.aside;
  return {
    xaxis: axis(xLabel),
    yaxis: axis(yLabel),
    // The height is seen from above, and so is short.
    zaxis: { ...axis(valueName), nticks: 3 },
    camera: { eye: { x: side(path?.x[0], x), y: side(path?.y[0], y), z: EYE.above } },
  };
}

function spaceHover({ xLabel, yLabel, valueName = "L" }: LossFieldOptions, trace?: string): string {
  return hoverOf({ [xLabel]: "x", [yLabel]: "y", [valueName]: "z" }, trace);
}

/** The path, a little above the surface, which would hide what lies exactly on it. */
function pathAbove({ x, y, z }: Path, { range: [low, high] }: Field, options: LossFieldOptions): PathTrace {
  const lifted = z.map((value) => value + LIFT_SHARE * (high - low));
  const hovertemplate = spaceHover(options, PATH_STYLE.name);
  const marker = { ...PATH_STYLE.marker, size: MARKER_IN_SPACE_PX };
  return {
    type: "scatter3d",
    mode: "lines+markers",
    x,
    y,
    z: lifted,
    hovertemplate,
    ...PATH_STYLE,
    marker,
  };
}

/** A loss as lines of equal value, labelled, with the path of training across them. @throws as `lossSurface` does. */
export function lossContour(loss: LossOfTwo, options: LossFieldOptions): Chart {
  const { title, xLabel, yLabel } = options;
  const field = fieldOf(loss, options);
  const path = pathOf(loss, options);
  const traces: Trace[] = [contourOf(field, options)];
  if (path !== undefined) {
    const hovertemplate = hoverOf({ [xLabel]: "x", [yLabel]: "y" }, PATH_STYLE.name);
    traces.push({
      type: "scatter",
      mode: "lines+markers",
      x: path.x,
      y: path.y,
      hovertemplate,
      ...PATH_STYLE,
    });
  }
  return new Chart({
    traces,
    layout: {
      title,
      xaxis: axisOf(xLabel, { range: options.x, showgrid: false, zeroline: false }),
      yaxis: axisOf(yLabel, { range: options.y, showgrid: false, zeroline: false }),
      showlegend: path !== undefined,
      height: 440,
      annotations: levelLabels({
        ...gridOf(field),
        levels: linesOf(field),
        points: path === undefined ? [] : alongPath(path),
      }),
    },
    summary: summaryOf(options, field, path),
    table: tableOf(options, field),
  });
}

function contourOf(field: Field, { xLabel, yLabel, valueName = "L" }: LossFieldOptions): ContourTrace {
  const [zmin, zmax] = field.range;
  return {
    type: "contour",
    ...gridOf(field),
    zmin,
    zmax,
    colorscale: PALE_SEQUENTIAL,
    showscale: false,
    showlegend: false,
    hovertemplate: hoverOf({ [xLabel]: "x", [yLabel]: "y", [valueName]: "z" }),
    contours: { ...levelsOf(field), coloring: "fill" },
    line: { color: NEUTRAL, width: 1 },
  };
}

/** Lines of equal loss at round values, from the first to the last. */
function levelsOf({ range: [low, high] }: Field): Pick<ContourTrace["contours"], "start" | "end" | "size"> {
  const least = (high - low) / MOST_LEVELS || 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const size = (ROUND.find((step) => step * power >= least) ?? 1) * power;
  const first = Math.floor(low / size) + 1;
  const last = Math.max(first, Math.ceil(high / size) - 1);
  return { start: first * size, end: last * size, size };
}

function linesOf(field: Field): readonly number[] {
  const { start, end, size } = levelsOf(field);
  return Array.from({ length: Math.round((end - start) / size) + 1 }, (_, index) => start + index * size);
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
