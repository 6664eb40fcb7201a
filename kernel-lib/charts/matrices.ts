/** @file Charts of a matrix and of single numbers: heatmap with values, bars. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import { numeral, spokenNumeral } from "../tensor/numerals.js";
import { Chart } from "./chart.js";
import type { Axis, HeatmapTrace } from "./figure.js";
import { axisOf, COLORS, DIVERGING, FONT_SIZE_PX, SEQUENTIAL } from "./style.js";
import { countText, drawn, extentOf, rowsOf, type MatrixValues } from "./values.js";

/** Words of a heatmap; rows and columns are numbered from 1 unless they have names. */
export interface HeatmapOptions {
  readonly title: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  readonly rowNames?: readonly string[];
  readonly columnNames?: readonly string[];
  /** Significant digits of the values in the cells. */
  readonly digits?: number;
}

/** Words of a bar chart; the value's label has its unit. */
export interface BarChartOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Beyond so many columns the cells are too narrow for their values. */
const MOST_COLUMNS_WITH_TEXT = 10;
const ROW_PX = 36;
/** Room for the value beyond a bar, as a share of the range. */
const BAR_ROOM = 0.12;
const ROOM_PX = 130;

/**
 * A matrix as coloured cells with their values, the first row on top. With negative entries the scale runs from
 * blue over white at 0 to orange; else from white to dark blue.
 *
 * @throws ShapeError if it is not a matrix, or names are more or fewer than rows or columns.
 */
export function heatmap(matrix: MatrixValues, options: HeatmapOptions): Chart {
  const rows = rowsOf(matrix, "heatmap").map((row) => Array.from(row));
  const { title, xLabel = "column", yLabel = "row", digits = 3 } = options;
  const columnNames = namesOf(options.columnNames, rows[0].length, "column");
  const rowNames = namesOf(options.rowNames, rows.length, "row");
  const [low, high] = extentOf(rows.flat(), "heatmap");
  const place = (value: number): string => {
    const row = rows.findIndex((entries) => entries.includes(value));
    return `${yLabel} ${rowNames[row]}, ${xLabel} ${columnNames[rows[row].indexOf(value)]}`;
  };
  return new Chart({
    traces: [cellsOf(rows, [low, high], digits)],
    layout: {
      title,
      xaxis: axisOf(xLabel, namedTicks(columnNames)),
      yaxis: axisOf(yLabel, { ...namedTicks(rowNames), autorange: "reversed" }),
      showlegend: false,
      height: Math.min(480, ROOM_PX + ROW_PX * rows.length),
    },
    summary:
      `${title}. ${rows.length} × ${rows[0].length} entries; the smallest is ${spokenNumeral(low)} (${place(low)}), ` +
      `the largest ${spokenNumeral(high)} (${place(high)}).`,
    table: {
      columns: [yLabel, ...columnNames.map((name) => `${xLabel} ${name}`)],
      rows: rows.map((row, index) => [rowNames[index], ...row]),
    },
  });
}

function cellsOf(
  rows: readonly (readonly number[])[],
  [low, high]: readonly [number, number],
  digits: number,
): HeatmapTrace {
  const reach = Math.max(Math.abs(low), Math.abs(high));
  const cellText = (value: number): string => numeral(value, digits);
  const withText = rows[0].length <= MOST_COLUMNS_WITH_TEXT;
  const texts = {
    text: rows.map((row) => row.map(cellText)),
    texttemplate: "%{text}",
    textfont: { size: FONT_SIZE_PX },
  };
  return {
    type: "heatmap",
    z: rows.map((row) => row.map(drawn)),
    ...(low < 0
      ? { zmin: -reach, zmax: reach, colorscale: DIVERGING }
      : { zmin: low, zmax: high, colorscale: SEQUENTIAL }),
    showscale: !withText,
    ...(withText ? texts : {}),
    xgap: 1,
    ygap: 1,
  };
}

function namedTicks(names: readonly string[]): Axis {
  return { showgrid: false, zeroline: false, tickvals: names.map((_, index) => index), ticktext: names };
}

/**
 * One bar per name, from zero, with its value: `barChart({ W1: 2e-10, b1: 1e-11 }, { title, xLabel, yLabel })`.
 * @throws UsageError if there is no bar, or none is finite.
 */
export function barChart(
  bars: Readonly<Record<string, number>>,
  { title, xLabel, yLabel }: BarChartOptions,
): Chart {
  const names = Object.keys(bars);
  const values = Object.values(bars);
  if (names.length === 0) throw new UsageError("barChart: no bars; give at least one, as in { loss: 0.5 }");
  const [low, high] = extentOf(values, "barChart");
  const nameOf = (value: number): string => names[values.indexOf(value)];
  const missing = names.filter((name) => !Number.isFinite(bars[name]));
  return new Chart({
    traces: [
      {
        type: "bar",
        name: yLabel,
        x: names,
        y: values.map(drawn),
        text: values.map((value) => spokenNumeral(value)),
        textposition: "outside",
        textfont: { size: FONT_SIZE_PX },
        cliponaxis: false,
        marker: { color: COLORS[0] },
      },
    ],
    layout: {
      title,
      xaxis: axisOf(xLabel, { type: "category", showgrid: false }),
      yaxis: axisOf(yLabel, { range: barRange(low, high) }),
      showlegend: false,
    },
    summary:
      `${title}: ${yLabel} by ${xLabel}, ${countText(names.length, "bar")}; the smallest is ${spokenNumeral(low)} (${nameOf(low)}), ` +
      `the largest ${spokenNumeral(high)} (${nameOf(high)}).` +
      (missing.length === 0 ? "" : ` Not finite: ${missing.join(", ")}.`),
    table: { columns: [xLabel, yLabel], rows: names.map((name) => [name, bars[name]]) },
  });
}

/** From zero to the longest bar, with room for the value beyond its end. */
function barRange(low: number, high: number): readonly [number, number] {
  const [from, to] = [Math.min(0, low), Math.max(0, high)];
  const room = BAR_ROOM * (to - from);
  return from === to ? [0, 1] : [from < 0 ? from - room : 0, to > 0 ? to + room : 0];
}

function namesOf(names: readonly string[] | undefined, count: number, what: string): readonly string[] {
  const all = names ?? Array.from({ length: count }, (_, index) => String(index + 1));
  if (all.length === count) return all;
  throw new ShapeError(`heatmap: ${all.length} names for ${count} ${what}s; give one name per ${what}`);
}
