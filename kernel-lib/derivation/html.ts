/** @file A derivation as HTML: a table of steps with typeset formulas, each with its spoken form. */

import type { Derivation } from "./derivation.js";
import {
  checkText,
  givenSides,
  shapeWords,
  shownLines,
  sizes,
  threeColumns,
  type ShownLine,
} from "./present.js";
import { meaningSides, type Sides } from "../writing/sides.js";

/** Front ends that set all cells at the right, as JupyterLab does, do so for numbers. */
const LEFT = "text-align: left";

/**
 * The derivation as a fragment of HTML with formulas between `\(` and `\)`, which the front end typesets.
 * Every formula stands in an element labelled with its spoken form.
 */
export function derivationHtml(derivation: Derivation): string {
  const meaning = meaningSides(derivation.title);
  const title = `Derivation of ${written(meaning)}, ${shapeWords(derivation, written)}`;
  return [
    `<div class="chainrule-derivation">`,
    `<p><strong>${title}</strong></p>`,
    given(derivation),
    steps(shownLines(derivation), `Derivation of ${meaning.spoken}`),
    numbers(derivation),
    `<p class="chainrule-check"><span aria-hidden="true">✓</span> ${checkText(derivation)}</p>`,
    `</div>`,
  ].join("\n");
}

function given(derivation: Derivation): string {
  const formulas = givenSides(derivation).map(written);
  return formulas.length === 0 ? "" : `<p>Given: ${formulas.join(", ")}.</p>`;
}

function steps(lines: readonly ShownLine[], name: string): string {
  const rows = lines.map(
    ({ rule, latex, spoken, value, shape, depth, law }) =>
      `<tr${depth === 0 ? "" : ` style="--depth: ${depth}"`}>` +
      `<th scope="row" style="${LEFT}${depth === 0 ? "" : `; padding-left: ${1 + depth}em`}">${escaped(rule)}${lawHtml(law)}</th>` +
      `<td style="${LEFT}">${formula(latex, spoken)}</td>` +
      `<td style="white-space: nowrap">${value === undefined ? "" : `${formula(small(value))}${shape.length === 0 ? "" : `<br><small>${sizes(shape)}</small>`}`}</td></tr>`,
  );
  return scrolling(
    `<table aria-label="${escaped(name)}"><thead><tr><th scope="col" style="${LEFT}">Step</th>` +
      `<th scope="col" style="${LEFT}">Line</th><th scope="col">Value</th></tr></thead>` +
      `<tbody>${rows.join("")}</tbody></table>`,
  );
}

/** The law of an elementary step in general form, below its name. */
function lawHtml(law: ShownLine["law"]): string {
  return law === undefined ? "" : `<br><small>${written(law)}</small>`;
}

function numbers(derivation: Derivation): string {
  const { latex, spoken, numbers: putIn, value } = threeColumns(derivation);
  const rows = [
    ["Symbols", formula(latex, spoken)],
    ["Numbers put in", formula(small(putIn))],
    ["Result", formula(small(value))],
  ];
  return scrolling(namedRows("In symbols and in numbers", rows));
}

/** A table with a name for those who hear it, of rows with their heads. */
export function namedRows(name: string, rows: readonly (readonly string[])[]): string {
  const body = rows.map(
    ([head, cell]) => `<tr><th scope="row" style="${LEFT}">${head}</th><td style="${LEFT}">${cell}</td></tr>`,
  );
  return `<table aria-label="${escaped(name)}"><tbody>${body.join("")}</tbody></table>`;
}

/** What is wider than the page scrolls in its own box. */
function scrolling(table: string): string {
  return `<div class="chainrule-scroll">${table}</div>`;
}

/** Matrices in small type, so that formula and numbers stand side by side. */
function small(latex: string): string {
  return latex
    .replaceAll("\\begin{bmatrix}", "\\left[\\begin{smallmatrix}")
    .replaceAll("\\end{bmatrix}", "\\end{smallmatrix}\\right]");
}

/** A formula with its spoken form. */
export function written({ latex, spoken }: Sides): string {
  return formula(latex, spoken);
}

/** A formula between `\\(` and `\\)`, with its spoken form as a title; numbers have none, they are read as they stand. */
function formula(latex: string, spoken?: string): string {
  const typeset = `\\(\\displaystyle ${escaped(latex)}\\)`;
  return spoken === undefined
    ? `<span>${typeset}</span>`
    : `<span title="${escaped(spoken)}">${typeset}</span>`;
}

/** Text as it may stand in HTML. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
