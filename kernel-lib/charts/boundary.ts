/** @file What a network predicts over the plane, with the examples it was trained on. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import { fromData } from "../tensor/create.js";
import { spokenNumeral } from "../tensor/numerals.js";
import type { Tensor } from "../tensor/tensor.js";
import { Chart } from "./chart.js";
import type { Annotation, ContourTrace, ScatterTrace } from "./figure.js";
import { levelLabels } from "./level-labels.js";
import {
  axisOf,
  COLORS,
  hoverOf,
  inTurn,
  NEUTRAL,
  PALE_DIVERGING,
  SYMBOLS,
  type LayoutParts,
} from "./style.js";
import { countText, drawn, extentOf } from "./values.js";

/** Predictions for a batch: from X of shape [2, m] to shape [1, m], each from 0 to 1. */
export type Predict = (X: Tensor) => Tensor;

/** Points in the plane, X of shape [2, m], with their classes 0 or 1, Y of shape [1, m]. */
export interface PlaneExamples {
  readonly X: Tensor;
  readonly Y: Tensor;
}

/** Words of the chart, and how many predictions are made along each axis (60 unless told). */
export interface DecisionBoundaryOptions {
  readonly title?: string;
  readonly resolution?: number;
  readonly classNames?: readonly [string, string];
}

