/** @file Matrices of numbers side by side as images, with words below each. */

import type { ChartParts } from "./chart.js";
import type { Annotation, ColorScale, Drawn } from "./figure.js";
import { axisOf } from "./style.js";
import { textWidth } from "./svg/element.js";
import { drawn } from "./values.js";

const CAPTION_SIZE_PX = 12;
/** Pixels across an image for which these are given: height of a caption line, space between images. */
const UNITS_WIDE = 28;
const LINE_UNITS = 6;
const GAP_UNITS = 3;
/** A telephone leaves so much for a row; longer ones of images get smaller, captions do not. */
const TELEPHONE_PX = 350;
/** As many images in a row are as large as they get. */
const LARGEST_ROW = 4;
const SPACE_PX = 4;
/** Height of the chart per such pixel, such that such a row fits a telephone. */
const UNIT_PX = 2.9;
const TITLE_ROOM_PX = 80;

/** The pixels of all images, and which of the images are shown. */
export interface TiledPixels extends Size {
  readonly data: ArrayLike<number>;
  readonly indices: readonly number[];
}

/** Title, how many images in a row where their captions find room, and which values have the colours at the ends of the scale. */
export interface TiledStyle {
  readonly title: string;
  readonly columns: number;
  readonly range: readonly [number, number];
  readonly colorscale: ColorScale;
}

/** Images in rows with lines of words below each. */
export function tiledParts(
  pixels: TiledPixels,
  captions: readonly (readonly string[])[],
  { title, columns, range: [zmin, zmax], colorscale }: TiledStyle,
): Pick<ChartParts, "traces" | "layout"> {
  const { width, height } = pixels;
  const lines = Math.max(...captions.map((caption) => caption.length));
  const inRow = Math.min(columns, captions.length, mostInRow(captions.flat()));
  const smaller = Math.max(1, inRow / LARGEST_ROW);
  const captionHeight = lines * lineUnits(width) * smaller;
  const tiling: Tiling = {
    image: { width, height },
    tile: { width: width + gap(width), height: Math.ceil(height + captionHeight + gap(width)) },
    inRow,
  };
  const z = tiled(pixels, tiling);
  const hidden = {
    visible: false,
    showgrid: false,
    zeroline: false,
    constrain: "domain",
    fixedrange: true,
  } as const;
  return {
    traces: [{ type: "heatmap", z, zmin, zmax, colorscale, showscale: false, hoverinfo: "skip" }],
    layout: {
      title,
      xaxis: axisOf("", hidden),
      yaxis: axisOf("", { ...hidden, autorange: "reversed", scaleanchor: "x" }),
      showlegend: false,
      height: Math.round(TITLE_ROOM_PX + (UNIT_PX * UNITS_WIDE * z.length) / width / smaller),
      annotations: captions.map((caption, place) => annotate(caption, place, tiling)),
    },
  };
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

/** How many of the widest of these texts find room side by side on a telephone. */
function mostInRow(texts: readonly string[]): number {
  const widest = Math.max(...texts.map((text) => textWidth(text, CAPTION_SIZE_PX)));
  return Math.max(1, Math.floor(TELEPHONE_PX / (widest + SPACE_PX)));
}

/** Height of a caption line, in pixels of an image of this width. */
function lineUnits(width: number): number {
  return (LINE_UNITS * width) / UNITS_WIDE;
}

/** Space between images, in pixels of an image of this width. */
function gap(width: number): number {
  return Math.max(1, Math.round((GAP_UNITS * width) / UNITS_WIDE));
}

/** The top left corner of a tile. */
function cornerOf(place: number, { tile, inRow }: Tiling): readonly [number, number] {
  return [(place % inRow) * tile.width, Math.floor(place / inRow) * tile.height];
}

/** All chosen images in one matrix, with gaps between them. */
function tiled({ data, indices }: TiledPixels, tiling: Tiling): Drawn[][] {
  const { image, tile, inRow } = tiling;
  const pixels = image.width * image.height;
  const rows = Math.ceil(indices.length / inRow) * tile.height;
  const z = Array.from({ length: rows }, () => new Array<Drawn>(inRow * tile.width).fill(null));
  indices.forEach((index, place) => {
    const [left, top] = cornerOf(place, tiling);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const row = z[top + Math.floor(pixel / image.width)];
      row[left + (pixel % image.width)] = drawn(data[index * pixels + pixel]);
    }
  });
  return z;
}

function annotate(lines: readonly string[], place: number, tiling: Tiling): Annotation {
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
