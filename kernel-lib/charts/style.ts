/** @file How every chart looks: colours that colour-blind readers tell apart, patterns, sizes, the common layout. */

import type { Axis, ColorScale, Dash, Layout, MarkerSymbol } from "./figure.js";

/** Smallest text of a chart. */
export const FONT_SIZE_PX = 13;
/** A number that finds no room at its bar in this size is left out; the table has it. */
const SMALLEST_SIZE_PX = 12;
/** Text of the title. */
export const TITLE_SIZE_PX = 15;
/** Words of a title are broken into lines of at most this many characters, so that a telephone shows them all. */
const TITLE_CHARACTERS = 42;
const HEIGHT_PX = 380;

/** Line and marker colours after Okabe and Ito, darkened to at least 3 : 1 against white and near-black pages. */
export const COLORS: readonly string[] = ["#0072B2", "#D55E00", "#009E73", "#C0609A", "#9A7500", "#6A6FD0"];
/** A series also has its own pattern, so that no meaning hangs on colour alone. */
export const DASHES: readonly Dash[] = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
/** A class of points also has its own symbol. */
export const SYMBOLS: readonly MarkerSymbol[] = ["circle", "square", "diamond", "triangle-up", "cross", "x"];

/** Grey that shows on light and on dark pages, for grid lines and frames. */
export const FAINT = "rgba(128,128,128,0.3)";
/** Stronger grey, for zero lines and contour lines. */
export const NEUTRAL = "rgba(128,128,128,0.9)";
const CLEAR = "rgba(0,0,0,0)";

/** Low to high, from near white to dark blue. */
export const SEQUENTIAL: ColorScale = [
  [0, "#F3F6FA"],
  [0.5, "#6FAED6"],
  [1, "#08457E"],
];
/** The same, pale enough for black labels on top. */
export const PALE_SEQUENTIAL: ColorScale = [
  [0, "#F7F9FC"],
  [0.5, "#BFD9EC"],
  [1, "#7FB2D6"],
];
/** Blue below the middle, orange above. */
export const DIVERGING: ColorScale = [
  [0, "#0072B2"],
  [0.5, "#F7F7F7"],
  [1, "#D55E00"],
];
/** The same, pale enough for black labels and coloured points on top. */
export const PALE_DIVERGING: ColorScale = [
  [0, "#73B0D3"],
  [0.5, "#F7F7F7"],
  [1, "#E8A676"],
];
/** Black to white, as a photograph. */
export const GREYS: ColorScale = [
  [0, "#000000"],
  [1, "#FFFFFF"],
];

/** Mark number `index` of a list that starts again when it ends. */
export function inTurn<Mark>(marks: readonly Mark[], index: number): Mark {
  return marks[index % marks.length];
}

/** What a chart says for itself: its title and axes, and what differs from the common layout. */
export interface LayoutParts {
  readonly title: string;
  readonly xaxis: Axis;
  readonly yaxis: Axis;
  readonly showlegend: boolean;
  readonly height?: number;
  readonly annotations?: Layout["annotations"];
  readonly scene?: Layout["scene"];
}

/** The common layout with a chart's own parts; transparent, so that the page's theme shows through. */
export function layoutOf({ title, height = HEIGHT_PX, annotations, scene, ...parts }: LayoutParts): Layout {
  const lines = wrap(title, TITLE_CHARACTERS);
  return {
    ...parts,
    title: { text: lines.join("<br>"), font: { size: TITLE_SIZE_PX } },
    height,
    ...(annotations === undefined ? {} : { annotations }),
    ...(scene === undefined ? {} : { scene }),
    font: { size: FONT_SIZE_PX },
    margin: { l: 16, r: 16, t: 26 + 20 * lines.length, b: 16 },
    paper_bgcolor: CLEAR,
    plot_bgcolor: CLEAR,
    legend: { orientation: "h", x: 0, xanchor: "left", yref: "container", y: 0, yanchor: "bottom" },
    hoverlabel: { namelength: -1 },
    uniformtext: { mode: "hide", minsize: SMALLEST_SIZE_PX },
    uirevision: "same view while values change",
  };
}

/** An axis with a label, as the charts draw it; what is given overrides. */
export function axisOf(label: string, parts: Axis = {}): Axis {
  return {
    title: { text: label, standoff: 8 },
    automargin: true,
    exponentformat: "power",
    gridcolor: FAINT,
    zerolinecolor: NEUTRAL,
    ...parts,
  };
}

/** Words in few lines of about the same length, of at most so many characters; a longer word has a line of its own. */
export function wrap(text: string, characters: number): readonly string[] {
  const lines = filled(text, characters);
  const narrower = filled(text, characters - 1);
  const isShorter = lines.length > 1 && narrower.length === lines.length;
  return isShorter ? wrap(text, characters - 1) : lines;
}

function filled(text: string, characters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= characters) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** What a pointer shows of values by name, such as `{ "x₁": "x", "x₂": "y" }`, and of which trace it is. */
export function hoverOf(values: Readonly<Record<string, "x" | "y" | "z">>, trace = ""): string {
  const words = Object.entries(values).map(([name, of]) => `${name} = %{${of}:.4~g}`);
  return `${words.join("<br>")}<extra>${trace}</extra>`;
}
