/** @file The part of Plotly's figure format that the charts use, as plain JSON. */

/** What Plotly draws: traces over a layout. */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  readonly config: { readonly responsive: boolean; readonly displaylogo: boolean };
}

/** One set of marks. */
export type Trace = ScatterTrace | BarTrace | HeatmapTrace | ContourTrace | SurfaceTrace | PathTrace;

/** A drawn value; `null` leaves a gap, for what is not a finite number. */
export type Drawn = number | null;

/** Points joined by lines, marked by symbols, or both. */
export interface ScatterTrace {
  readonly type: "scatter";
  readonly mode: "lines" | "markers" | "lines+markers";
  readonly name: string;
  readonly x: readonly Drawn[];
  readonly y: readonly Drawn[];
  readonly line?: LineStyle;
  readonly marker?: MarkerStyle;
  /** What a pointer on a point shows. */
  readonly hovertemplate?: string;
}

/** Bars from zero, one per label, the value written at each. */
export interface BarTrace {
  readonly type: "bar";
  readonly name: string;
  readonly x: readonly string[];
  readonly y: readonly Drawn[];
  readonly text: readonly string[];
  readonly textposition: "outside";
  readonly textfont: { readonly size: number };
  readonly cliponaxis: false;
  readonly marker: { readonly color: string };
}

/** A matrix as coloured cells; row 0 of `z` lies at the first `y`. */
export interface HeatmapTrace {
  readonly type: "heatmap";
  readonly z: readonly (readonly Drawn[])[];
  readonly zmin: number;
  readonly zmax: number;
  readonly colorscale: ColorScale;
  readonly showscale: boolean;
  readonly text?: readonly (readonly string[])[];
  readonly texttemplate?: string;
  readonly textfont?: { readonly size: number };
  readonly hoverinfo?: "skip";
  readonly xgap?: number;
  readonly ygap?: number;
}

/** A field over a grid as bands of colour between lines. */
export interface ContourTrace {
  readonly type: "contour";
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly (readonly Drawn[])[];
  readonly zmin: number;
  readonly zmax: number;
  readonly colorscale: ColorScale;
  readonly showscale: boolean;
  readonly showlegend: false;
  readonly hoverinfo?: "skip";
  readonly hovertemplate?: string;
  readonly contours: ContourLevels;
  readonly line: { readonly color: string; readonly width: number };
}

/** A field over a grid as a surface in space. */
export interface SurfaceTrace {
  readonly type: "surface";
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly (readonly Drawn[])[];
  readonly colorscale: ColorScale;
  readonly showscale: boolean;
  /** Lines of equal height, from the first to the last, so far apart. */
  readonly contours: { readonly z: SurfaceLines };
  readonly hovertemplate: string;
  readonly lighting: { readonly ambient: number; readonly diffuse: number; readonly specular: number };
}

interface SurfaceLines {
  readonly show: boolean;
  readonly color: string;
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

/** Points in space joined by lines. */
export interface PathTrace {
  readonly type: "scatter3d";
  readonly mode: "lines+markers";
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly number[];
  readonly hovertemplate: string;
  readonly line: LineStyle;
  readonly marker: MarkerStyle;
}

/** The axes of a drawing in space, and where it is seen from. */
export interface Scene {
  readonly xaxis: SceneAxis;
  readonly yaxis: SceneAxis;
  readonly zaxis: SceneAxis;
  readonly camera: { readonly eye: Readonly<Record<"x" | "y" | "z", number>> };
}

/** An axis in space. */
export interface SceneAxis {
  readonly title: { readonly text: string };
  readonly gridcolor: string;
  /** At most so many labels. */
  readonly nticks: number;
}

/** Which lines a contour trace draws. */
export interface ContourLevels {
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly coloring: "fill" | "none";
}

/** Colours at positions 0 … 1. */
export type ColorScale = readonly (readonly [number, string])[];

/** Dash patterns, by Plotly's names. */
export type Dash = "solid" | "dash" | "dot" | "dashdot" | "longdash" | "longdashdot";

/** How a line is drawn. */
export interface LineStyle {
  readonly color: string;
  readonly width: number;
  readonly dash: Dash;
}

/** Marker shapes, by Plotly's names. */
export type MarkerSymbol = "circle" | "square" | "diamond" | "triangle-up" | "cross" | "x";

/** How a point is marked. */
export interface MarkerStyle {
  readonly color: string;
  readonly size: number;
  readonly symbol: MarkerSymbol;
  readonly line?: { readonly color: string; readonly width: number };
}

/** Title, axes and margins; colours of text are left to the page. */
export interface Layout {
  readonly title: { readonly text: string; readonly font: { readonly size: number } };
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  readonly showlegend: boolean;
  readonly height: number;
  /** The colours of its marks, for a page that has clearer ones; not where they lie on a field. */
  readonly colorway?: readonly string[];
  readonly annotations?: readonly Annotation[];
  readonly scene?: Scene;
  /** What every chart has in common: font sizes, margins, transparent backgrounds. */
  readonly font: { readonly size: number };
  readonly margin: Readonly<Record<"l" | "r" | "t" | "b", number>>;
  readonly paper_bgcolor: string;
  readonly plot_bgcolor: string;
  readonly legend: Readonly<Record<string, string | number>>;
  /** Names of traces are shown whole where a pointer rests. */
  readonly hoverlabel: { readonly namelength: -1 };
  readonly uniformtext: { readonly mode: "hide"; readonly minsize: number };
  readonly uirevision: string;
}

/** One axis; `tickvals` and `ticktext` label chosen positions. */
export interface Axis {
  readonly title?: { readonly text: string; readonly standoff: number };
  readonly type?: "linear" | "log" | "category";
  readonly range?: readonly [number, number];
  readonly autorange?: "reversed";
  readonly tickvals?: readonly number[];
  readonly ticktext?: readonly string[];
  readonly visible?: boolean;
  readonly showgrid?: boolean;
  readonly zeroline?: boolean;
  readonly scaleanchor?: "x";
  readonly constrain?: "domain";
  readonly automargin?: boolean;
  readonly fixedrange?: boolean;
  readonly exponentformat?: "power";
  /** On a logarithmic axis: decades from tick to tick. */
  readonly dtick?: number;
  readonly gridcolor?: string;
  readonly zerolinecolor?: string;
}

/** Words at a place in the coordinates of the axes; lines are separated by `<br>`. */
export interface Annotation {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly showarrow: false;
  readonly yanchor: "top" | "middle" | "bottom";
  readonly xanchor: "left" | "center" | "right";
  readonly font: { readonly size: number; readonly color?: string };
  readonly bgcolor?: string;
  readonly borderpad?: number;
}
