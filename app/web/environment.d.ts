/** @file What the bundler gives beside TypeScript: style sheets, and Plotly, which ships without types. */

declare module "*.css";

declare module "plotly.js-dist-min" {
  /** One figure as Plotly takes it; its parts were checked by whoever made it. */
  export interface PlotlyFigure {
    readonly data: readonly unknown[];
    readonly layout: Readonly<Record<string, unknown>>;
    readonly config: Readonly<Record<string, unknown>>;
  }
  interface Plotly {
    /** Draws a figure into an element, changing what is there instead of starting anew. */
    react(element: HTMLElement, figure: PlotlyFigure): Promise<unknown>;
    purge(element: HTMLElement): void;
    readonly Plots: { resize(element: HTMLElement): Promise<unknown> | undefined };
  }
  const plotly: Plotly;
  export default plotly;
}
