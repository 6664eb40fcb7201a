/** @file SVG as text: elements, text that cannot break out of them, short numbers. */

import { INDEX } from "../../tensor/name.js";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with attributes and content that is already SVG. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : escape(value ?? "")}"`)
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Text as it may stand in SVG; characters that XML forbids are left out. */
export function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A coordinate with at most two decimals. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Words at a place. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly fill?: string | undefined;
  readonly turn?: number;
  readonly weight?: string;
  /** A colour drawn around the letters, so that they can be read over lines. */
  readonly halo?: string | undefined;
  /** The axis that the words are the title of. */
  readonly axis?: "x" | "y" | "z";
}

/** Words; `y` is the middle of the letters. */
export function label({
  x,
  y,
  text,
  size,
  anchor = "middle",
  fill,
  turn,
  weight,
  halo,
  axis,
}: Label): string {
  const outline = { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
  return element(
    "text",
    {
      x,
      y: y + 0.35 * size,
      "font-size": size,
      "text-anchor": anchor,
      fill: fill ?? "currentColor",
      "font-weight": weight,
      transform: turn === undefined ? undefined : `rotate(${short(turn)} ${short(x)} ${short(y)})`,
      ...(halo === undefined ? {} : outline),
      "data-axis": axis,
    },
    typeset(text, size),
  );
}

/** Words with the indices in them raised; `dy` brings the line back, as baseline-shift is not drawn everywhere. */
function typeset(text: string, size: number): string {
  const raise = 0.35 * size;
  return text
    .split(INDEX)
    .map((part, at) => {
      if (at % 2 === 1) return element("tspan", { dy: -raise, "font-size": 0.75 * size }, escape(part));
      return at === 0 || part === "" ? escape(part) : element("tspan", { dy: raise }, escape(part));
    })
    .join("");
}

/** About how wide words are: the drawing knows no fonts. */
export function textWidth(text: string, size: number): number {
  return Array.from(text).length * 0.56 * size;
}
