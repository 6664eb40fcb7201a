/** @file The report: what is counted, and that nothing a student wrote can act in it. */

import { expect, it } from "vitest";
import type { Finding } from "../../app/grading/judging/finding.js";
import { exercisesCsv, studentsCsv } from "../../app/grading/report/csv.js";
import { misconceptionChart, studentChart } from "../../app/grading/report/charts.js";
import { reportHtml } from "../../app/grading/report/html.js";
import { reportOn, type Graded } from "../../app/grading/report/summary.js";
import { contrast } from "../../kernel-lib/charts/svg/color.js";

const HOSTILE = `=cmd("<script>alert(1)</script>")`;

function finding(id: string, state: Finding["state"], more: Partial<Finding> = {}): Finding {
  const earned = state === "passed" ? 2 : 0;
  return {
    id,
    title: id,
    points: 2,
    earned,
    state,
    codes: [],
    message: "",
    answer: "",
    isCommon: false,
    ...more,
  };
}

function graded(id: string, findings: readonly Finding[], more: Partial<Graded> = {}): Graded {
  const student = { id, term: "autumn" };
  return { file: `${id}.json`, student, unit: "09", pack: "1", findings, problems: [], ...more };
}

const lost = finding("09.dz1", "failed", { codes: ["M12"], message: "a message", answer: HOSTILE });
const report = reportOn(
  [
    graded("b", [lost, finding("09.dW1", "failed", { codes: ["M12", "M19"], earned: 0.5 })]),
    graded("a", [lost, finding("09.dW1", "passed")]),
    graded("A", [finding("09.dz1", "not run"), finding("09.dW1", "error")], {
      file: "other.json",
      pack: "2",
    }),
    graded("", [finding("09.dz1", "to mark"), finding("09.dW1", "passed", { isCommon: true })], {
      file: HOSTILE,
    }),
  ],
  "1",
  "2026-11-25T10:00:00.000Z",
);

it("counts students, not answers, by misconception", () => {
  const sentences = report.misconceptions.map(({ sentence }) => sentence);
  expect(sentences).toEqual([
    "2 of 4 lost σ′ at the hidden layer",
    "1 of 4 left out a transpose, or put it on the wrong factor",
  ]);
  expect(report.misconceptions[0].evidence.map(({ name, exercise }) => `${name} ${exercise}`)).toEqual([
    ...["a 09.dz1", "b 09.dz1", "b 09.dW1"],
  ]);
});

it("draws bars that are seen on light and on dark paper", () => {
  const colors = JSON.stringify([misconceptionChart(report), studentChart(report)]).match(/#\w{6}/g) ?? [];
  expect(colors.length).toBeGreaterThan(3);
  for (const color of colors) {
    expect(contrast(color, "#fdfdfb")).toBeGreaterThan(3);
    expect(contrast(color, "#16181d")).toBeGreaterThan(3);
  }
});

it("adds up what was earned, parts of exercises included", () => {
  expect(report.students.map(({ name, points, of }) => [name, points, of])).toEqual([
    [HOSTILE, 2, 4],
    ["a", 2, 4],
    ["A", 0, 4],
    ["b", 0.5, 4],
  ]);
});

it("tells of ids that differ in nothing but capitals, of unsigned files and of other versions", () => {
  expect(report.duplicates).toEqual([{ id: "a", unit: "09", files: ["a.json", "other.json"] }]);
  expect(report.students[2].notes).toEqual([
    "Several files bear the id A.",
    "Made with version 2 of the course; this is 1.",
  ]);
  expect(report.students[0].notes).toEqual([
    "Nobody has signed this submission; it stands under the name of its file.",
  ]);
  expect(report.unsigned).toEqual([HOSTILE]);
});

it("hands a spreadsheet no formula", () => {
  for (const text of [studentsCsv(report), exercisesCsv(report)]) {
    expect(text).toContain(`"'=cmd(""<script>alert(1)</script>"")"`);
    expect(text).not.toMatch(/(?:^|,)"?=/m);
  }
});

it.each([
  ["a formula behind a semicolon, where tables are cut", "1;=cmd()", `"1;'=cmd()"`],
  ["one behind a line break and spaces", "1\n =cmd()", `"1\n' =cmd()"`],
  ["one with a sign of double width", "＝cmd()", "'＝cmd()"],
  ["an escape of the terminal", "\u001b[2J", "⟨U+001B⟩[2J"],
  ["a turn of the writing direction", "a\u202eb", "a⟨U+202E⟩b"],
])("makes %s harmless", (_, answer, cell) => {
  const one = reportOn([graded("a", [finding("09.dz1", "failed", { answer })])], "1", "2026-11-25");
  expect(exercisesCsv(one)).toContain(`,${cell}\r\n`);
});

it.each([
  ["2026-117", "2026-117\u200b"],
  ["2026-117", "２０２６-117 "],
  ["ada", "A\u00adda"],
])("takes the ids %j and %j for the same", (id, other) => {
  const both = [graded(id, []), graded(other, [], { file: "other.json" })];
  expect(reportOn(both, "1", "2026-11-25").duplicates).toHaveLength(1);
});

it("tells of an id that is written in several alphabets", () => {
  const [{ notes }] = reportOn([graded("\u0430da", [])], "1", "2026-11-25").students;
  expect(notes).toEqual(["The id mixes letters that look alike: Latin, Cyrillic."]);
});

it("sums up every exercise", () => {
  expect(report.exercises).toEqual([
    {
      id: "09.dz1",
      title: "09.dz1",
      of: 4,
      counts: { failed: 2, "not run": 1, "to mark": 1 },
      earned: undefined,
      codes: [{ code: "M12", count: 2 }],
    },
    {
      ...{
        id: "09.dW1",
        title: "09.dW1",
        of: 4,
        counts: { passed: 2, failed: 1, error: 1 },
        earned: 4.5 / 8,
      },
      codes: [
        { code: "M12", count: 1 },
        { code: "M19", count: 1 },
      ],
    },
  ]);
});

it("shows what to look for beside the answers that are to be marked by hand", () => {
  const answer = "Because <b>it</b> is cheap.";
  const page = reportHtml(
    reportOn(
      [graded("a", [finding("09.why", "to mark", { answer, rubric: ["names the order"] })])],
      "1",
      "2026-11-25",
    ),
    "PLOTLY",
  );
  expect(page).toContain("<li>names the order</li>");
  expect(page).toContain("Because &lt;b&gt;it&lt;/b&gt; is cheap.");
  expect(page).toContain('<a href="#mark">1 answer</a> to be marked by hand.');
});

it("shows what students wrote as text, and lets only its own scripts run", () => {
  const page = reportHtml(report, "PLOTLY");
  expect(page).not.toContain("<script>alert");
  expect(page).toContain("=cmd(&quot;&lt;script&gt;alert(1)&lt;/script&gt;&quot;)");
  expect(page).toMatch(/default-src 'none'; script-src 'sha256-[\w+/=]+' 'sha256-[\w+/=]+';/);
  expect(page.match(/<script>/g)).toHaveLength(2);
  expect(page).toContain('<th scope="row">b</th>');
});

it("does not count a file that is no submission, and says what it is", () => {
  const none = graded("", [], { file: "broken.json", unit: "", failed: "it is no JSON object" });
  const html = reportHtml(reportOn([graded("a", [lost]), none], "1", "2026-11-25T10:00:00.000Z"), "");
  expect(html).toContain("<p>1 submission, graded on");
  expect(html).toContain("Of 1 exercise in 1 submission 0 are passed.");
  expect(html).toContain("broken.json: no submission");
  expect(html).not.toContain("unit :");
});
