/** @file Charts: Plotly's JSON drawn by Plotly itself, which is loaded when the first chart appears. */

import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import type Plotly from "plotly.js-dist-min";
import type { PlotlyFigure } from "plotly.js-dist-min";
import { element, indexed } from "../page/element.js";
import { onThemeChange } from "../page/theme.js";

const MIME_TYPE = "application/vnd.plotly.v1+json";
const DEFAULT_HEIGHT_PX = 400;
/** What a chart needs above and below its plot: title, labels, legend. */
const AROUND_PLOT_PX = 150;
/** About one screen. */
const NEAR = "800px 0px";

type Layout = PlotlyFigure["layout"];

/** Chosen before HTML and pictures when an output offers a chart in several forms. */
export const plotlyRenderer: IRenderMime.IRendererFactory = {
  safe: true,
  mimeTypes: [MIME_TYPE],
  defaultRank: 0,
  createRenderer: () => new Chart(),
};

/** One chart in an output, its words and values below it; new data change the drawing in place. */
class Chart extends Widget implements IRenderMime.IRenderer {
  private readonly drawingNode = element("div", { attributes: { class: "chart", role: "img" } });
  private readonly captionNode = element("figcaption");
  private figure: PlotlyFigure | null = null;
  private drawing: Promise<void> | null = null;
  private stale = false;
  private drawn = false;
  /** A chart far below is not drawn, nor Plotly loaded for it, before the reader comes near. */
  private near = false;
  private readonly unfollowTheme = onThemeChange(() => void this.draw());
  private readonly sizes = new ResizeObserver(() => void this.fitToCell());
  private readonly approach = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.approach.disconnect();
      this.near = true;
      void this.draw();
    },
    { rootMargin: NEAR },
  );

  constructor() {
    super({ node: element("figure", { attributes: { class: "chart-figure" } }) });
    this.node.append(this.drawingNode, this.captionNode);
    this.sizes.observe(this.node);
    this.approach.observe(this.node);
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const figure = checkedFigure(parsed(model.data[MIME_TYPE]));
    this.figure = figure;
    const { style } = this.drawingNode;
    style.height = `${heightIn(this.node.clientWidth, figure.layout)}px`;
    this.drawingNode.setAttribute("aria-label", nameOf(figure.layout, model.metadata[MIME_TYPE]));
    const width = numberAt(figure.layout, "width");
    style.maxWidth = width === undefined ? "" : `${width}px`;
    this.captionNode.replaceChildren(...captionOf(figure.layout, this.isUnfolded()));
    await this.draw();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.unfollowTheme();
    this.sizes.disconnect();
    this.approach.disconnect();
    if (this.drawn)
      void loadPlotly().then((plotly) => {
        plotly.purge(this.drawingNode);
      });
    super.dispose();
  }

  /** Draws the newest figure; figures that arrive while Plotly is at work are drawn once, as the last of them. */
  private draw(): Promise<void> {
    this.stale = true;
    if (!this.near) return Promise.resolve();
    this.drawing ??= this.drawWhileStale().finally(() => {
      this.drawing = null;
    });
    return this.drawing;
  }

  private async drawWhileStale(): Promise<void> {
    const plotly = await loadPlotly();
    while (this.stale && this.figure !== null && !this.isDisposed) {
      this.stale = false;
      const height = heightIn(this.node.clientWidth, this.figure.layout);
      this.drawingNode.style.height = `${height}px`;
      await plotly.react(this.drawingNode, themed(this.figure, height));
      this.drawn = true;
    }
  }

  private async fitToCell(): Promise<void> {
    if (!this.drawn || this.figure === null || this.node.clientWidth === 0) return;
    if (this.drawingNode.style.height !== `${heightIn(this.node.clientWidth, this.figure.layout)}px`) {
      await this.draw();
      return;
    }
    const plotly = await loadPlotly();
    if (!this.isDisposed) await plotly.Plots.resize(this.drawingNode);
  }

  /** What the reader has opened stays open when new data come. */
  private isUnfolded(): boolean {
    return this.captionNode.querySelector("details")?.open === true;
  }
}