interface Grid {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Room around the points, as a share of their range. */
const MARGIN_SHARE = 0.15;
const BOUNDARY = 0.5;
/** Where the other lines are. */
const LINES: readonly number[] = [0.1, 0.3, 0.7, 0.9];
/** Axes without lines of their own; with the same unit on both, a right angle is seen as one. */
const PLAIN = { zeroline: false, showgrid: false, constrain: "domain" } as const;

/**
 * Bands of prediction from 0 to 1, labelled where there is room, the line 0.5 in bold, and the examples by class symbol.
 *
 * ```ts
 * show(decisionBoundary((X) => network(X), xor()));
 * ```
 *
 * @throws ShapeError if the examples are not points in the plane, or predictions not one per point.
 */
export function decisionBoundary(
  predict: Predict,
  examples: PlaneExamples,
  options: DecisionBoundaryOptions = {},
): Chart {
  const {
    title = "Predictions and decision boundary",
    resolution = 60,
    classNames = ["class 0", "class 1"],
  } = options;
  checkExamples(examples);
  if (!Number.isInteger(resolution) || resolution < 2) {
    throw new UsageError(`decisionBoundary: a resolution of ${resolution}; give a whole number ≥ 2`);
  }
  const grid = gridAround(examples.X, resolution);
  const z = predictGrid(predict, grid);
  const atPoints = predictAt(predict, examples.X);
  const tally = classNames.map(
    (name, label) => [name, ...tallyOf(examples.Y.data, atPoints, label)] as const,
  );
  const [points, own] = [1, 2].map((column) => tally.reduce((sum, row) => sum + Number(row[column]), 0));
  const [low, high] = extentOf(z.flat(), "decisionBoundary");
  return new Chart({
    traces: [...contours(grid, z), ...classNames.map((name, label) => pointsOfClass(examples, name, label))],
    layout: {
      ...planeOf(grid),
      title,
      annotations: labelsOf(grid, z, examples),
    },
    summary:
      `${title}. Predictions go from ${spokenNumeral(low)} to ${spokenNumeral(high)} for x₁ from ` +
      `${spokenNumeral(grid.x[0])} to ${spokenNumeral(ends(grid.x)[1])} and x₂ from ${spokenNumeral(grid.y[0])} to ` +
      `${spokenNumeral(ends(grid.y)[1])}; ${boundaryText(low, high)}. ` +
      `${own} of ${countText(points, "point")} lie on their own side: ` +
      `${tally.map(([name, all, right]) => `${right} of ${all} of ${name}`).join(", ")}.`,
    table: { columns: ["class", "points", "on their own side"], rows: tally },
  });
}

function labelsOf(grid: Grid, z: ContourTrace["z"], examples: PlaneExamples): readonly Annotation[] {
  const points = pointsOf(examples);
  return levelLabels({ ...grid, z, levels: LINES, unlabelled: [BOUNDARY], points });
}

/** The plane that a grid covers. */
function planeOf({ x, y }: Grid): Omit<LayoutParts, "title"> {
  return {
    xaxis: axisOf("x₁", { ...PLAIN, range: ends(x) }),
    yaxis: axisOf("x₂", { ...PLAIN, range: ends(y), scaleanchor: "x" }),
    showlegend: true,
    height: 440,
  };
}

/** Of the points of a class: how many there are, and how many are predicted to be of it. */
function tallyOf(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  label: number,
): readonly [number, number] {
  const sides = Array.from(predictions, (prediction) => Number(prediction >= BOUNDARY));
  const own = sides.filter((_, index) => labels[index] === label);
  return [own.length, own.filter((side) => side === label).length];
}

function boundaryText(low: number, high: number): string {
  if (high < BOUNDARY) return "all are below 0.5, so there is no boundary here";
  if (low >= BOUNDARY) return "all are at least 0.5, so there is no boundary here";
  return "the boundary is the line 0.5";
}

function checkExamples({ X, Y }: PlaneExamples): void {
  const count = X.shape[1];
  if (X.shape.length === 2 && X.shape[0] === 2 && count > 0 && Y.data.length === count) return;
  throw new ShapeError(
    `decisionBoundary: X has shape [${X.shape.join(", ")}] and Y [${Y.shape.join(", ")}]; ` +
      "give points in the plane, X of shape [2, m] and Y of shape [1, m]",
  );
}

function gridAround(X: Tensor, resolution: number): Grid {
  const count = X.shape[1];
  const axis = (row: number): readonly number[] => {
    const [low, high] = extentOf(X.data.subarray(row * count, (row + 1) * count), "decisionBoundary");
    const room = low === high ? 1 : MARGIN_SHARE * (high - low);
    const length = high - low + 2 * room;
    return Array.from({ length: resolution }, (_, i) => low - room + (i / (resolution - 1)) * length);
  };
  return { x: axis(0), y: axis(1) };
}

/** Predictions over the grid in one batch, one row per y. */
function predictGrid(predict: Predict, { x, y }: Grid): readonly (readonly (number | null)[])[] {
  const count = x.length * y.length;
  const data = new Float64Array(2 * count);
  for (let index = 0; index < count; index++) {
    data[index] = x[index % x.length];
    data[count + index] = y[Math.floor(index / x.length)];
  }
  const predictions = predictAt(predict, fromData(data, [2, count]));
  return y.map((_, row) => x.map((__, column) => drawn(predictions[row * x.length + column])));
}

function predictAt(predict: Predict, X: Tensor): ArrayLike<number> {
  const { data, shape } = predict(X);
  if (data.length === X.shape[1]) return data;
  throw new ShapeError(
    `decisionBoundary: predict gave shape [${shape.join(", ")}] for X of shape [${X.shape.join(", ")}]; ` +
      `give one prediction per column, shape [1, ${X.shape[1]}]`,
  );
}

function contours({ x, y }: Grid, z: ContourTrace["z"]): readonly ContourTrace[] {
  const common = {
    type: "contour",
    x,
    y,
    z,
    zmin: 0,
    zmax: 1,
    colorscale: PALE_DIVERGING,
    showscale: false,
    showlegend: false,
  } as const;
  return [
    {
      ...common,
      hovertemplate: hoverOf({ "x₁": "x", "x₂": "y", prediction: "z" }),
      contours: { start: LINES[0], end: 0.9, size: 0.2, coloring: "fill" },
      line: { color: NEUTRAL, width: 1 },
    },
    {
      ...common,
      hoverinfo: "skip",
      contours: { start: BOUNDARY, end: BOUNDARY, size: 1, coloring: "none" },
      line: { color: "#000000", width: 3 },
    },
  ];
}

function pointsOfClass({ X, Y }: PlaneExamples, name: string, label: number): ScatterTrace {
  const count = X.shape[1];
  const own = Array.from({ length: count }, (_, i) => i).filter((i) => Y.data[i] === label);
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: own.map((i) => drawn(X.data[i])),
    y: own.map((i) => drawn(X.data[count + i])),
    hovertemplate: hoverOf({ "x₁": "x", "x₂": "y" }, name),
    marker: {
      color: inTurn(COLORS, label),
      size: 10,
      symbol: inTurn(SYMBOLS, label),
      line: { color: "#FFFFFF", width: 1.5 },
    },
  };
}

function pointsOf({ X }: PlaneExamples): readonly (readonly [number, number])[] {
  const count = X.shape[1];
  return Array.from({ length: count }, (_, i) => [X.data[i], X.data[count + i]] as const);
}

function ends(values: readonly number[]): readonly [number, number] {
  return [values[0], values[values.length - 1]];
}
