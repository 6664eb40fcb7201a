/** @file What a notebook can show: one value in several MIME types. */

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

/** A table in HTML: names of columns, then rows; the first entry of a row is its heading. */
export function tableHtml(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((cell) => `<td>${escapeHtml(String(cell))}</td>`).join("");
    return `<tr><th scope="row">${escapeHtml(String(first))}</th>${cells}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}
