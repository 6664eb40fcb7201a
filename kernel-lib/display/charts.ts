/** @file Charts as they are shown: Plotly's JSON where it is rendered, a drawing elsewhere, with words and numbers to both. */

import type { Chart } from "../charts/chart.js";
import { spokenNumeral } from "../tensor/numerals.js";
import { escapeHtml, tableHtml, type MimeBundle } from "./mime.js";

/** A chart for Plotly with its words and values beside it, as a drawing with the same, and as its summary. */
export function chartBundle(chart: Chart): MimeBundle {
  const { figure, summary } = chart;
  const table = { columns: chart.table.columns, rows: rowsOf(chart) };
  return {
    "application/vnd.plotly.v1+json": { ...figure, layout: { ...figure.layout, meta: { summary, table } } },
    "text/html": `<figure style="margin:0">${scrolling(chart.svg())}${captionHtml(chart)}</figure>`,
    "text/plain": summary,
  };
}

/** What stands under a drawing: its summary, and its values to unfold. */
function captionHtml(chart: Chart): string {
  const values = `<details><summary>Values</summary>${tableHtml(chart.table.columns, rowsOf(chart))}</details>`;
  return `<p>${escapeHtml(chart.summary)}</p>${values}`;
}

function rowsOf({ table }: Chart): readonly (readonly string[])[] {
  return table.rows.map((row) => row.map((cell) => (typeof cell === "number" ? spokenNumeral(cell) : cell)));
}

/** A drawing that keeps its size; on a narrow page it scrolls in its own box. */
function scrolling(svg: string): string {
  return `<div style="overflow-x:auto;max-width:100%">${svg}</div>`;
}
