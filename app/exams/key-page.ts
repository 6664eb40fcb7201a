/** @file A key as a page for the marker: working, marks, accepted forms, and what each mistake gives. */

import type { ExamPaper, KeyItem, KeyLine, KeyMistake, KeyPart } from "chainrule";
import { escaped, proseHtml } from "./page.js";
import { origin, pointsText } from "./paper-page.js";
import { spokenFormula, typeset } from "./typeset.js";

const HOW_TO_MARK = [
  "M marks the method: the formula of the line, with the student's own earlier values. A marks the result.",
  "What follows correctly from an earlier wrong result gets its M, not its A; write FT beside it.",
  "Numbers are given with 3 and with 6 decimals; every form that is equal is accepted, whatever its order.",
  "A number is right within half a unit of its third decimal, in proportion where it is larger than 1.",
  "Wrong answers are listed with the code of the misconception and what it gives with these numbers, also where an earlier mistake was carried on.",
];

/** The body of the page. */
export function keyBody(paper: ExamPaper, items: readonly KeyItem[]): string {
  return [
    `<h1>Key: ${escaped(paper.blueprint.title)}</h1>`,
    `<p>${escaped(origin(paper))} ${pointsText(paper.points)}. Not for students.</p>`,
    `<ul class="facts">${HOW_TO_MARK.map((line) => `<li>${escaped(line)}</li>`).join("")}</ul>`,
    ...items.map(itemHtml),
  ].join("\n");
}

function itemHtml({ item, parts, rubric, note, solution }: KeyItem): string {
  const { number, title, points, source, type, difficulty, given } = item;
  const shown = given.map((sides) => `<li>${spokenFormula(sides, "print")}</li>`).join("");
  return [
    `<section><h2><span>${number}. ${escaped(title)}</span> <span class="points">${pointsText(points)}</span></h2>`,
    `<p>${escaped(`${source}, type ${type}, difficulty ${difficulty}, handed in as ${item.id}.`)}</p>`,
    note === undefined ? "" : `<p><strong>${escaped(note)}</strong></p>`,
    shown === "" ? "" : `<ul class="given">${shown}</ul>`,
    rubric.length === 0 ? "" : rubricHtml(rubric),
    ...parts.map(partHtml),
    solution === undefined ? "" : `<h3>The course's solution as code</h3><pre>${escaped(solution)}</pre>`,
    `</section>`,
  ].join("\n");
}

function rubricHtml(rubric: KeyItem["rubric"]): string {
  const rows = rubric.map(
    ({ text, points }) => `<tr><td>${proseHtml(text)}</td><td class="points">${pointsText(points)}</td></tr>`,
  );
  return `<table><tbody>${rows.join("")}</tbody></table>`;
}

function partHtml({ name, marks, value, text, lines, equivalents, mistakes }: KeyPart): string {
  const right =
    value === undefined
      ? `<p><strong>${proseHtml(text ?? "")}</strong></p>`
      : `<p>${number(value.three.latex)} &nbsp; with 6 decimals ${number(value.six.latex)} &nbsp; (${escaped(value.shape)})</p>`;
  const forms = equivalents.map(({ latex, spoken }) => formula(latex, spoken));
  return [
    `<div class="part"><h3><code>${escaped(name)}</code> <span class="marks">${marksText(marks)}</span></h3>`,
    linesHtml(lines),
    right,
    forms.length === 0 ? "" : `<p>Accepted as well: ${forms.join("; ")}.</p>`,
    mistakes.length === 0 ? "" : mistakesHtml(mistakes),
    `</div>`,
  ].join("\n");
}

/** A value that scrolls on its own where the page is narrower. */
function number(latex: string): string {
  return `<span class="formula">${typeset(latex, "print")}</span>`;
}

function marksText({ method, result }: KeyPart["marks"]): string {
  const parts = [...(method === 0 ? [] : [`M ${method}`]), ...(result === 0 ? [] : [`A ${result}`])];
  return parts.length === 0 ? "" : `[${parts.join(", ")}]`;
}

function linesHtml(lines: readonly KeyLine[]): string {
  if (lines.length === 0) return "";
  const rows = lines.map(
    (line) =>
      `<tr><td>${formula(`\\displaystyle ${line.latex}`, line.spoken)}</td><td>${escaped(line.rule)}</td></tr>`,
  );
  return `<div class="scroll"><table class="lines"><tbody>${rows.join("")}</tbody></table></div>`;
}

/** What a message says of the answer; what it goes on to advise is for the student. */
function observation(message: string): string {
  return /^.*?[.?:](?= [A-Z]|$)/s.exec(message)?.[0] ?? message;
}

/** Mistakes of one code and with the same words share a row. */
function mistakesHtml(mistakes: readonly KeyMistake[]): string {
  const groups = new Map<string, KeyMistake[]>();
  for (const mistake of mistakes) {
    const words = `${mistake.code}\n${observation(mistake.message)}`;
    groups.set(words, [...(groups.get(words) ?? []), mistake]);
  }
  const rows = [...groups.values()].map((group) => {
    const [{ code, message }] = group;
    const gives = group.map(({ line, gives: value }) => {
      const number = escaped(value.plain);
      return line === undefined ? number : `${formula(line.latex, line.spoken)}, which gives ${number}`;
    });
    return `<tr><td class="code">${escaped(code)}</td><td>${gives.join("<br>")}</td><td>${proseHtml(observation(message))}</td></tr>`;
  });
  const head = ["mistake", "answer", "what it shows"].map((title) => `<th scope="col">${title}</th>`);
  return `<div class="scroll"><table class="mistakes"><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function formula(latex: string, spoken?: string): string {
  const title = spoken === undefined || spoken === "" ? "" : ` title="${escaped(spoken)}"`;
  return `<span class="formula"${title}>${typeset(small(latex), "print")}</span>`;
}

/** Matrices in small type, so that formula and numbers stand side by side. */
function small(latex: string): string {
  return latex
    .replaceAll("\\begin{bmatrix}", "\\left[\\begin{smallmatrix}")
    .replaceAll("\\end{bmatrix}", "\\end{smallmatrix}\\right]");
}
