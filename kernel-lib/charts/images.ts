/** @file Images side by side, with their labels and what a network said of them, in words. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import { numeral, spokenNumeral } from "../tensor/numerals.js";
import { Chart, type Table } from "./chart.js";
import { DIVERGING, GREYS } from "./style.js";
import { tiledParts } from "./tiles.js";
import { countText, extentOf, rowsOf, type MatrixValues, type NumbersWithShape } from "./values.js";

/** Images, shape [count, rows, columns], 0 (black) to 255 (white), with a label each: an index into the names. */
export interface ImagesWithLabels {
  readonly images: NumbersWithShape;
  readonly labels: ArrayLike<number>;
  readonly classNames: readonly string[];
}

/**
 * Which images (the first 8 unless told), how many in a row (4, and never more than have room for their captions), and
 * the labels a network gave to each of them.
 */
export interface ImageGridOptions {
  readonly title?: string;
  readonly indices?: readonly number[];
  readonly columns?: number;
  readonly predictions?: ArrayLike<number>;
}

interface Caption {
  readonly lines: readonly string[];
  readonly right: boolean | undefined;
}

const DEFAULT_COUNT = 8;
/** So many captions of weights find room side by side on a telephone. */
const MOST_WITH_WORDS = 4;
const WHITE = 255;

/**
 * Images in rows, each with its class below; with predictions also whether they are right, in words.
 * `predictions[i]` is the label given to image i of the whole set.
 *
 * @throws ShapeError if the images are not of shape [count, rows, columns].
 * @throws UsageError if an index is not one of the images, or a label has no name.
 */
export function imageGrid(set: ImagesWithLabels, options: ImageGridOptions = {}): Chart {
  const { columns = 4, predictions, title = "Images with their classes" } = options;
  const [count, height, width] = checkShape(set);
  const indices = options.indices ?? Array.from({ length: Math.min(DEFAULT_COUNT, count) }, (_, i) => i);
  const strange = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= count);
  if (strange !== undefined || indices.length === 0) {
    throw new UsageError(`imageGrid: no image ${strange ?? "chosen"}; indices go from 0 to ${count - 1}`);
  }
  const captions = indices.map((index) => captionOf(set, index, predictions));
  const lines = captions.map((caption) => caption.lines);
  const pixels = { data: set.images.data, indices, width, height };
  return new Chart({
    ...tiledParts(pixels, lines, { title, columns, range: [0, WHITE], colorscale: GREYS }),
    summary: `${title}. ${summarise(captions)}`,
    table: tableOf(set, indices, predictions),
  });
}

/** How wide and high the images are whose pixels a neuron's weights belong to, which neurons, and the words. */
export interface WeightImageOptions {
  readonly width: number;
  readonly height: number;
  readonly title?: string;
  /** Rows of W, counted from 0; the first 8 unless told. */
  readonly neurons?: readonly number[];
  readonly columns?: number;
}

/**
 * What each neuron looks for: each row of W, shape [neurons, pixels], as an image; blue below 0, white at 0, orange
 * above, the largest weight of all in the darkest colour. Smallest and largest weight of each are in its caption,
 * and in the table; in rows of more than four the caption is the number of the neuron alone.
 *
 * @throws ShapeError if a row has not one weight per pixel.
 */
export function weightImages(weights: MatrixValues, options: WeightImageOptions): Chart {
  const { width, height, columns = 4, title = "Weights as images" } = options;
  const rows = rowsOf(weights, "weightImages");
  if (rows[0].length !== width * height) {
    throw new ShapeError(
      `weightImages: ${rows[0].length} weights for ${width} × ${height} pixels; give W of the layer that sees the pixels`,
    );
  }
  const neurons = options.neurons ?? rows.map((_, index) => index).slice(0, DEFAULT_COUNT);
  const strange = neurons.find((index) => !(index in rows));
  if (strange !== undefined || neurons.length === 0) {
    throw new UsageError(
      `weightImages: no neuron ${strange ?? "chosen"}; they go from 0 to ${rows.length - 1}`,
    );
  }
  const extents = neurons.map((index) => extentOf(Array.from(rows[index]), "weightImages"));
  const reach = Math.max(...extents.flat().map(Math.abs)) || 1;
  const captions = neurons.map((index, place) =>
    Math.min(columns, neurons.length) > MOST_WITH_WORDS
      ? [`${index + 1}`]
      : [`neuron ${index + 1}`, extents[place].map((value) => numeral(value, 2)).join(" … ")],
  );
  const pixels = { data: rows.flatMap((row) => Array.from(row)), indices: neurons, width, height };
  return new Chart({
    ...tiledParts(pixels, captions, { title, columns, range: [-reach, reach], colorscale: DIVERGING }),
    summary: `${title}. ${countText(neurons.length, "neuron")}, weights from ${spokenNumeral(Math.min(...extents.flat()))} to ${spokenNumeral(Math.max(...extents.flat()))}; blue is below 0, orange above.`,
    table: {
      columns: ["neuron", "smallest weight", "largest weight"],
      rows: neurons.map((index, place) => [index + 1, ...extents[place]]),
    },
  });
}

function tableOf(set: ImagesWithLabels, indices: readonly number[], predictions?: ArrayLike<number>): Table {
  const named = indices.map((index) => [index, nameOf(set, set.labels[index])]);
  if (predictions === undefined) return { columns: ["image", "class"], rows: named };
  return {
    columns: ["image", "class", "predicted", "verdict"],
    rows: indices.map((index, place) => [
      ...named[place],
      nameOf(set, predictions[index]),
      set.labels[index] === predictions[index] ? "right" : "wrong",
    ]),
  };
}

function checkShape({ images: { data, shape } }: ImagesWithLabels): readonly number[] {
  if (shape.length === 3 && data.length === shape[0] * shape[1] * shape[2]) return shape;
  throw new ShapeError(
    `imageGrid: ${data.length} pixels of shape [${shape.join(", ")}]; give images of shape [count, rows, columns]`,
  );
}

function captionOf(
  set: ImagesWithLabels,
  index: number,
  predictions: ArrayLike<number> | undefined,
): Caption {
  const name = nameOf(set, set.labels[index]);
  if (predictions === undefined) return { lines: [name], right: undefined };
  if (predictions[index] === set.labels[index]) return { lines: [name, "✓ right"], right: true };
  return { lines: [name, "✗ wrong:", nameOf(set, predictions[index])], right: false };
}

function nameOf({ classNames }: ImagesWithLabels, label: number): string {
  if (label in classNames) return classNames[label];
  throw new UsageError(`imageGrid: label ${label} has no name; labels go from 0 to ${classNames.length - 1}`);
}

function summarise(captions: readonly Caption[]): string {
  const names = captions.map(({ lines: [name] }) => name);
  const counts = [...new Set(names)].map(
    (name) => `${names.filter((each) => each === name).length} × ${name}`,
  );
  const judged = captions.filter(({ right }) => right !== undefined);
  const right = judged.filter((caption) => caption.right).length;
  const said = judged.length === 0 ? "" : ` ${right} of ${countText(judged.length, "prediction")} right.`;
  return `${countText(captions.length, "image")}: ${counts.join(", ")}.${said}`;
}
