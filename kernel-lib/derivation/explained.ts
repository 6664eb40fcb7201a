/** @file An explanation as it is read: typeset, and in plain text. */

import { wordsLatex } from "../writing/sides.js";
import type { Explanation } from "./explain.js";
import { escaped, namedRows, written } from "./html.js";
import type { Law } from "./laws.js";

/** The line, then each law: in general form, what its letters stand for here, and what it needs. */
export function explanationHtml({ line, change, laws }: Explanation): string {
  return [
    `<div class="chainrule-derivation chainrule-explanation">`,
    `<p>Why ${written(line)}</p>`,
    ...(change === undefined ? [] : [`<p>Changed: ${written(change)}</p>`]),
    ...laws.map(lawHtml),
    `</div>`,
  ].join("\n");
}

function lawHtml({ rule, why, general, letters, facts }: Law): string {
  const rows = [
    ...(why === undefined ? [] : [["Why", escaped(why)]]),
    ...(general === undefined ? [] : [["In general", written(general)]]),
    ...(letters.length === 0
      ? []
      : [
          [
            "Here",
            letters.map(({ letter, stands }) => `${written(letter)} is ${written(stands)}`).join(", "),
          ],
        ]),
    ...facts.map((fact) => ["Needs", escaped(fact)]),
  ];
  return `<p><strong>${escaped(rule)}</strong></p>${namedRows(rule, rows)}`;
}

/** The explanation in plain text, a law in a few lines. */
export function explanationPlain({ line, change, laws }: Explanation): string {
  return [
    `Why ${line.plain}`,
    ...(change === undefined ? [] : [`changed: ${change.plain}`]),
    ...laws.flatMap(({ rule, why, general, letters, facts }) => [
      rule,
      ...(why === undefined ? [] : [`  why: ${why}`]),
      ...(general === undefined ? [] : [`  in general: ${general.plain}`]),
      ...(letters.length === 0
        ? []
        : [
            `  here: ${letters.map(({ letter, stands }) => `${letter.plain} is ${stands.plain}`).join(", ")}`,
          ]),
      ...facts.map((fact) => `  needs: ${fact}`),
    ]),
  ].join("\n");
}

/** The explanation as one typeset table: the line, then the general form of each law and its letters. */
export function explanationLatex({ line, laws }: Explanation): string {
  const rows = laws.flatMap(({ rule, general, letters }) => [
    `${wordsLatex(rule)}:\\quad ${general?.latex ?? ""}`,
    ...(letters.length === 0
      ? []
      : [
          `\\text{here }${letters.map(({ letter, stands }) => `${letter.latex} \\text{ is } ${stands.latex}`).join(",\\; ")}`,
        ]),
  ]);
  return `\\begin{array}{l} ${[line.latex, ...rows].join(" \\\\[4pt] ")} \\end{array}`;
}
