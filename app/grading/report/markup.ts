/** @file Markup of the report: text made harmless, tables, details. */

import { legible } from "./legible.js";

/** What stands in a cell: text, or markup that was made here. */
export type Content = string | { readonly html: string };

/** A table; the first cell of a row names it. It scrolls by itself where it is wider than the page. */
export function table(
  caption: string,
  heads: readonly string[],
  body: readonly (readonly Content[])[],
): string {
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join("");
  const rows = body.map(
    ([name, ...rest]) =>
      `<tr><th scope="row">${markup(name)}</th>${rest.map((each) => `<td>${markup(each)}</td>`).join("")}</tr>`,
  );
  return `<div class="table" role="region" tabindex="0" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

/** Something that is opened where it is wanted; a link to its place opens it too. */
export function details(summary: string, inner: string, place?: string): string {
  const id = place === undefined ? "" : ` id="${escaped(place)}"`;
  return `<details><summary>${escaped(summary)}</summary><div${id}>${inner}</div></details>`;
}

/** A link within the page. */
export function link(place: string, text: string): Content {
  return { html: `<a href="#${escaped(place)}">${escaped(text)}</a>` };
}

/** Several contents as one, with a text between them. */
export function joined(contents: readonly Content[], between: string): Content {
  return { html: contents.map(markup).join(escaped(between)) };
}

/** A share from 0 to 1 as a number with a bar. */
export function share(part: number, text: string): Content {
  const percent = Math.round(part * 100);
  return { html: `<span class="share" style="--part: ${percent}%">${escaped(text)}</span>` };
}

/** Items of a list; nothing where there are none. */
export function list(items: readonly Content[]): string {
  return items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${markup(item)}</li>`).join("")}</ul>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that acts in no markup. */
export function escaped(text: string): string {
  return legible(text).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]);
}

function markup(content: Content): string {
  return typeof content === "string" ? escaped(content) : content.html;
}
