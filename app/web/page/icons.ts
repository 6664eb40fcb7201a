/** @file The few signs on the page's buttons, drawn as lines in the colour of the text. */

const PATHS = {
  outline: "M4 6h16M4 12h16M4 18h10",
  run: "M8 5l11 7-11 7z",
  runAll: "M4 5l8 7-8 7zM13 5l8 7-8 7z",
  interrupt: "M7 7h10v10H7z",
  restart: "M19 12a7 7 0 1 1-2.2-5.1M17 3v4h-4",
  save: "M5 5h11l3 3v11H5zM8 5v5h7V5M8 19v-6h8v6",
  submit: "M4 14v5h16v-5M12 15V4M8 8l4-4 4 4",
  reset: "M4 12a8 8 0 1 0 2.6-5.9M4 4v4h4M12 8v4l3 2",
  close: "M6 6l12 12M18 6L6 18",
} as const;

export type IconName = keyof typeof PATHS;

const SVG = "http://www.w3.org/2000/svg";

/** A sign of 20 × 20 pixels; hidden from screen readers, as the button says its name. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
