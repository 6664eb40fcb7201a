/** @file Data sets of measurements with a class each, by name, from the folder `datasets`. */

import { fromData } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { parseCsv } from "./csv.js";
import { examples, exampleCount, type Examples } from "./examples.js";
import { datasetFolder, readBytes } from "./files.js";

/** Measurements: one row per example, one column per feature, NaN where none was taken; a class each. */
export interface LabelledTable {
  readonly name: string;
  /** What each column measures, with its unit. */
  readonly features: readonly string[];
  readonly rows: readonly (readonly number[])[];
  /** Indices into `classNames`. */
  readonly labels: Uint8Array;
  readonly classNames: readonly string[];
}

/** How measurements become examples. */
export interface TableExampleOptions {
  /** The label whose target is 1; without it a target is the label. */
  readonly positive?: number;
  /** What is done where a value is missing: its example is left out, or it gets the mean of its feature. */
  readonly missing?: "drop" | "mean";
}

interface Known {
  readonly label: string;
  readonly classNames: readonly string[];
  /** Columns that are neither measurements nor the label. */
  readonly beside?: readonly string[];
}

const MISSING = "NA";

const KNOWN: Readonly<Record<string, Known>> = {
  iris: { label: "species", classNames: ["setosa", "versicolor", "virginica"] },
  "breast-cancer": { label: "diagnosis", classNames: ["malignant", "benign"] },
  "palmer-penguins": {
    label: "species",
    classNames: ["Adelie", "Chinstrap", "Gentoo"],
    beside: ["island", "sex", "year"],
  },
};

/**
 * Reads a table that comes with the course: `"iris"`, `"breast-cancer"` or `"palmer-penguins"`.
 *
 * ```ts
 * const data = tableExamples(loadTable("palmer-penguins"), { missing: "drop" });
 * ```
 *
 * @throws UsageError if the name is not known, or the file is missing or damaged.
 */
export function loadTable(name: string, { folder }: { readonly folder?: string } = {}): LabelledTable {
  if (!Object.hasOwn(KNOWN, name)) {
    throw new UsageError(`loadTable: no table "${name}"; there is ${Object.keys(KNOWN).join(", ")}`);
  }
  const { label, classNames, beside = [] } = KNOWN[name];
  const file = `${name}.csv`;
  const text = new TextDecoder().decode(readBytes(folder ?? datasetFolder(name), file));
  const { columns, rows } = parseCsv(text, file);
  const labelAt = columns.indexOf(label);
  if (labelAt < 0) throw new UsageError(`loadTable: ${file} has no column ${label}; fetch the file again`);
  const taken = columns.flatMap((column, at) => (at === labelAt || beside.includes(column) ? [] : [at]));
  return {
    name,
    features: taken.map((at) => columns[at]),
    rows: rows.map((row, index) => taken.map((at) => measured(row[at], `line ${index + 2} of ${file}`))),
    labels: Uint8Array.from(rows, (row, index) => {
      const found = classNames.indexOf(row[labelAt]);
      if (found >= 0) return found;
      throw new UsageError(
        `loadTable: line ${index + 2} of ${file} is of class "${row[labelAt]}", which is none of ${classNames.join(", ")}`,
      );
    }),
    classNames,
  };
}

/**
 * Measurements as columns: X of shape [features, m], Y of shape [1, m].
 * @throws UsageError if values are missing and nothing says what to do about it.
 */
export function tableExamples(
  table: LabelledTable,
  { positive, missing }: TableExampleOptions = {},
): Examples {
  const { rows, labels, features } = table;
  if (positive !== undefined && !labels.includes(positive)) {
    throw new UsageError(`tableExamples: no row has the label ${positive}; choose one that is there`);
  }
  const gaps = rows.filter((row) => row.some(Number.isNaN)).length;
  if (gaps > 0 && missing === undefined) {
    throw new UsageError(
      `tableExamples: ${gaps} of ${rows.length} rows of ${table.name} lack a value; ` +
        'leave them out with { missing: "drop" }, or fill in means with { missing: "mean" }',
    );
  }
  const kept = rows.flatMap((row, index) => (missing === "drop" && row.some(Number.isNaN) ? [] : [index]));
  const means = features.map((_, feature) =>
    mean(rows.map((row) => row[feature]).filter((value) => !Number.isNaN(value))),
  );
  const X = features.flatMap((_, feature) =>
    kept.map((index) => (Number.isNaN(rows[index][feature]) ? means[feature] : rows[index][feature])),
  );
  const Y = kept.map((index) =>
    positive === undefined ? labels[index] : Number(labels[index] === positive),
  );
  return examples(Float64Array.from(X), Float64Array.from(Y));
}

/**
 * How features are brought to mean 0 and standard deviation 1, found from training examples alone; a feature that
 * never changes is only moved. The result does the same to any examples: `const scale = standardizer(train)`.
 */
export function standardizer(train: Examples): (from: Examples) => Examples {
  const count = exampleCount(train);
  const [features] = train.X.shape;
  const rowsOf = (X: Tensor): number[][] =>
    Array.from({ length: features }, (_, row) =>
      Array.from(X.data.subarray(row * X.shape[1], (row + 1) * X.shape[1])),
    );
  const scales = rowsOf(train.X).map((values) => {
    const middle = mean(values);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / count);
    return { middle, deviation: deviation > 0 ? deviation : 1 };
  });
  return ({ X, Y }) => {
    if (X.shape.length !== 2 || X.shape[0] !== features) {
      throw new UsageError(
        `standardizer: X has shape [${X.shape.join(", ")}], but was made for ${features} features; give the same features`,
      );
    }
    const scaled = rowsOf(X).flatMap((values, row) => {
      const { middle, deviation } = scales[row];
      return values.map((value) => (value - middle) / deviation);
    });
    return { X: fromData(Float64Array.from(scaled), X.shape), Y };
  };
}

function measured(cell: string, place: string): number {
  if (cell === MISSING) return NaN;
  const value = cell.trim() === "" ? NaN : Number(cell);
  if (Number.isFinite(value)) return value;
  throw new UsageError(`loadTable: "${cell}" in ${place} is no number; the file is damaged: fetch it again`);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
