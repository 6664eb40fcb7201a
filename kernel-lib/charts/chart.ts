/** @file A chart as a value: a figure for Plotly, the same in words, as a table, and as a drawing. */

import type { Figure, Trace } from "./figure.js";
import { COLORS, layoutOf, type LayoutParts } from "./style.js";
import { drawSvg } from "./svg/draw.js";

/** Rows under named columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What a chart is made of. */
export interface ChartParts {
  readonly traces: readonly Trace[];
  readonly layout: LayoutParts;
  readonly summary: string;
  readonly table: Table;
}

/** How wide the drawing is, in pixels; text keeps its size. */
export interface DrawingOptions {
  readonly width?: number;
}

const WIDTH_PX = 480;

/** A chart: it shows nothing by itself, `show(chart)` does. */
export class Chart {
  /** Tells a chart from other values. */
  readonly kind = "chart";
  /** The figure as Plotly's JSON. */
  readonly figure: Figure;
  /** The chart in words: where it starts and ends, its extremes, its shape. */
  readonly summary: string;
  /** The values; of long series an even choice of rows that has the first and the last. */
  readonly table: Table;
  readonly #parts: ChartParts;

  constructor(parts: ChartParts) {
    const { traces, layout, summary, table } = parts;
    const areOnPage = traces.every(({ type }) => type === "scatter" || type === "bar");
    this.#parts = parts;
    this.figure = {
      data: traces,
      layout: { ...layoutOf(layout), ...(areOnPage && { colorway: COLORS }) },
      config: { responsive: true, displaylogo: false },
    };
    this.summary = summary;
    this.table = table;
  }

  /** The same chart with another summary. */
  described(summary: string): Chart {
    return new Chart({ ...this.#parts, summary });
  }

  /** The figure as a static drawing, for pages that run nothing; text and axes take the page's text colour. */
  svg({ width = WIDTH_PX }: DrawingOptions = {}): string {
    return drawSvg(this.figure, { width, description: this.summary });
  }
}
