/** @file Charts about what a network does and has learned: histograms by layer, confusions, weights as images. */

import { UsageError } from "../tensor/errors.js";
import { spokenNumeral } from "../tensor/numerals.js";
import type { Chart } from "./chart.js";
import { lineChart } from "./lines.js";
import { heatmap } from "./matrices.js";
import { countText, extentOf, numbersOf, rowsOf, type MatrixValues, type Values } from "./values.js";

/** Words of the histograms, and into how many stretches the values fall (30 unless told). */
export interface HistogramOptions {
  readonly title: string;
  /** What the values are, with their unit. */
  readonly xLabel: string;
  readonly bins?: number;
}

/** Words of a confusion chart. */
export interface ConfusionOptions {
  readonly classNames: readonly string[];
  readonly title?: string;
}

/** Both rates as a threshold falls, and the area below the curve, as `rocCurve` gives them. */
export interface RocRates {
  readonly falsePositiveRates: readonly number[];
  readonly truePositiveRates: readonly number[];
  readonly area: number;
}

const MOST_CONFUSIONS = 3;
/** The share of false positives at which the summary says how many positives are found. */
const FEW_FALSE = 0.05;

/**
 * How values are distributed, one line per name over the same stretches, such as the activations or the gradients of
 * each layer: `histogram({ "layer 1": A1, "layer 2": A2 }, { title: "Activations", xLabel: "activation" })`.
 *
 * @throws UsageError if there is nothing finite.
 */
export function histogram(
  values: Readonly<Record<string, Values>>,
  { title, xLabel, bins = 30 }: HistogramOptions,
): Chart {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new UsageError(`histogram: ${bins} stretches; give a whole number ≥ 1`);
  }
  const named = Object.entries(values).map(([name, each]) => {
    return { name, finite: Array.from(numbersOf(each)).filter((value) => Number.isFinite(value)) };
  });
  const [low, high] = extentOf(
    named.flatMap(({ finite }) => finite),
    "histogram",
  );
  const width = (high - low) / bins || 1;
  const middles = Array.from({ length: bins }, (_, bin) => low + (bin + 0.5) * width);
  const series = named.map(({ name, finite }) => {
    const shares = new Array<number>(bins).fill(0);
    for (const value of finite)
      shares[Math.min(bins - 1, Math.floor((value - low) / width))] += 100 / finite.length;
    return [name, { x: middles, y: shares }] as const;
  });
  const chart = lineChart(Object.fromEntries(series), { title, xLabel, yLabel: "share of the values in %" });
  const sentences = named.map(({ name, finite }) => describe(name, finite));
  return chart.described(`${title}. ${sentences.join(" ")}`);
}

function describe(name: string, values: readonly number[]): string {
  if (values.length === 0) return `${name}: no finite value.`;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const zeros = values.filter((value) => value === 0).length / values.length;
  const dead = zeros > 0 ? `, ${spokenNumeral(100 * zeros)} % of them 0` : "";
  return `${name}: ${countText(values.length, "value")}, mean ${spokenNumeral(mean)}, standard deviation ${spokenNumeral(deviation)}${dead}.`;
}

/**
 * How many positives are found for how many false ones, as the threshold falls, beside the diagonal of chance:
 * `rocChart({ trained: rocCurve(yhat, Y) })`.
 *
 * @throws UsageError if there is no curve.
 */
export function rocChart(
  curves: Readonly<Record<string, RocRates>>,
  { title = "Receiver operating characteristic (ROC)" }: { readonly title?: string } = {},
): Chart {
  const named = Object.entries(curves);
  if (named.length === 0) {
    throw new UsageError("rocChart: no curve; give at least one, as in { trained: rocCurve(yhat, Y) }");
  }
  const lines = named.map(([name, { falsePositiveRates, truePositiveRates, area }]) => {
    return [`${name}: area ${spokenNumeral(area)}`, { x: falsePositiveRates, y: truePositiveRates }] as const;
  });
  const chart = lineChart(
    { ...Object.fromEntries(lines), "chance: area 0.5": { x: [0, 1], y: [0, 1] } },
    { title, xLabel: "false positive rate", yLabel: "true positive rate" },
  );
  const sentences = named.map(([name, { falsePositiveRates, truePositiveRates, area }]) => {
    const place = falsePositiveRates.findLastIndex((rate) => rate <= FEW_FALSE);
    const found = spokenNumeral(100 * truePositiveRates[place]);
    return `${name}: area ${spokenNumeral(area)}; with at most ${100 * FEW_FALSE} % false positives it finds ${found} % of the positives.`;
  });
  return chart.described(`${title}. ${sentences.join(" ")} Chance has an area of 0.5.`);
}

/**
 * A confusion matrix, as `confusionMatrix` gives it: classes of the examples in rows, classes that the network gave in
 * columns, counts in the cells; which classes are taken for which is said in words.
 */
export function confusionChart(counts: MatrixValues, { classNames, title }: ConfusionOptions): Chart {
  const rows = rowsOf(counts, "confusionChart").map((row) => Array.from(row));
  const words = title ?? "Which classes are taken for which";
  const names = { rowNames: classNames, columnNames: classNames };
  const chart = heatmap(rows, { title: words, xLabel: "given class", yLabel: "class", digits: 6, ...names });
  const all = rows.flat().reduce((sum, count) => sum + count, 0);
  const right = rows.reduce((sum, row, index) => sum + row[index], 0);
  const confusions = rows
    .flatMap((row, from) => row.map((count, to) => ({ from, to, count })))
    .filter(({ from, to, count }) => from !== to && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_CONFUSIONS)
    .map(({ from, to, count }) => `${classNames[from]} for ${classNames[to]} (${count})`);
  const most = confusions.length === 0 ? "" : ` Most often taken: ${confusions.join(", ")}.`;
  return chart.described(
    `${words}. ${right} of ${all} examples are right (${spokenNumeral((100 * right) / all)} %).${most}`,
  );
}
