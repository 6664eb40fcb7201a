/** @file A chart's figure as it came, checked, and as it is drawn: in the page's colours, as high as it needs to be. */

import type { PlotlyFigure } from "plotly.js-dist-min";
import { isTexts, record } from "../page/unchecked.js";
import type { Eye } from "./turning.js";

const DEFAULT_HEIGHT_PX = 400;
/** What a chart needs above and below its plot: title, labels, legend. */
const AROUND_PLOT_PX = 150;

/** Plotly's own. */
const DEFAULT_EYE: Eye = { x: 1.25, y: 1.25, z: 1.25 };

type Layout = PlotlyFigure["layout"];

/** The figure in an output. @throws Error if it is none. */
export function checkedFigure(value: unknown): PlotlyFigure {
  const figure = record(parsed(value));
  if (!Array.isArray(figure.data)) {
    throw new Error(`chart: the output has no list "data"; send a Plotly figure {data, layout}`);
  }
  return { data: figure.data, layout: record(figure.layout), config: record(figure.config) };
}

/** The figure in the page's colours and at the cell's width; what the figure itself says comes first. */
export function themed({ data, layout, config }: PlotlyFigure, height: number): PlotlyFigure {
  return {
    data: inColoursOfPage(data, layout.colorway),
    layout: { template: themeTemplate(), ...layout, height, width: undefined, autosize: true },
    config: { displaylogo: false, displayModeBar: false, responsive: false, ...config },
  };
}

/** A chart's own height; less where equal units on both axes leave the plot low in a narrow cell. */
export function heightIn(width: number, layout: Layout): number {
  const height = numberAt(layout, "height") ?? DEFAULT_HEIGHT_PX;
  const [xaxis, yaxis] = [record(layout.xaxis), record(layout.yaxis)];
  const [across, up] = [lengthOf(xaxis.range), lengthOf(yaxis.range)];
  if (yaxis.scaleanchor !== "x" || across === undefined || up === undefined || width === 0) return height;
  return Math.min(height, Math.round((width * up) / across) + AROUND_PLOT_PX);
}

/** Where a drawing in space is seen from; undefined for a layout of a flat one. */
export function eyeOf(layout: unknown): Eye | undefined {
  const { scene } = record(layout);
  if (scene === undefined) return undefined;
  const { x, y, z } = record(record(record(scene).camera).eye);
  const isGiven = typeof x === "number" && typeof y === "number" && typeof z === "number";
  return isGiven ? { x, y, z } : DEFAULT_EYE;
}

/** What the drawing is called: its words where nothing else says them, its title where they stand below it. */
export function nameOf(layout: Layout, metadata: unknown): string {
  const own = record(layout.title).text ?? layout.title;
  const title = typeof own === "string" ? own.replaceAll(/<\/?\w+>/g, " ").trim() : undefined;
  const told = typeof record(layout.meta).summary === "string";
  const candidates = [record(metadata).summary, told ? title : undefined, record(layout.meta).summary, title];
  return candidates.find((text) => typeof text === "string") ?? "Chart";
}

/** tslab sends every form of output as text; other kernels send JSON as such. */
function parsed(value: unknown): unknown {
  return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}

/** Marks in the colours that a figure calls its own take those of the page, which are clear by day and by night. */
function inColoursOfPage(data: PlotlyFigure["data"], colorway: unknown): PlotlyFigure["data"] {
  if (!isTexts(colorway)) return data;
  const colours = chartColours();
  const recoloured = (part: unknown, key = ""): unknown => {
    if (typeof part === "string") return key === "color" ? (colours[colorway.indexOf(part)] ?? part) : part;
    // Numbers and their labels, of which there are many, have none.
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, recoloured(each, name)]));
  };
  return data.map((trace: unknown) => recoloured(trace));
}

function themeTemplate(): Readonly<Record<string, unknown>> {
  const axis = {
    gridcolor: colour("--line"),
    linecolor: colour("--line-strong"),
    zerolinecolor: colour("--line-strong"),
  };
  return {
    layout: {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: colour("--font-text"), size: 14, color: colour("--ink") },
      colorway: chartColours(),
      margin: { l: 56, r: 24, t: 48, b: 48 },
      xaxis: axis,
      yaxis: axis,
      scene: { xaxis: axis, yaxis: axis, zaxis: axis },
    },
  };
}

function chartColours(): readonly string[] {
  return [1, 2, 3, 4, 5, 6].map((number) => colour(`--chart-${number}`));
}

/** A colour of the page by the name of its variable. */
function colour(name: string): string {
  return getComputedStyle(document.body).getPropertyValue(name).trim();
}

function lengthOf(range: unknown): number | undefined {
  if (!Array.isArray(range)) return undefined;
  const [from, to] = Array.from<unknown>(range);
  return typeof from === "number" && typeof to === "number" && from !== to ? Math.abs(to - from) : undefined;
}

/** A number of a layout; undefined where it has none. */
export function numberAt(layout: Layout, key: string): number | undefined {
  const value = layout[key];
  return typeof value === "number" ? value : undefined;
}
