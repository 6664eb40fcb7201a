/** @file Charts: Plotly's JSON drawn by Plotly itself, which is loaded when the first chart appears. */

import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import type Plotly from "plotly.js-dist-min";
import type { PlotlyFigure } from "plotly.js-dist-min";
import { element, indexed } from "../page/element.js";
import { onThemeChange } from "../page/theme.js";
import { isTexts, record } from "../page/unchecked.js";
import { checkedFigure, eyeOf, heightIn, nameOf, numberAt, themed } from "./figure.js";
import { turningButtons, type Eye } from "./turning.js";

const MIME_TYPE = "application/vnd.plotly.v1+json";
/** About one screen. */
const NEAR = "800px 0px";

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
  private readonly turning = turningButtons((move) => void this.turn(move));
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
    this.node.append(this.drawingNode, this.turning, this.captionNode);
    this.sizes.observe(this.node);
    this.approach.observe(this.node);
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const figure = checkedFigure(model.data[MIME_TYPE]);
    this.figure = figure;
    const { style } = this.drawingNode;
    style.height = `${heightIn(this.node.clientWidth, figure.layout)}px`;
    this.drawingNode.setAttribute("aria-label", nameOf(figure.layout, model.metadata[MIME_TYPE]));
    const width = numberAt(figure.layout, "width");
    style.maxWidth = width === undefined ? "" : `${width}px`;
    this.turning.hidden = eyeOf(figure.layout) === undefined;
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

  private async turn(move: (eye: Eye) => Eye): Promise<void> {
    // Plotly keeps the layout here, with what a pointer has turned.
    const eye = eyeOf(Reflect.get(this.drawingNode, "layout"));
    if (eye === undefined) return;
    await (await loadPlotly()).relayout(this.drawingNode, { "scene.camera.eye": move(eye) });
  }

  /** What the reader has opened stays open when new data come. */
  private isUnfolded(): boolean {
    return this.captionNode.querySelector("details")?.open === true;
  }
}

/** The words and the table of values that our library's figures carry; other figures have none. */
function captionOf({ meta }: PlotlyFigure["layout"], isUnfolded: boolean): readonly HTMLElement[] {
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

async function loadPlotly(): Promise<typeof Plotly> {
  return (await import("plotly.js-dist-min")).default;
}
