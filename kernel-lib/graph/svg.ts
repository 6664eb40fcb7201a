/** @file The drawing of a graph, as SVG that takes its colours from the page. */

import { element, escape, short, textWidth } from "../charts/svg/element.js";
import { COLORS, inTurn } from "../charts/style.js";
import { place, type Placement, type Point, type Size } from "./layout.js";
import type { Edge, Model, Node } from "./model.js";
import type { Path } from "./paths.js";
import { arrow, shifted } from "./strokes.js";
import { signOf, symbolOf, valueLines, type Symbol } from "./symbols.js";
import { beside, NUMBER_PX, slopeOf, text } from "./text.js";
import { localText, nodeName } from "./words.js";

/** How a graph is drawn. */
export interface DrawingOptions {
  readonly direction: "right" | "down";
  readonly digits: number;
  readonly blank: boolean;
  readonly title: string;
  readonly description: string;
}

/** By how much a drawing may be made smaller. */
const SMALLEST_SHARE = 0.85;
const SYMBOL_PX = 18;
const LINE_PX = 17;
const PADDING_PX = 8;
/** Where a number is to be filled in. */
const ROOM = "= ________";
const SIGN_PX = 15;
const SIGN_RADIUS_PX = 14;
/** How far apart two highlighted paths run on a shared edge. */
const PATH_GAP_PX = 5;
const DASHES: readonly (string | undefined)[] = [undefined, "9 5", "2 5", "12 4 2 4"];
/** Below this slope a line counts as level: its label stands above it. */
const LEVEL_SLOPE = 0.2;
const SYMBOL_FONT = "'STIX Two Math','Cambria Math','Latin Modern Math',Cambria,'Times New Roman',serif";

