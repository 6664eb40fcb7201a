/** @file The report as one page that needs no network: charts with their tables beside them, then every student. */

import { createHash } from "node:crypto";
import type { Finding } from "../judging/finding.js";
import { misconceptionChart, studentChart, type Chart } from "./charts.js";
import { STYLE } from "./style.js";
import { STATES, type MisconceptionRow, type Report, type StudentRow } from "./summary.js";

const SYMBOLS: Readonly<Record<Finding["state"], string>> = {
  passed: "✓",
  "to mark": "✎",
  failed: "✗",
  "not answered": "○",
  "not run": "–",
  error: "!",
};

/** The page; `plotly` is the text of that library. */
export function reportHtml(report: Report, plotly: string): string {
  const charts = [misconceptionChart(report), studentChart(report)];
  const drawing = drawingScript(charts);
  // Students have written what stands here: nothing of it may run, and nothing may be fetched.
  const policy = `default-src 'none'; script-src ${[plotly, drawing].map(hashOf).join(" ")}; style-src 'unsafe-inline'; img-src data: blob:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chainrule: grading report</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Grading report</h1>
<p>${escaped(headline(report))}</p>
${duplicatesHtml(report)}
${section("By misconception", charts[0], misconceptionTable(report.misconceptions))}
${report.misconceptions.map(evidenceHtml).join("\n")}
${section("By student", charts[1], studentTable(report.students))}
${report.students.map(studentHtml).join("\n")}
</main>
<script>${plotly}</script>
<script>${drawing}</script>
</body>
</html>
`;
}

function headline({ students, made, pack }: Report): string {
  const count = students.length === 1 ? "1 submission" : `${students.length} submissions`;
  const stopped = students.filter(({ failed }) => failed !== undefined).length;
  const rest = stopped === 0 ? "" : ` ${stopped} of them could not be judged to the end.`;
  return `${count}, graded on ${made.slice(0, 10)} with version ${pack} of the course.${rest} Only what was judged right counts as passed; “not run” means that no answer came.`;
}

function duplicatesHtml({ duplicates }: Report): string {
  const items = duplicates.map(
    ({ id, unit, files }) => `<li>${escaped(`${id}, unit ${unit}: ${files.join(", ")}`)}</li>`,
  );
  if (items.length === 0) return "";
  return `<section class="note"><h2>The same id more than once</h2><ul>${items.join("")}</ul></section>`;
}

function section(title: string, { id, says }: Chart, table: string): string {
  return `<section><h2>${title}</h2><p>${escaped(says)}</p>
<div class="beside"><div id="${id}" class="chart" role="img" aria-label="${escaped(says)}"></div>${table}</div></section>`;
}

function misconceptionTable(rows: readonly MisconceptionRow[]): string {
  const body = rows.map(({ code, unit, sentence }) => [code, unit, sentence]);
  return table("Students by misconception", ["Code", "Unit", "What they did"], body);
}

function evidenceHtml({ code, sentence, evidence }: MisconceptionRow): string {
  const body = evidence.map(({ name, exercise, message, answer }) => [name, exercise, message, answer]);
  const inner = table(`Evidence for ${code}`, ["Student", "Exercise", "Said to the student", "Answer"], body);
  return `<details><summary>${escaped(`${code}: ${sentence}`)}</summary>${inner}</details>`;
}

function studentTable(rows: readonly StudentRow[]): string {
  const used = STATES.filter((state) => state === "passed" || rows.some(({ counts }) => counts[state] > 0));
  const body = rows.map(({ name, student, unit, points, of, counts, codes }) => [
    ...[name, student.term, unit, `${points} of ${of}`],
    ...used.map((state) => String(counts[state])),
    codes.join(" "),
  ]);
  const heads = ["Student", "Term", "Unit", "Points", ...used.map(capital), "Codes"];
  return table("Exercises of each student by state", heads, body);
}

function studentHtml({ name, file, unit, points, of, notes, findings }: StudentRow): string {
  const body = findings.map(({ id, title, state, points: worth, message, codes, answer }) => [
    ...[`${id} ${title}`, `${SYMBOLS[state]} ${state}`, `${state === "passed" ? worth : 0} of ${worth}`],
    ...[codes.join(" "), state === "passed" ? "" : message, answer],
  ]);
  const heads = ["Exercise", "State", "Points", "Codes", "Said to the student", "Answer"];
  const list = notes.map((note) => `<li>${escaped(note)}</li>`).join("");
  return `<details><summary>${escaped(`${name}, unit ${unit}: ${points} of ${of} points (${file})`)}</summary>
${list === "" ? "" : `<ul>${list}</ul>`}${table(`Exercises of ${name}`, heads, body)}</details>`;
}

/** A table; the first cell of a row names it. It scrolls by itself where it is wider than the page. */
function table(caption: string, heads: readonly string[], body: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join("");
  const rows = body.map(
    ([name, ...rest]) =>
      `<tr><th scope="row">${escaped(name)}</th>${rest.map((text) => `<td>${escaped(text)}</td>`).join("")}</tr>`,
  );
  return `<div class="table" role="region" tabindex="0" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}

/** Draws the charts in the colours of the page; text in them is data, never markup. */
function drawingScript(charts: readonly Chart[]): string {
  const figures = charts.map(({ id, data, layout }) => ({ id, data, layout }));
  return `
const FIGURES = ${JSON.stringify(figures).replaceAll("<", "\\u003c")};
const draw = () => {
  const ink = getComputedStyle(document.body).color;
  for (const { id, data, layout } of FIGURES) {
    const frame = { font: { color: ink }, paper_bgcolor: "transparent", plot_bgcolor: "transparent", margin: { l: 60, r: 20, t: 40, b: 50 } };
    Plotly.react(id, data, { ...frame, ...layout }, { displayModeBar: false, responsive: true });
  }
};
draw();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
`;
}

function hashOf(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]);
}
