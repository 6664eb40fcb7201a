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

/** A table in HTML: names of columns, then rows; the first entry of a row is its heading. */
export function tableHtml(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const head = columns.map((column) => `<th scope="col">${proseHtml(column)}</th>`).join("");
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((cell) => `<td>${proseHtml(String(cell))}</td>`).join("");
    return `<tr><th scope="row">${proseHtml(String(first))}</th>${cells}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}
