/** @file What the bundler gives beside TypeScript: style sheets, and what ships without types for a page. */

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
    /** Changes parts of the layout by their paths. */
    relayout(element: HTMLElement, changes: Readonly<Record<string, unknown>>): Promise<unknown>;
    purge(element: HTMLElement): void;
    readonly Plots: { resize(element: HTMLElement): Promise<unknown> | undefined };
  }
  const plotly: Plotly;
  export default plotly;
}

/** MathLive's element, as far as the page uses it; the package has types for it only under a condition of bundlers. */
interface MathField extends HTMLElement {
  /** The formula in LaTeX. */
  value: string;
  readonly mode: "math" | "text" | "latex";
  mathVirtualKeyboardPolicy: "auto" | "manual" | "sandboxed";
  menuItems: readonly unknown[];
  smartFence: boolean;
  inlineShortcuts: Readonly<Record<string, string>>;
  /** Where the cursor is, from 0. */
  readonly position: number;
  insert(latex: string, options: { readonly focus: boolean }): boolean;
  executeCommand(command: "moveAfterParent"): boolean;
}

interface HTMLElementTagNameMap {
  "math-field": MathField;
}
