/** @file What a notebook can show: one value in several MIME types. */

import { INDEX } from "../tensor/name.js";

/** A board as data, for the course's own page. */
export const BOARD_TYPE = "application/vnd.chainrule.board+json";

/** The MIME types that values of this library come in. */
export type MimeType =
  | typeof BOARD_TYPE
  | "application/vnd.plotly.v1+json"
  | "image/svg+xml"
  | "text/html"
  | "text/latex"
  | "text/plain";

/** What begins as a number does, so that it is set at the right. */
const NUMBER = /^[-−+]?[\d.]/;

/** One value in every form it can be shown in; plain text is always among them. */
export type MimeBundle = Readonly<Partial<Record<MimeType, unknown>>> & { readonly "text/plain": string };

/** How values are written: significant digits of their numbers, 4 unless told. */
export interface WritingOptions {
  readonly digits?: number | undefined;
}

/** Text as it may stand in HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Words as they may stand in HTML, the indices in them raised. */
export function proseHtml(text: string): string {
  return raised(escapeHtml(text));
}

/** Indices raised, as HTML and Plotly do it. */
export function raised(text: string): string {
  return text.replaceAll(INDEX, "<sup>$1</sup>");
}

/** A table in HTML: names of columns, then rows; the first entry of a row is its heading. Words begin at the left. */
export function tableHtml(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const aligned = columns.map((_, at) =>
    rows.every((row) => NUMBER.test(String(row[at]))) ? "" : ` style="text-align:left"`,
  );
  const head = columns.map((column, at) => `<th scope="col"${aligned[at]}>${proseHtml(column)}</th>`);
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((cell, at) => `<td${aligned[at + 1]}>${proseHtml(String(cell))}</td>`);
    return `<tr><th scope="row"${aligned[0]}>${proseHtml(String(first))}</th>${cells.join("")}</tr>`;
  });
  return `<table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}
