/** @file Charts of lines: any series, and the learning curve. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import { spokenNumeral } from "../tensor/numerals.js";
import { Chart, type Table } from "./chart.js";
import { describeSeries } from "./describe.js";
import type { Axis, Drawn, ScatterTrace } from "./figure.js";
import { drawnIndices, evenIndices, type Points } from "./sample.js";
import { axisOf, COLORS, DASHES, inTurn, SYMBOLS } from "./style.js";
import { countText, drawn, extentOf, numbersOf, type Values } from "./values.js";

/** A series: values at 0, 1, 2, …, or at places of their own, each point marked where that is wanted. */
export type Series = Values | { readonly x: Values; readonly y: Values; readonly markers?: boolean };

/** Series by the name that the legend shows. */
export type NamedSeries = Readonly<Record<string, Series>>;

/** Words and axes of a chart of lines; labels with their units, as in `"time in s"`. */
export interface LineChartOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Whether x counts something, so that the summary says "step 5" and not "step = 5". */
  readonly counts?: boolean;
  /** Marks each point of every series too. */
  readonly markers?: boolean;
  /** A logarithmic value axis; values ≤ 0 become gaps. */
  readonly log?: boolean;
  /** A logarithmic x axis; points at x ≤ 0 become gaps. */
  readonly logX?: boolean;
}

/** What the learning curve says differently: its title, what a step is called, what the values are. */
export interface LearningCurveOptions {
  readonly title?: string;
  readonly log?: boolean;
  /** What the x axis counts: "step" unless told, or "epoch". */
  readonly unit?: string;
  /** What the values are: "loss" unless told. */
  readonly valueName?: string;
  /**
   * Draws each run smoothed too, thicker and in the same colour: a running mean that keeps this share of itself, from 0
   * to below 1, such as 0.9.
   */
  readonly smoothing?: number;
}

/** A series ready to draw. */
interface Named extends Points {
  readonly name: string;
  readonly markers: boolean;
  /** Of the line in pixels, 2 unless told. */
  readonly width?: number;
  /** Which colour and pattern it has; its place among the series unless told. */
  readonly mark?: number;
}

const MOST_POINTS = 2000;
const DECADES_WITH_DETAIL = 1.5;
const MOST_DECADE_TICKS = 5;
const DRAWN_DIGITS = 7;
/** The table of a long series has so many places of it; a series of a few more than that is there whole. */
const TABLE_ROWS = 11;
const WHOLE_ROWS = 16;

/**
 * Lines by name over a common x axis: `lineChart({ "y = x²": { x, y } }, { title, xLabel: "x", yLabel: "y" })`.
 * Of a series of more than 2,000 points, so many are drawn that every peak and dip is kept.
 *
 * @throws ShapeError if a series has more or fewer places than values.
 * @throws UsageError if there is nothing finite to draw.
 */
export function lineChart(series: NamedSeries, options: LineChartOptions): Chart {
  return chartOf(namedPoints(series), options);
}

/**
 * Loss by step for one run or several by name; the legend has each run's final value. Cheap to make again
 * while training goes on.
 *
 * ```ts
 * show(learningCurve({ "α = 0.1": slow, "α = 1": fast }, { log: true }));
 * ```
 */
export function learningCurve(runs: NamedSeries | Values, options: LearningCurveOptions = {}): Chart {
  const { log = false, unit = "step", valueName = "loss", smoothing } = options;
  const raw = namedPoints(isValues(runs) ? { [valueName]: runs } : runs);
  const points =
    smoothing === undefined
      ? raw
      : raw.flatMap((each, mark) => [
          { ...each, mark, width: 1.25 },
          { ...smoothed(each, smoothing), mark, width: 4 },
        ]);
  const title = options.title ?? `${capital(valueName)} by ${unit}`;
  return chartOf(points, { title, xLabel: unit, yLabel: valueName, log, counts: true }, ({ name, y }) =>
    y.length === 0 ? name : `${name}: final ${spokenNumeral(y[y.length - 1])}`,
  );
}

/** A running mean, corrected for its start; what is not finite is left out of it. */
function smoothed(series: Named, share: number): Named {
  if (!(share >= 0 && share < 1)) {
    throw new UsageError(`learningCurve: smoothing by ${share}; give a share from 0 to below 1, such as 0.9`);
  }
  let [mean, weight] = [0, 0];
  const y = Array.from(series.y, (value) => {
    if (!Number.isFinite(value)) return NaN;
    mean = share * mean + (1 - share) * value;
    weight = share * weight + (1 - share);
    return mean / weight;
  });
  return { ...series, name: `${series.name}, smoothed`, y };
}