/** Draws nodes with value above and gradient below their symbol, edges with local derivatives, and highlighted paths. */
export function drawGraph(model: Model, paths: readonly Path[], options: DrawingOptions): string {
  const { direction, title, description } = options;
  const placement = place(model, {
    direction,
    node: (node) => sizeOf(node, options),
    label: (edge) => labelSize(edge, options),
  });
  const { width, height } = placement;
  const edges = [drawEdge, drawLabel].flatMap((draw) =>
    model.edges.map((edge) => draw(edge, { placement, paths, options })),
  );
  const nodes = model.nodes.map((node) =>
    drawNode(node, placement.nodes.get(node) ?? { x: 0, y: 0 }, options),
  );
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${short(width)} ${short(height)}`,
      width,
      height,
      role: "img",
      "aria-label": title,
      "font-family": "system-ui,sans-serif",
      "font-size": NUMBER_PX,
      fill: "currentColor",
      // A little too wide for the page, it is drawn smaller; else it scrolls.
      style: `height:auto;max-width:max(100%, ${short(SMALLEST_SHARE * width)}px)`,
    },
    `<title>${escape(title)}</title><desc>${escape(description)}</desc>${edges.join("")}${nodes.join("")}`,
  );
}

/** How numbers are written, or whether there is room for them. */
type Numbers = Pick<DrawingOptions, "digits" | "blank">;

/** The lines of a node: value, symbol or sign, gradient. */
function linesOf({ tensor, gradient, kind }: Node, { digits, blank }: Numbers) {
  if (blank && kind !== "constant") {
    const value = tensor.trace === undefined ? valueLines(tensor, digits) : [ROOM];
    return kind === "operation" ? { value: [], gradient: [] } : { value, gradient: [ROOM] };
  }
  const small = kind !== "operation" || tensor.size === 1;
  return {
    value: small ? valueLines(tensor, digits) : [],
    gradient: gradient !== undefined && small ? valueLines(gradient, digits) : [],
  };
}

function sizeOf(node: Node, numbering: Numbers): Size {
  const { value, gradient } = linesOf(node, numbering);
  const numbers = Math.max(
    0,
    ...[...value, ...gradient.map((line) => `∇ ${line}`)].map((line) => textWidth(line, NUMBER_PX)),
  );
  if (node.kind === "constant") return { width: numbers + PADDING_PX, height: LINE_PX * value.length + 4 };
  const middle =
    node.kind === "operation"
      ? signWidth(node)
      : symbolWidth(node) + (sign(node) === "" ? 0 : textWidth(sign(node), SIGN_PX) + 18);
  const core = node.kind === "operation" ? 2 * SIGN_RADIUS_PX : 26;
  return {
    width: Math.max(middle, numbers) + (node.kind === "operation" ? 0 : 2 * PADDING_PX),
    height: core + LINE_PX * (value.length + gradient.length) + (node.kind === "operation" ? 0 : PADDING_PX),
  };
}

function symbolWidth({ tensor: { name } }: Node): number {
  if (name === undefined) return SYMBOL_PX;
  const { letter, above, below } = symbolOf(name);
  return textWidth(letter, SYMBOL_PX) + textWidth(above + below, NUMBER_PX);
}

function signWidth(node: Node): number {
  return Math.max(2 * SIGN_RADIUS_PX, textWidth(sign(node), SIGN_PX) + 12);
}

/** The sign of the operation that made a node; none where several did, or none. */
function sign({ tensor: { trace }, direct }: Node): string {
  return trace === undefined || !direct ? "" : signOf(trace);
}

function drawNode(node: Node, { x, y }: Point, numbering: Numbers): string {
  const { value, gradient } = linesOf(node, numbering);
  const { width, height } = sizeOf(node, numbering);
  const top = y - height / 2;
  if (node.kind === "constant") return text(value[0], { x, y });
  const inner = node.kind === "operation" ? 0 : PADDING_PX / 2;
  const core = node.kind === "operation" ? 2 * SIGN_RADIUS_PX : 26;
  const middle = top + inner + LINE_PX * value.length + core / 2;
  const numbers = [
    ...value.map((line, row) => text(line, { x, y: top + inner + LINE_PX * (row + 0.5) })),
    ...gradient.map((line, row) =>
      text(`${row === 0 ? "∇ " : ""}${line}`, { x, y: middle + core / 2 + LINE_PX * (row + 0.5) }),
    ),
  ].join("");
  const box = { x: x - width / 2, y: top, width, height, rx: 8 };
  const frame = element("rect", {
    ...box,
    fill: "currentColor",
    "fill-opacity": 0.05,
    stroke: "currentColor",
    "stroke-width": 1.3,
  });
  const content =
    node.kind === "operation"
      ? drawSign(node, { x, y: middle }) + numbers
      : frame + drawHead(node, { x, y: middle }) + numbers;
  return `<g><title>${escape(nodeName(node, numbering.digits))}</title>${content}</g>`;
}

/** The symbol of a named node; before it, small, the operation that made it. */
function drawHead(node: Node, { x, y }: Point): string {
  const { name } = node.tensor;
  const operation = sign(node);
  const shift = operation === "" ? 0 : SIGN_RADIUS_PX;
  const left = x + shift - symbolWidth(node) / 2 - 8;
  const made = operation === "" ? "" : text(`${operation} ▸`, { x: left, y, anchor: "end", size: 12 });
  const symbol = name === undefined ? "result" : symbolSvg(symbolOf(name));
  return (
    made +
    element(
      "text",
      {
        x: x + shift,
        y: y + 0.35 * SYMBOL_PX,
        "font-size": SYMBOL_PX,
        "font-family": SYMBOL_FONT,
        "text-anchor": "middle",
      },
      symbol,
    )
  );
}

function drawSign(node: Node, { x, y }: Point): string {
  const width = signWidth(node);
  const outline = {
    x: x - width / 2,
    y: y - SIGN_RADIUS_PX,
    width,
    height: 2 * SIGN_RADIUS_PX,
    rx: SIGN_RADIUS_PX,
  };
  return (
    element("rect", { ...outline, fill: "none", stroke: "currentColor", "stroke-width": 1.3 }) +
    text(sign(node), { x, y, size: SIGN_PX })
  );
}

/** Letter, raised and lowered parts; `dy` brings the line back afterwards, as baseline-shift is not drawn everywhere. */
function symbolSvg({ letter, above, below, upright }: Symbol): string {
  const raise = 0.4 * SYMBOL_PX;
  const base = element("tspan", upright ? {} : { "font-style": "italic" }, escape(letter));
  const up = above === "" ? "" : element("tspan", { dy: -raise, "font-size": NUMBER_PX }, escape(above));
  const down = element(
    "tspan",
    { dy: (above === "" ? 0 : raise) + 0.2 * SYMBOL_PX, "font-size": NUMBER_PX },
    escape(below),
  );
  return base + up + (below === "" ? "" : down);
}

interface EdgeContext {
  readonly placement: Placement;
  readonly paths: readonly Path[];
  readonly options: DrawingOptions;
}

function labelSize(edge: Edge, { digits, blank }: Numbers): Size {
  const written = blank ? undefined : localText(edge, digits);
  return written === undefined ? { width: 0, height: 0 } : { width: textWidth(written, 12) + 10, height: 30 };
}

function drawEdge(edge: Edge, { placement, paths }: EdgeContext): string {
  const { points } = placement.edges.get(edge) ?? { points: [] };
  const own = paths.flatMap((path, index) => (path.edges.includes(edge) ? [index] : []));
  return own.length === 0
    ? arrow(points, { color: "currentColor", width: 1.2, opacity: paths.length > 0 ? 0.45 : 0.8 })
    : own
        .map((index, at) => {
          const aside = (at - (own.length - 1) / 2) * PATH_GAP_PX;
          const dash = inTurn(DASHES, index);
          return arrow(shifted(points, aside), {
            color: pathColor(index),
            width: 2.6,
            opacity: 1,
            dash,
          });
        })
        .join("");
}

/** The page's colour for charts where it has one. */
function pathColor(index: number): string {
  return `var(--chart-${(index % COLORS.length) + 1}, ${inTurn(COLORS, index)})`;
}

/** The local derivative of an edge, beside the middle of its line. */
function drawLabel(edge: Edge, { placement, options: { digits, blank, direction } }: EdgeContext): string {
  const placed = placement.edges.get(edge);
  const written = blank ? undefined : localText(edge, digits);
  if (placed === undefined || written === undefined) return "";
  const { label, points } = placed;
  const slope = slopeOf(points[0], points[points.length - 1]);
  const width = textWidth(written, 12);
  const between = direction === "right" ? width : undefined;
  if (Math.abs(slope) >= LEVEL_SLOPE) return text(written, { ...beside(label, slope, between), size: 12 });
  const above = points.filter(({ x }) => Math.abs(x - label.x) <= width / 2).map(({ y }) => y);
  return text(written, { x: label.x, y: Math.min(label.y, ...above) - 11, size: 12 });
}
