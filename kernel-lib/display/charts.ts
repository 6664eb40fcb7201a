/** @file Charts as they are shown: Plotly's JSON where it is rendered, a drawing elsewhere, with words and numbers to both. */

import type { Chart } from "../charts/chart.js";
import { spokenNumeral } from "../tensor/numerals.js";
import { escapeHtml, tableHtml, type MimeBundle } from "./mime.js";

/** A chart for Plotly, as a drawing with its summary and values, and as its summary. */
export function chartBundle(chart: Chart): MimeBundle {
  const { figure, summary } = chart;
  return {
    "application/vnd.plotly.v1+json": { ...figure, layout: { ...figure.layout, meta: { summary } } },
    "text/html": `<figure style="margin:0">${scrolling(chart.svg())}${captionHtml(chart)}</figure>`,
    "text/plain": summary,
  };
}

/** What stands under a chart: its summary, and its values to unfold. */
export function captionHtml({ summary, table }: Chart): string {
  const rows = table.rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? spokenNumeral(cell) : cell)),
  );
  const values = `<details><summary>Values</summary>${tableHtml(table.columns, rows)}</details>`;
  return `<p>${escapeHtml(summary)}</p>${values}`;
}

/** A drawing that keeps its size; on a narrow page it scrolls in its own box. */
function scrolling(svg: string): string {
  return `<div style="overflow-x:auto;max-width:100%">${svg}</div>`;
}
