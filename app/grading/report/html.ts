/** @file The report as one page that needs no network: what to teach again, what to mark, every exercise and student. */

import { createHash } from "node:crypto";
import { misconceptionChart, studentChart, type Chart } from "./charts.js";
import { exerciseTable, misconceptionParts, studentParts, toMarkParts } from "./sections.js";
import { escaped, joined, link, list, type Content } from "./markup.js";
import { STYLE } from "./style.js";
import { submissionsText, type Report } from "./summary.js";

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
${headline(report)}
${attention(report)}
${section("teach", "What to teach again", misconceptionParts(report), charts[0])}
${section("mark", "To mark by hand", toMarkParts(report))}
${section("exercises", "By exercise", [exerciseTable(report)])}
${section("students", "By student", studentParts(report), charts[1])}
</main>
<script>${plotly}</script>
<script>${drawing}</script>
</body>
</html>
`;
}

function headline({ students, made, pack }: Report): string {
  const shares = students.filter(({ of }) => of > 0).map(({ points, of }) => points / of);
  const middle = [...shares].sort((one, other) => one - other).at(Math.floor((shares.length - 1) / 2));
  const half =
    middle === undefined || shares.length < 3
      ? ""
      : ` Half of them have ${Math.round(middle * 100)} % of the points or less.`;
  return `<p>${escaped(`${submissionsText(students)}, graded on ${made.slice(0, 10)} with version ${pack} of the course.${half}`)}</p>
<p class="soft">Points are given for what was judged right, and for steps that follow correctly from an earlier mistake. “Not run” means that no answer came.</p>`;
}

/** What a teacher has to see to before the points are final. */
function attention({ students, duplicates, unsigned }: Report): string {
  const toMark = students
    .flatMap(({ findings }) => findings)
    .filter(({ state }) => state === "to mark").length;
  const placeOf = (file: string): string =>
    `student-${students.findIndex((student) => student.file === file)}`;
  const linked = (files: readonly string[]): Content =>
    joined(
      files.map((file) => link(placeOf(file), file)),
      ", ",
    );
  const stopped = students.filter(({ failed }) => failed !== undefined).map(({ file }) => file);
  const items: Content[] = [
    ...(toMark === 0
      ? []
      : [
          joined(
            [link("mark", toMark === 1 ? "1 answer" : `${toMark} answers`), "to be marked by hand."],
            " ",
          ),
        ]),
    ...(unsigned.length === 0 ? [] : [joined(["Nobody has signed:", linked(unsigned)], " ")]),
    ...duplicates.map(({ id, unit, files }) =>
      joined([`The id ${id} stands on several files of unit ${unit}:`, linked(files)], " "),
    ),
    ...(stopped.length === 0 ? [] : [joined(["Not judged to the end:", linked(stopped)], " ")]),
  ];
  return items.length === 0 ? "" : `<section class="note"><h2>To see to</h2>${list(items)}</section>`;
}

function section(place: string, title: string, parts: readonly string[], chart?: Chart): string {
  if (parts.length === 0) return "";
  const [first, ...rest] = parts;
  const drawn =
    chart === undefined
      ? first
      : `<p>${escaped(chart.says)}</p>
<div class="beside">${first}<div id="${chart.id}" class="chart" role="img" aria-label="${escaped(chart.says)}"></div></div>`;
  return `<section id="${place}"><h2>${title}</h2>${[drawn, ...rest].join("\n")}</section>`;
}

/** Draws the charts in the colours of the page; text in them is data, never markup. */
function drawingScript(charts: readonly Chart[]): string {
  const figures = charts.map(({ id, data, layout }) => ({ id, data, layout }));
  return `
const FIGURES = ${JSON.stringify(figures).replaceAll("<", "\\u003c")};
const draw = () => {
  const style = getComputedStyle(document.body);
  const [ink, line] = [style.color, style.getPropertyValue("--line")];
  for (const { id, data, layout } of FIGURES) {
    const axis = { gridcolor: line, zerolinecolor: ink };
    const frame = { template: { layout: { xaxis: axis, yaxis: axis } }, font: { color: ink }, paper_bgcolor: "transparent", plot_bgcolor: "transparent", margin: { l: 60, r: 20, t: 40, b: 50 } };
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
