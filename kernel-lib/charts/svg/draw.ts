/** @file A figure as one static SVG: title, axes, marks, legend. */

import type { Figure, Trace } from "../figure.js";
import { FAINT, FONT_SIZE_PX, NEUTRAL, TITLE_SIZE_PX, wrap } from "../style.js";
import { element, escape, label, short, textWidth } from "./element.js";
import { axisRange } from "./extents.js";
import { drawContour, drawHeatmap } from "./fields.js";
import { legendOf } from "./legend.js";
import { drawBars, drawScatter, type Scales } from "./marks.js";
import { scaleOf } from "./scale.js";
import { drawScene } from "./scene.js";

/** Width in pixels and the text for readers who do not see the drawing. */
export interface SvgOptions {
  readonly width: number;
  readonly description: string;
}

/** Where the marks are, in pixels. */
interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const MARGIN_PX = 12;
const LINE_PX = 20;
const TICK_GAP_PX = 6;
const TICK_WIDTH_PX = 70;
const TICK_HEIGHT_PX = 48;
/** Share of the labels' height by which labels that do not fit side by side are turned. */
const TURNED_DEGREES = -35;

/** The figure as SVG. Text and axes are in `currentColor`, the background is clear. */
export function drawSvg(figure: Figure, { width, description }: SvgOptions): string {
  const { layout, data } = figure;
  const titleCharacters = Math.floor((width - 2 * MARGIN_PX) / (0.56 * TITLE_SIZE_PX));
  const words = layout.title.text.replaceAll("<br>", " ");
  const title = wrap(words, titleCharacters);
  const legend = legendOf(figure, MARGIN_PX, width - 2 * MARGIN_PX);
  const frame = frameOf(figure, { width, titleLines: title.length, legendHeight: legend.height });
  const scales = scalesOf(figure, frame);
  const titleText = title.map((text, i) =>
    label({ x: width / 2, y: MARGIN_PX + (i + 0.5) * LINE_PX, text, size: TITLE_SIZE_PX, weight: "bold" }),
  );
  const content = [
    element("title", {}, escape(words)),
    element("desc", {}, escape(description)),
    ...titleText,
    layout.scene === undefined
      ? drawAxes(figure, frame, scales) + data.map((trace) => drawTrace(trace, scales)).join("")
      : drawScene(figure, { ...frame, left: MARGIN_PX, bottom: layout.height - MARGIN_PX }),
    drawNotes(figure, scales),
    legend.draw(layout.height - legend.height - MARGIN_PX / 2),
  ];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${layout.height}`,
      width,
      height: layout.height,
      role: "img",
      "font-family": "system-ui, sans-serif",
      style: "max-width: 100%; height: auto",
    },
    content.join("\n"),
  );
}

/** Words at places, line by line. */
function drawNotes({ layout }: Figure, scales: Scales): string {
  return (layout.annotations ?? [])
    .flatMap(({ x, y, text, font: { size, color: fill }, yanchor, bgcolor: halo }) =>
      text.split("<br>").map((line, i) => {
        const [left, top] = [scales.x.position(x), scales.y.position(y)];
        const down = yanchor === "middle" ? i * 1.25 * size : (i + 0.6) * 1.25 * size;
        return label({ x: left, y: top + down, text: line, size, fill, halo });
      }),
    )
    .join("");
}

function drawTrace(trace: Trace, scales: Scales): string {
  switch (trace.type) {
    case "scatter":
      return drawScatter(trace, scales);
    case "bar":
      return drawBars(trace, scales);
    case "heatmap":
      return drawHeatmap(trace, scales);
    case "contour":
      return drawContour(trace, scales);
    case "surface":
    case "scatter3d":
      // Drawn together by drawScene, because what is near hides what is far.
      return "";
  }
}

interface Room {
  readonly width: number;
  readonly titleLines: number;
  readonly legendHeight: number;
}

/** The frame inside title, labels and legend; with equal units on both axes, as large as fits, in the middle. */
function frameOf(figure: Figure, { width, titleLines, legendHeight }: Room): Frame {
  const { xaxis, yaxis, height } = figure.layout;
  const top = MARGIN_PX + titleLines * LINE_PX + 8;
  const axisRoom = xaxis.visible === false ? 0 : 2 * LINE_PX + TICK_GAP_PX + turnedRoom(figure, width);
  const bottom = height - MARGIN_PX / 2 - legendHeight - axisRoom;
  const ticks = scaleOf(yaxis, axisRange(figure, "y"), {
    start: bottom,
    end: top,
    tickCount: tickCountY(bottom - top),
  });
  const widest = Math.max(0, ...ticks.ticks.map(({ text }) => textWidth(text, FONT_SIZE_PX)));
  const left = yaxis.visible === false ? MARGIN_PX : MARGIN_PX + LINE_PX + widest + TICK_GAP_PX;
  const frame = { left, right: width - MARGIN_PX - 6, top, bottom };
  if (yaxis.scaleanchor === undefined) return frame;
  const [[x0, x1], [y0, y1]] = [axisRange(figure, "x"), axisRange(figure, "y")];
  const unit = Math.min((frame.right - left) / (x1 - x0), (bottom - top) / (y1 - y0));
  const spare = (frame.right - left - unit * (x1 - x0)) / 2;
  return { left: left + spare, right: frame.right - spare, top, bottom: top + unit * (y1 - y0) };
}

function scalesOf(figure: Figure, { left, right, top, bottom }: Frame): Scales {
  const { xaxis, yaxis } = figure.layout;
  const tickCount = Math.max(2, Math.floor((right - left) / TICK_WIDTH_PX));
  return {
    x: scaleOf(withLabels(figure), axisRange(figure, "x"), { start: left, end: right, tickCount }),
    y: scaleOf(yaxis, axisRange(figure, "y"), {
      start: bottom,
      end: top,
      tickCount: tickCountY(bottom - top),
    }),
  };

  /** A category axis with its labels as ticks. */
  function withLabels({ data }: Figure): typeof xaxis {
    const bars = data.find((trace) => trace.type === "bar");
    return bars === undefined ? xaxis : { ...xaxis, tickvals: bars.x.map((_, i) => i), ticktext: bars.x };
  }
}

function tickCountY(height: number): number {
  return Math.max(2, Math.floor(height / TICK_HEIGHT_PX));
}

/** Labels of the horizontal axis that have to be turned to fit, and the height this takes. */
function turnedRoom({ data, layout }: Figure, width: number): number {
  const labels = data.find((trace) => trace.type === "bar")?.x ?? layout.xaxis.ticktext ?? [];
  const widest = Math.max(0, ...labels.map((text) => textWidth(text, FONT_SIZE_PX)));
  return widest + 4 > (width - 80) / labels.length ? widest * Math.sin((-TURNED_DEGREES * Math.PI) / 180) : 0;
}

function drawAxes(figure: Figure, frame: Frame, scales: Scales): string {
  const { xaxis, yaxis } = figure.layout;
  const { left, right, top, bottom } = frame;
  const line = (d: string, stroke: string): string => element("path", { d, stroke, fill: "none" });
  const turned = turnedRoom(figure, right + MARGIN_PX + 6);
  const xTicks = scales.x.ticks.map(({ value, text }) => {
    const x = scales.x.position(value);
    const grid = xaxis.showgrid === false ? "" : line(`M${short(x)} ${short(top)}V${short(bottom)}`, FAINT);
    const turn = turned > 0 ? { turn: TURNED_DEGREES, anchor: "end" as const } : {};
    return (
      grid + label({ x, y: bottom + TICK_GAP_PX + 0.5 * FONT_SIZE_PX, text, size: FONT_SIZE_PX, ...turn })
    );
  });
  const yTicks = scales.y.ticks.map(({ value, text }) => {
    const y = scales.y.position(value);
    const grid =
      yaxis.showgrid === false
        ? ""
        : line(`M${short(left)} ${short(y)}H${short(right)}`, value === 0 ? NEUTRAL : FAINT);
    return grid + label({ x: left - TICK_GAP_PX, y, text, size: FONT_SIZE_PX, anchor: "end" });
  });
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const xTitle = {
    x: middle.x,
    y: bottom + TICK_GAP_PX + turned + 1.5 * LINE_PX,
    text: xaxis.title?.text ?? "",
  };
  const yTitle = { x: MARGIN_PX + 0.3 * LINE_PX, y: middle.y, text: yaxis.title?.text ?? "", turn: -90 };
  return [
    xaxis.visible === false ? "" : xTicks.join("") + label({ ...xTitle, size: FONT_SIZE_PX, axis: "x" }),
    yaxis.visible === false ? "" : yTicks.join("") + label({ ...yTitle, size: FONT_SIZE_PX, axis: "y" }),
  ].join("");
}
