/** @file Images side by side, with their labels and what a network said of them, in words. */

import { ShapeError, UsageError } from "../tensor/errors.js";
import { Chart, type Table } from "./chart.js";
import type { Annotation } from "./figure.js";
import { axisOf, GREYS } from "./style.js";
import { countText, drawn, type NumbersWithShape } from "./values.js";

/** Images, shape [count, rows, columns], 0 (black) to 255 (white), with a label each: an index into the names. */
export interface ImagesWithLabels {
  readonly images: NumbersWithShape;
  readonly labels: ArrayLike<number>;
  readonly classNames: readonly string[];
}

/** Which images (the first 8 unless told), how many in a row (4), and the labels a network gave to each of them. */
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
const WHITE = 255;
const CAPTION_SIZE_PX = 12;
/** Height of a caption line and space between images, in pixels of an image. */
const LINE_UNITS = 6;
const GAP_UNITS = 3;
/** Height of the chart per pixel of an image, such that a row of four fits a telephone. */
const UNIT_PX = 2.9;
const TITLE_ROOM_PX = 80;

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
  const lines = Math.max(...captions.map((caption) => caption.lines.length));
  const tiling: Tiling = {
    image: { width, height },
    tile: { width: width + GAP_UNITS, height: Math.ceil(height + lines * LINE_UNITS + GAP_UNITS) },
    inRow: Math.min(columns, indices.length),
  };
  const z = tiled(set, indices, tiling);
  const hidden = {
    visible: false,
    showgrid: false,
    zeroline: false,
    constrain: "domain",
    fixedrange: true,
  } as const;
  return new Chart({
    traces: [
      { type: "heatmap", z, zmin: 0, zmax: WHITE, colorscale: GREYS, showscale: false, hoverinfo: "skip" },
    ],
    layout: {
      title,
      xaxis: axisOf("", hidden),
      yaxis: axisOf("", { ...hidden, autorange: "reversed", scaleanchor: "x" }),
      showlegend: false,
      height: Math.round(TITLE_ROOM_PX + UNIT_PX * z.length),
      annotations: captions.map((caption, place) => annotate(caption, place, tiling)),
    },
    summary: `${title}. ${summarise(captions)}`,
    table: tableOf(set, indices, predictions),
  });
}

/** Sizes in pixels of an image: an image, a tile with its caption and gap, and how many tiles are in a row. */
interface Tiling {
  readonly image: Size;
  readonly tile: Size;
  readonly inRow: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The top left corner of a tile. */
function cornerOf(place: number, { tile, inRow }: Tiling): readonly [number, number] {
  return [(place % inRow) * tile.width, Math.floor(place / inRow) * tile.height];
}

/** All chosen images in one matrix, with gaps between them. */
function tiled(
  { images }: ImagesWithLabels,
  indices: readonly number[],
  tiling: Tiling,
): (number | null)[][] {
  const { image, tile, inRow } = tiling;
  const pixels = image.width * image.height;
  const rows = Math.ceil(indices.length / inRow) * tile.height;
  const z = Array.from({ length: rows }, () => new Array<number | null>(inRow * tile.width).fill(null));
  indices.forEach((index, place) => {
    const [left, top] = cornerOf(place, tiling);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const row = z[top + Math.floor(pixel / image.width)];
      row[left + (pixel % image.width)] = drawn(images.data[index * pixels + pixel]);
    }
  });
  return z;
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

function annotate({ lines }: Caption, place: number, tiling: Tiling): Annotation {
  const [left, top] = cornerOf(place, tiling);
  return {
    x: left + (tiling.image.width - 1) / 2,
    y: top + tiling.image.height - 0.5,
    text: lines.join("<br>"),
    showarrow: false,
    xanchor: "center",
    yanchor: "top",
    font: { size: CAPTION_SIZE_PX },
  };
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
