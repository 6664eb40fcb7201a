/** @file Charts as they are shown: Plotly's JSON where it is rendered, a drawing elsewhere, with words and numbers to both. */

import type { Chart } from "../charts/chart.js";
import type { Figure } from "../charts/figure.js";
import { wrap } from "../charts/style.js";
import { spokenNumeral } from "../tensor/numerals.js";
import { proseHtml, raised, tableHtml, type MimeBundle } from "./mime.js";

/** A line of a legend has at most so many, so that a telephone shows them all. */
const NAME_CHARACTERS = 38;

/** A chart for Plotly with its words and values beside it, as a drawing with the same, and as its summary. */
export function chartBundle(chart: Chart): MimeBundle {
  const { summary } = chart;
  const figure = typeset(chart.figure) as Figure;
  const meta = { summary, table: { columns: chart.table.columns, rows: rowsOf(chart) } };
  return {
    "application/vnd.plotly.v1+json": { ...figure, layout: { ...figure.layout, meta } },
    "text/html": `<figure style="margin:0">${scrolling(chart.svg())}${captionHtml(chart)}</figure>`,
    "text/plain": summary,
  };
}

/** A part of a figure for Plotly: indices in all its words raised, long names in its legend broken; numbers as they are. */
function typeset(part: unknown, key = ""): unknown {
  if (typeof part === "string")
    return raised(key === "name" ? wrap(part, NAME_CHARACTERS).join("<br>") : part);
  if (Array.isArray(part))
    return typeof part[0] === "number" ? part : part.map((each: unknown) => typeset(each));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, typeset(each, name)]));
}

/** What stands under a drawing: its summary, and its values to unfold. */
function captionHtml(chart: Chart): string {
  const values = `<details><summary>Values</summary>${tableHtml(chart.table.columns, rowsOf(chart))}</details>`;
  return `<p>${proseHtml(chart.summary)}</p>${values}`;
}

function rowsOf({ table }: Chart): readonly (readonly string[])[] {
  return table.rows.map((row) => row.map((cell) => (typeof cell === "number" ? spokenNumeral(cell) : cell)));
}

/** A drawing that keeps its size; on a narrow page it scrolls in its own box. */
function scrolling(svg: string): string {
  return `<div style="overflow-x:auto;max-width:100%">${svg}</div>`;
}
