/** @file The parts of the report: misconceptions with their evidence, answers to mark, exercises, students. */

import type { Finding } from "../judging/finding.js";
import { details, joined, link, list, share, table, type Content } from "./markup.js";
import { STATES, type MisconceptionRow, type Report, type StudentRow } from "./summary.js";

const SYMBOLS: Readonly<Record<Finding["state"], string>> = {
  passed: "✓",
  "to mark": "✎",
  failed: "✗",
  "not answered": "○",
  "not run": "–",
  error: "!",
};

/** The misconceptions, the most frequent first, then for each what was answered and what was said to it. */
export function misconceptionParts({ misconceptions }: Report): readonly string[] {
  const place = ({ code, unit }: MisconceptionRow): string => `${code}-${unit}`;
  const body = misconceptions.map((row) => [
    link(place(row), row.code),
    row.unit,
    share(row.count / row.of, row.sentence),
    [...new Set(row.evidence.map(({ exercise }) => exercise))].join(", "),
  ]);
  return [
    table("Students by misconception", ["Code", "Unit", "What they did", "Where"], body),
    ...misconceptions.map((row) =>
      details(
        `${row.code}: ${row.sentence}`,
        table(
          `Evidence for ${row.code}`,
          ["Student", "Exercise", "Answer", "Said to the student"],
          row.evidence.map(({ name, exercise, message, answer }) => [name, exercise, code(answer), message]),
        ),
        place(row),
      ),
    ),
  ];
}

/** For each exercise that is answered in words: what to look for, and all answers. */
export function toMarkParts({ students }: Report): readonly string[] {
  const open = students.flatMap(({ name, findings }) =>
    findings.filter(({ state }) => state === "to mark").map((finding) => ({ name, ...finding })),
  );
  return [...new Set(open.map(({ id }) => id))].sort().map((id) => {
    const those = open.filter((one) => one.id === id);
    const [{ title, points, rubric = [] }] = those;
    const answers = those.map(({ name, answer }) => [name, answer]);
    return details(
      `${id} ${title}, ${pointsText(points)}: ${those.length === 1 ? "1 answer" : `${those.length} answers`}`,
      (rubric.length === 0 ? "" : `<p>What to look for:</p>${list(rubric)}`) +
        table(`Answers to ${id}`, ["Student", "Answer"], answers),
    );
  });
}

/** Every exercise with what part of its points was earned, and what stood in the way. */
export function exerciseTable({ exercises, students }: Report): string {
  const used = usedStates(students);
  const body = exercises.map(({ id, title, of, counts, earned, codes }) => [
    `${id} ${title}`,
    earned === undefined ? "open" : share(earned, `${Math.round(earned * 100)} %`),
    ...used.map((state) => `${counts[state] ?? 0}\u00a0of\u00a0${of}`),
    codes.map(({ code, count }) => `${code} (${count})`).join(", "),
  ]);
  const heads = ["Exercise", "Points earned", ...used.map(capital), "Misconceptions (answers)"];
  return table("Exercises", heads, body);
}

/** A line for each student, then each one's exercises. */
export function studentParts({ students }: Report): readonly string[] {
  const used = usedStates(students);
  const body = students.map(({ name, unit, points, of, toMark, counts, codes, notes }, at) => [
    link(`student-${at}`, name),
    unit,
    share(
      of === 0 ? 0 : points / of,
      `${points}\u00a0of\u00a0${of}${toMark === 0 ? "" : `, ${toMark} to mark`}`,
    ),
    ...used.map((state) => String(counts[state])),
    codes.join(" "),
    notes.length === 0 ? "" : notes.length === 1 ? "1 note" : `${notes.length} notes`,
  ]);
  const heads = ["Student", "Unit", "Points", ...used.map(capital), "Codes", "Notes"];
  return [table("Exercises of each student by state", heads, body), ...students.map(studentDetails)];
}

function studentDetails(
  { name, student, file, unit, points, of, notes, findings }: StudentRow,
  at: number,
): string {
  const body = findings.map(({ id, title, state, points: worth, earned, message, codes, answer }) => [
    ...[`${id} ${title}`, `${SYMBOLS[state]} ${state}`, `${earned} of ${worth}`, codes.join(" ")],
    ...[state === "passed" ? "" : message, code(answer)],
  ]);
  const heads = ["Exercise", "State", "Points", "Codes", "Said to the student", "Answer"];
  const who = student.term === "" ? name : `${name}, ${student.term}`;
  if (unit === "") return details(`${file}: no submission`, list(notes), `student-${at}`);
  return details(
    `${who}, unit ${unit}: ${points} of ${of} points (${file})`,
    `${list(notes)}${table(`Exercises of ${name}`, heads, body)}`,
    `student-${at}`,
  );
}

function usedStates(students: readonly StudentRow[]): readonly Finding["state"][] {
  return STATES.filter((state) => state === "passed" || students.some(({ counts }) => counts[state] > 0));
}

function code(answer: string): Content {
  return answer === "" ? "" : joined([{ html: "<code>" }, answer, { html: "</code>" }], "");
}

function pointsText(points: number): string {
  return points === 1 ? "1 point" : `${points} points`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
