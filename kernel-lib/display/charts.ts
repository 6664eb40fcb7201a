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
  const figure = typeset(chart.figure);
  const meta = { summary, table: { columns: chart.table.columns, rows: rowsOf(chart) } };
  return {
    "application/vnd.plotly.v1+json": { ...figure, layout: { ...figure.layout, meta } },
    "text/html": `<figure style="margin:0">${scrolling(chart.svg())}${captionHtml(chart)}</figure>`,
    "text/plain": summary,
  };
}

/** A figure for Plotly: indices in all its words raised, long names in its legend broken. */
function typeset(figure: Figure): Figure {
  return JSON.parse(JSON.stringify(figure), (key, value: unknown) => {
    if (typeof value !== "string") return value;
    return raised(key === "name" ? wrap(value, NAME_CHARACTERS).join("<br>") : value);
  }) as Figure;
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
