/** @file Colours of a scale, mixed between its given ones. */

import type { ColorScale } from "../figure.js";

type Rgb = readonly [number, number, number];

/** The colour at 0 … 1 of a scale, as `#RRGGBB`; beyond the ends, the end's. */
export function colorAt(scale: ColorScale, position: number): string {
  const place = Math.min(1, Math.max(0, position));
  const upper = Math.max(
    1,
    scale.findIndex(([start]) => start >= place),
  );
  const [[low, from], [high, to]] = [scale[upper - 1], scale[upper]];
  const share = high === low ? 0 : (place - low) / (high - low);
  const [a, b] = [parse(from), parse(to)];
  return `#${a
    .map((part, i) =>
      Math.round(part + share * (b[i] - part))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** Relative luminance, 0 (black) to 1 (white), as the Web Content Accessibility Guidelines define it. */
export function luminance(color: string): number {
  const [r, g, b] = parse(color).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours, 1 (none) to 21 (black on white). */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

function parse(color: string): Rgb {
  const part = (at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}
