/** @file The report: what is counted, and that nothing a student wrote can act in it. */

import { expect, it } from "vitest";
import type { Finding } from "../../app/grading/judging/finding.js";
import { exercisesCsv, studentsCsv } from "../../app/grading/report/csv.js";
import { reportHtml } from "../../app/grading/report/html.js";
import { reportOn, type Graded } from "../../app/grading/report/summary.js";

const HOSTILE = `=cmd("<script>alert(1)</script>")`;

function finding(id: string, state: Finding["state"], more: Partial<Finding> = {}): Finding {
  return { id, title: id, points: 2, state, codes: [], message: "", answer: "", isCommon: false, ...more };
}

function graded(id: string, findings: readonly Finding[], more: Partial<Graded> = {}): Graded {
  const student = { id, term: "autumn" };
  return { file: `${id}.json`, student, unit: "09", pack: "1", findings, problems: [], ...more };
}

const lost = finding("09.dz1", "failed", { codes: ["M12"], message: "a message", answer: HOSTILE });
const report = reportOn(
  [
    graded("b", [lost, finding("09.dW1", "failed", { codes: ["M12", "M19"] })]),
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

it("gives points for what is passed and for nothing else", () => {
  expect(report.students.map(({ name, points, of }) => [name, points, of])).toEqual([
    [HOSTILE, 2, 4],
    ["a", 2, 4],
    ["A", 0, 4],
    ["b", 0, 4],
  ]);
});

it("tells of ids that differ in nothing but capitals, of unsigned files and of other versions", () => {
  expect(report.duplicates).toEqual([{ id: "a", unit: "09", files: ["a.json", "other.json"] }]);
  expect(report.students[2].notes).toEqual([
    "Several files bear the id A.",
    "Made with version 2 of the course; this is 1.",
  ]);
  expect(report.students[0].notes).toEqual(["Nobody has signed this submission."]);
});

it("hands a spreadsheet no formula", () => {
  for (const text of [studentsCsv(report), exercisesCsv(report)]) {
    expect(text).toContain(`"'=cmd(""<script>alert(1)</script>"")"`);
    expect(text).not.toMatch(/(?:^|,)"?=/m);
  }
});

it("shows what students wrote as text, and lets only its own scripts run", () => {
  const page = reportHtml(report, "PLOTLY");
  expect(page).not.toContain("<script>alert");
  expect(page).toContain("=cmd(&quot;&lt;script&gt;alert(1)&lt;/script&gt;&quot;)");
  expect(page).toMatch(/default-src 'none'; script-src 'sha256-[\w+/=]+' 'sha256-[\w+/=]+';/);
  expect(page.match(/<script>/g)).toHaveLength(2);
  expect(page).toContain('<th scope="row">b</th>');
});
