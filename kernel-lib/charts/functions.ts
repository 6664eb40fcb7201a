/** @file Charts of functions of one number: an activation with its derivative, a curve with its tangent. */

import { UsageError } from "../tensor/errors.js";
import { spokenNumeral } from "../tensor/numerals.js";
import { Chart } from "./chart.js";
import type { ScatterTrace } from "./figure.js";
import { lineChart } from "./lines.js";
import { axisOf, COLORS, DASHES } from "./style.js";
import { drawn, extentOf } from "./values.js";

/** A function from a number to a number, such as `(z) => sigmoid(z).item()`. */
export type NumberFunction = (x: number) => number;

/** A function and its derivative, their name, and where they are drawn (−6 to 6 unless told). */
export interface ActivationPlotOptions {
  readonly name: string;
  readonly value: NumberFunction;
  readonly derivative: NumberFunction;
  readonly from?: number;
  readonly to?: number;
}

/** Where the tangent touches and how steep it is, and the words and range of the chart. */
export interface TangentPlotOptions {
  readonly at: number;
  readonly slope: number;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly title?: string;
  readonly from?: number;
  readonly to?: number;
}

const SAMPLES = 201;
/** How far a tangent's chart reaches to each side of the point unless told. */
const REACH = 2;

/**
 * An activation and its derivative over the same z axis.
 *
 * ```ts
 * activationPlot({ name: "σ", value: (z) => sigmoid(z).item(), derivative: (z) => … })
 * ```
 */
export function activationPlot({ name, value, derivative, from = -6, to = 6 }: ActivationPlotOptions): Chart {
  const x = places(from, to, "activationPlot");
  return lineChart(
    { [`${name}(z)`]: { x, y: x.map(value) }, [`${name}′(z)`]: { x, y: x.map(derivative) } },
    {
      title: `${name} and its derivative ${name}′`,
      xLabel: "z",
      yLabel: `${name}(z), ${name}′(z)`,
    },
  );
}

/** A curve, one of its points, and the line through it whose slope is the derivative there. */
export function tangentPlot(curve: NumberFunction, options: TangentPlotOptions): Chart {
  const { at, slope, xLabel, yLabel, from = at - REACH, to = at + REACH } = options;
  const x = places(from, to, "tangentPlot");
  const [y, height] = [x.map(curve), curve(at)];
  const title =
    options.title ?? `${yLabel} against ${xLabel}, with the tangent at ${xLabel} = ${spokenNumeral(at)}`;
  const tangent = [from, to].map((place) => height + slope * (place - at));
  const [low, high] = extentOf(y.map(drawn), "tangentPlot");
  const derivative = `slope ∂${yLabel}/∂${xLabel} = ${spokenNumeral(slope)}`;
  return new Chart({
    traces: [
      lineTrace(yLabel, { x, y: y.map(drawn) }, 0),
      lineTrace(`tangent, ${derivative}`, { x: [from, to], y: tangent.map(drawn) }, 1),
      pointTrace("point of contact", at, height),
    ],
    layout: { title, xaxis: axisOf(xLabel), yaxis: axisOf(yLabel), showlegend: true },
    summary:
      `${title}. From ${xLabel} = ${spokenNumeral(from)} to ${spokenNumeral(to)}, ${yLabel} goes from ${spokenNumeral(y[0])} ` +
      `to ${spokenNumeral(y[y.length - 1])}; its minimum is ${spokenNumeral(low)}, its maximum ${spokenNumeral(high)}. ` +
      `The tangent touches at ${xLabel} = ${spokenNumeral(at)}, ${yLabel} = ${spokenNumeral(height)}, with ${derivative}.`,
    table: {
      columns: ["place", xLabel, yLabel, "tangent"],
      rows: [
        ["start", from, y[0], tangent[0]],
        ["point of contact", at, height, height],
        ["end", to, y[y.length - 1], tangent[1]],
      ],
    },
  });
}

function lineTrace(name: string, points: Pick<ScatterTrace, "x" | "y">, index: number): ScatterTrace {
  const line = { color: COLORS[index], width: 2, dash: DASHES[index] };
  return { type: "scatter", mode: "lines", name, ...points, line };
}

function pointTrace(name: string, x: number, y: number): ScatterTrace {
  const marker = { color: COLORS[1], size: 11, symbol: "diamond" } as const;
  return { type: "scatter", mode: "markers", name, x: [x], y: [drawn(y)], marker };
}

/** Evenly spread places from `from` to `to`. */
function places(from: number, to: number, chart: string): readonly number[] {
  if (!(from < to && Number.isFinite(to - from))) {
    throw new UsageError(`${chart}: from ${from} to ${to} is no range; give from < to`);
  }
  return Array.from({ length: SAMPLES }, (_, index) => from + (index / (SAMPLES - 1)) * (to - from));
}