function chartOf(
  series: readonly Named[],
  options: LineChartOptions,
  legendOf = ({ name }: Named): string => name,
): Chart {
  const { title, xLabel, yLabel, counts = false, log = false, logX = false } = options;
  const traces = series.map((each, index) => traceOf(each, { name: legendOf(each), index, options }));
  for (const direction of ["x", "y"] as const) {
    extentOf(
      traces.flatMap((trace) => trace[direction]),
      title,
    );
  }
  const hidden = series.reduce((sum, { y }) => sum + Array.from(y).filter((value) => value <= 0).length, 0);
  const onLog =
    log && hidden > 0 ? `${countText(hidden, "value")} ≤ 0 cannot be drawn on this logarithmic axis.` : "";
  const sentences = series.map((each) => describeSeries(each.name, each, counts ? xLabel : `${xLabel} =`));
  return new Chart({
    traces,
    layout: {
      title,
      xaxis: axisOf(xLabel, logX ? logAxis(traces.flatMap(({ x }) => x)) : {}),
      yaxis: axisOf(
        log ? `${yLabel} (logarithmic)` : yLabel,
        log ? logAxis(traces.flatMap(({ y }) => y)) : {},
      ),
      showlegend: traces.some(({ name }) => name !== yLabel),
    },
    summary: [`${title}.`, ...sentences, onLog].filter((sentence) => sentence !== "").join(" "),
    table: tableOf(series, xLabel),
  });
}

/** A logarithmic axis: labels at powers of ten only, few enough to be read, where the values cover some. */
function logAxis(values: readonly Drawn[]): Axis {
  const [low, high] = extentOf(values, "lineChart");
  const decades = Math.log10(high / low);
  if (decades < DECADES_WITH_DETAIL) return { type: "log" };
  return { type: "log", dtick: Math.ceil(decades / MOST_DECADE_TICKS) };
}

interface TraceParts {
  readonly name: string;
  readonly index: number;
  readonly options: LineChartOptions;
}

function traceOf(
  { name: own, x, y, markers, width = 2, mark }: Named,
  { name, index, options }: TraceParts,
): ScatterTrace {
  const chosen = drawnIndices(y, MOST_POINTS);
  const turn = mark ?? index;
  const [color, dash] = [inTurn(COLORS, turn), inTurn(DASHES, turn)];
  const visible = (value: number, log = false): Drawn => (log && value <= 0 ? null : roundedDrawn(value));
  const marked = markers || options.markers === true || chosen.length === 1;
  return {
    type: "scatter",
    mode: marked ? "lines+markers" : "lines",
    name,
    x: chosen.map((each) => visible(x[each], options.logX)),
    y: chosen.map((each) => visible(y[each], options.log)),
    line: { color, width, dash },
    hovertemplate: `${options.xLabel}${options.counts === true ? " " : " = "}%{x:.4~g}: %{y:.4~g}<extra>${own}</extra>`,
    ...(marked ? { marker: { color, size: 8, symbol: inTurn(SYMBOLS, turn) } } : {}),
  };
}

/** A value with the digits that a chart can show, so that a figure that is sent again and again stays small. */
function roundedDrawn(value: number): Drawn {
  return drawn(Number(value.toPrecision(DRAWN_DIGITS)));
}

/** One row per place where all series share their places, else one per place of each series in turn. */
function tableOf(series: readonly Named[], at: string): Table {
  const shared = series.every(({ x }) => x.length === series[0].x.length && samePlaces(x, series[0].x));
  if (shared) {
    const rows = rowIndices(series[0].x.length).map((index) => [
      series[0].x[index],
      ...series.map(({ y }) => y[index]),
    ]);
    return { columns: [at, ...series.map(({ name }) => name)], rows };
  }
  const rows = series.flatMap(({ name, x, y }) =>
    rowIndices(x.length).map((index) => [name, x[index], y[index]]),
  );
  return { columns: ["series", at, "value"], rows };
}

function rowIndices(count: number): readonly number[] {
  return evenIndices(count, count > WHOLE_ROWS ? TABLE_ROWS : count);
}

function samePlaces(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return Array.from(a).every((place, index) => place === b[index]);
}

function namedPoints(series: NamedSeries): readonly Named[] {
  const named = Object.entries(series).map(([name, each]) => ({
    name,
    markers: "y" in each && each.markers === true,
    ...pointsOf(name, each),
  }));
  if (named.length === 0)
    throw new UsageError("lineChart: no series; give at least one, as in { loss: values }");
  return named;
}

function pointsOf(name: string, series: Series): Points {
  const y = numbersOf("y" in series ? series.y : series);
  const x = "y" in series ? numbersOf(series.x) : Array.from({ length: y.length }, (_, index) => index);
  if (x.length === y.length) return { x, y };
  throw new ShapeError(
    `lineChart: ${name} has ${x.length} places x and ${y.length} values y; give one value per place`,
  );
}

/** Whether these are values, not series by name: an array or a tensor. */
function isValues(runs: NamedSeries | Values): runs is Values {
  if (Array.isArray(runs) || ArrayBuffer.isView(runs)) return true;
  return "data" in runs && "shape" in runs;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