/** The words and the table of values that our library's figures carry; other figures have none. */
function captionOf({ meta }: Layout, isUnfolded: boolean): readonly HTMLElement[] {
  const { summary: words, table } = record(meta);
  const paragraph = typeof words === "string" ? [element("p", {}, ...indexed(words))] : [];
  const { columns, rows } = record(table);
  if (!isTexts(columns) || !Array.isArray(rows) || !rows.every(isTexts)) return paragraph;
  const heads = columns.map((column) => element("th", { attributes: { scope: "col" } }, ...indexed(column)));
  const body = rows.map(([first, ...rest]) =>
    element(
      "tr",
      {},
      element("th", { attributes: { scope: "row" } }, ...indexed(first)),
      ...rest.map((cell) => element("td", {}, ...indexed(cell))),
    ),
  );
  const values = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...body),
  );
  const details = element(
    "details",
    { attributes: { open: isUnfolded && "" } },
    element("summary", {}, "Values"),
    values,
  );
  return [...paragraph, details];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

async function loadPlotly(): Promise<typeof Plotly> {
  return (await import("plotly.js-dist-min")).default;
}

/** The figure in the page's colours and at the cell's width; what the figure itself says comes first. */
function themed({ data, layout, config }: PlotlyFigure, height: number): PlotlyFigure {
  return {
    data: inColoursOfPage(data, layout.colorway),
    layout: { template: themeTemplate(), ...layout, height, width: undefined, autosize: true },
    config: { displaylogo: false, displayModeBar: false, responsive: false, ...config },
  };
}

/** Marks in the colours that a figure calls its own take those of the page, which are clear by day and by night. */
function inColoursOfPage(data: PlotlyFigure["data"], colorway: unknown): PlotlyFigure["data"] {
  if (!isTexts(colorway)) return data;
  const colours = chartColours();
  const replaced = (key: string, value: unknown): unknown =>
    key === "color" && typeof value === "string" ? (colours[colorway.indexOf(value)] ?? value) : value;
  return JSON.parse(JSON.stringify(data), replaced) as PlotlyFigure["data"];
}

/** A chart's own height; less where equal units on both axes leave the plot low in a narrow cell. */
function heightIn(width: number, layout: Layout): number {
  const height = numberAt(layout, "height") ?? DEFAULT_HEIGHT_PX;
  const [xaxis, yaxis] = [record(layout.xaxis), record(layout.yaxis)];
  const [across, up] = [lengthOf(xaxis.range), lengthOf(yaxis.range)];
  if (yaxis.scaleanchor !== "x" || across === undefined || up === undefined || width === 0) return height;
  return Math.min(height, Math.round((width * up) / across) + AROUND_PLOT_PX);
}

function lengthOf(range: unknown): number | undefined {
  if (!Array.isArray(range)) return undefined;
  const [from, to] = Array.from<unknown>(range);
  return typeof from === "number" && typeof to === "number" && from !== to ? Math.abs(to - from) : undefined;
}

/** A colour of the page by the name of its variable. */
function colour(name: string): string {
  return getComputedStyle(document.body).getPropertyValue(name).trim();
}

function chartColours(): readonly string[] {
  return [1, 2, 3, 4, 5, 6].map((number) => colour(`--chart-${number}`));
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

/** tslab sends every form of output as text; other kernels send JSON as such. */
function parsed(value: unknown): unknown {
  return typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}

function checkedFigure(value: unknown): PlotlyFigure {
  const figure = record(value);
  if (!Array.isArray(figure.data)) {
    throw new Error(`chart: the output has no list "data"; send a Plotly figure {data, layout}`);
  }
  return { data: figure.data, layout: record(figure.layout), config: record(figure.config) };
}

/** What the drawing is called: its words where nothing else says them, its title where they stand below it. */
function nameOf(layout: Layout, metadata: unknown): string {
  const own = record(layout.title).text ?? layout.title;
  const title = typeof own === "string" ? own.replaceAll(/<\/?\w+>/g, " ").trim() : undefined;
  const told = typeof record(layout.meta).summary === "string";
  const candidates = [record(metadata).summary, told ? title : undefined, record(layout.meta).summary, title];
  return candidates.find((text) => typeof text === "string") ?? "Chart";
}

function numberAt(layout: Layout, key: string): number | undefined {
  const value = layout[key];
  return typeof value === "number" ? value : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
