/** @file A grading summed up: by student, by misconception, and what a teacher should know besides. */

import { misconceptionDeed, type Student } from "chainrule";
import type { CellProblem, Finding, State } from "../judging/finding.js";
import { exerciseRows, type ExerciseRow } from "./exercises.js";
import { likeness, mixedScripts } from "./legible.js";

/** One submission with all that was found. */
export interface Graded {
  readonly file: string;
  readonly student: Student;
  readonly unit: string;
  readonly pack: string;
  readonly findings: readonly Finding[];
  readonly problems: readonly CellProblem[];
  /** Why it could not be judged, or not to its end. */
  readonly failed?: string | undefined;
}

/** A submission in numbers. */
export interface StudentRow extends Graded {
  /** The id; where nobody has signed, the file. */
  readonly name: string;
  readonly counts: Readonly<Record<State, number>>;
  readonly points: number;
  readonly of: number;
  /** Points of answers that a teacher has to mark. */
  readonly toMark: number;
  readonly codes: readonly string[];
  /** What a teacher should know, in sentences. */
  readonly notes: readonly string[];
}

/** A misconception and who has it: `17 of 40 lost σ′ at the hidden layer`. */
export interface MisconceptionRow {
  readonly code: string;
  readonly unit: string;
  readonly count: number;
  readonly of: number;
  readonly sentence: string;
  readonly evidence: readonly {
    readonly name: string;
    readonly exercise: string;
    readonly message: string;
    readonly answer: string;
  }[];
}

/** The whole report. */
export interface Report {
  readonly made: string;
  readonly pack: string;
  readonly students: readonly StudentRow[];
  readonly misconceptions: readonly MisconceptionRow[];
  readonly exercises: readonly ExerciseRow[];
  /** Files that nobody has signed. */
  readonly unsigned: readonly string[];
  /** Ids that several files of one unit bear. */
  readonly duplicates: readonly {
    readonly id: string;
    readonly unit: string;
    readonly files: readonly string[];
  }[];
}

/** The states in the order in which they are shown. */
export const STATES: readonly State[] = ["passed", "to mark", "failed", "not answered", "not run", "error"];

/** The report on these submissions. */
export function reportOn(graded: readonly Graded[], pack: string, made: string): Report {
  const duplicates = duplicatesAmong(graded);
  const students = graded
    .map((one) =>
      studentRow(one, { pack, isDuplicate: duplicates.some(({ files }) => files.includes(one.file)) }),
    )
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const unsigned = students.filter(isUnsigned).map(({ file }) => file);
  const misconceptions = misconceptionRows(students);
  return { made, pack, students, misconceptions, exercises: exerciseRows(students), unsigned, duplicates };
}

/** How many submissions these are; a file that is none has no unit. */
export function submissionsText(students: readonly Graded[]): string {
  const count = students.filter(isSubmission).length;
  return count === 1 ? "1 submission" : `${count} submissions`;
}

/** Whether a file is a submission at all. */
export function isSubmission({ unit }: Graded): boolean {
  return unit !== "";
}

/** Nobody's, though it could be read. */
function isUnsigned({ student: { id }, findings }: Graded): boolean {
  return likeness(id) === "" && findings.length > 0;
}

function studentRow(one: Graded, { pack, isDuplicate }: { pack: string; isDuplicate: boolean }): StudentRow {
  const { findings, student, problems } = one;
  const count = (state: State): number => findings.filter((finding) => finding.state === state).length;
  const common = findings.filter(({ isCommon }) => isCommon).map(({ id }) => id);
  const scripts = mixedScripts(student.id);
  const notes = [
    ...(one.failed === undefined ? [] : [`The submission was not judged to its end: ${one.failed}.`]),
    ...(isDuplicate ? [`Several files bear the id ${student.id}.`] : []),
    ...(isUnsigned(one) ? ["Nobody has signed this submission; it stands under the name of its file."] : []),
    ...(scripts.length > 0 ? [`The id mixes letters that look alike: ${scripts.join(", ")}.`] : []),
    ...(common.length > 0 && student.id !== ""
      ? [`Answered with the values that everybody has who has not signed yet: ${common.join(", ")}.`]
      : []),
    ...(one.pack !== "" && one.pack !== pack
      ? [`Made with version ${one.pack} of the course; this is ${pack}.`]
      : []),
    ...problems.map(({ cell, problem }) => `Cell ${cell}: ${problem.replace(/\.?$/, ".")}`),
  ];
  return {
    ...one,
    name: likeness(student.id) === "" ? one.file : student.id,
    counts: Object.fromEntries(STATES.map((state) => [state, count(state)])) as Record<State, number>,
    points: total(findings.map(({ earned }) => earned)),
    of: total(findings.map(({ points }) => points)),
    toMark: total(findings.filter(({ state }) => state === "to mark").map(({ points }) => points)),
    codes: [...new Set(findings.flatMap(({ codes }) => codes))].sort(),
    notes,
  };
}

function total(points: readonly number[]): number {
  return points.reduce((sum, each) => sum + each, 0);
}

function duplicatesAmong(graded: readonly Graded[]): Report["duplicates"] {
  const keyOf = ({ unit, student }: Graded): string => `${unit} ${likeness(student.id)}`;
  const signed = graded.filter(({ student }) => likeness(student.id) !== "");
  const groups = [...new Set(signed.map(keyOf))].map((key) => signed.filter((one) => keyOf(one) === key));
  return groups
    .filter(({ length }) => length > 1)
    .map((group) => ({ id: group[0].student.id, unit: group[0].unit, files: group.map(({ file }) => file) }));
}

function misconceptionRows(students: readonly StudentRow[]): MisconceptionRow[] {
  const units = [...new Set(students.map(({ unit }) => unit))].sort();
  const rows = units.flatMap((unit) => {
    const all = students.filter((student) => student.unit === unit);
    const codes = [...new Set(all.flatMap((student) => student.codes))].sort();
    return codes.map((code) => misconceptionRow(code, unit, all));
  });
  return rows.sort((a, b) => b.count - a.count);
}

function misconceptionRow(code: string, unit: string, all: readonly StudentRow[]): MisconceptionRow {
  const those = all.filter(({ codes }) => codes.includes(code));
  const evidence = those.flatMap(({ name, findings }) =>
    findings
      .filter(({ codes }) => codes.includes(code))
      .map(({ id, message, answer }) => ({ name, exercise: id, message, answer })),
  );
  const [count, of] = [those.length, all.length];
  return {
    code,
    unit,
    count,
    of,
    evidence,
    sentence: `${count} of ${of} ${misconceptionDeed(code) ?? code}`,
  };
}
