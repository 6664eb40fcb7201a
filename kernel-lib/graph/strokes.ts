/** @file Lines of a drawing: arrows along points. */

import { element, short } from "../charts/svg/element.js";
import type { Point } from "./layout.js";

const ARROW_PX = 9;

/** How a line is drawn. */
export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly opacity: number;
  readonly dash?: string | undefined;
}

/** A rounded line through the points with a head at its end. */
export function arrow(points: readonly Point[], { color, width, opacity, dash }: Stroke): string {
  const [before, end] = points.slice(-2);
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [ux, uy] = [(end.x - before.x) / length, (end.y - before.y) / length];
  const neck = { x: end.x - ux * ARROW_PX, y: end.y - uy * ARROW_PX };
  const half = ARROW_PX * 0.45;
  const head = [
    end,
    { x: neck.x - uy * half, y: neck.y + ux * half },
    { x: neck.x + uy * half, y: neck.y - ux * half },
  ];
  return (
    element("path", {
      d: rounded([...points.slice(0, -1), neck]),
      fill: "none",
      stroke: color,
      "stroke-width": width,
      "stroke-opacity": opacity,
      "stroke-dasharray": dash,
    }) + element("polygon", { points: head.map(coordinates).join(" "), fill: color, "fill-opacity": opacity })
  );
}

/** A smooth line through all points (Catmull and Rom's, as cubic curves). */
function rounded(points: readonly Point[]): string {
  const at = (index: number): Point => points[Math.min(Math.max(index, 0), points.length - 1)];
  const curves = points.slice(1).map((end, index) => {
    const [before, start, after] = [at(index - 1), at(index), at(index + 2)];
    const leave = { x: start.x + (end.x - before.x) / 6, y: start.y + (end.y - before.y) / 6 };
    const arrive = { x: end.x - (after.x - start.x) / 6, y: end.y - (after.y - start.y) / 6 };
    return `C${[leave, arrive, end].map(coordinates).join(" ")}`;
  });
  return [`M${coordinates(points[0])}`, ...curves].join(" ");
}

/** The same line, moved sideways from its overall direction. */
export function shifted(points: readonly Point[], aside: number): Point[] {
  const [start, end] = [points[0], points[points.length - 1]];
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const [nx, ny] = [-(end.y - start.y) / length, (end.x - start.x) / length];
  return points.map(({ x, y }) => ({ x: x + nx * aside, y: y + ny * aside }));
}

function coordinates({ x, y }: Point): string {
  return `${short(x)},${short(y)}`;
}
