/** @file A grading by exercise: which went well, which did not, and what stood in the way. */

import type { Finding, State } from "../judging/finding.js";

/** An exercise over all submissions of its unit. */
export interface ExerciseRow {
  readonly id: string;
  readonly title: string;
  readonly of: number;
  readonly counts: Readonly<Partial<Record<State, number>>>;
  /** What part of all points was earned, from 0 to 1; undefined where a teacher has still to mark. */
  readonly earned?: number | undefined;
  /** The misconceptions in its answers, the most frequent first. */
  readonly codes: readonly { readonly code: string; readonly count: number }[];
}

/** The exercises in the order of their units. */
export function exerciseRows(all: readonly { readonly findings: readonly Finding[] }[]): ExerciseRow[] {
  const byId = new Map<string, Finding[]>();
  for (const finding of all.flatMap(({ findings }) => findings))
    byId.set(finding.id, [...(byId.get(finding.id) ?? []), finding]);
  return [...byId.values()].map(rowOf).sort((one, other) => unitOf(one) - unitOf(other));
}

function unitOf({ id }: ExerciseRow): number {
  return Number.parseInt(id, 10) || 0;
}

function rowOf(findings: readonly Finding[]): ExerciseRow {
  const [{ id, title }] = findings;
  const counts: Partial<Record<State, number>> = {};
  const codes = new Map<string, number>();
  for (const finding of findings) {
    counts[finding.state] = (counts[finding.state] ?? 0) + 1;
    for (const code of finding.codes) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  const sum = (points: (finding: Finding) => number): number =>
    findings.reduce((total, finding) => total + points(finding), 0);
  const isMarked = findings.some(({ state }) => state === "to mark");
  return {
    ...{ id, title, of: findings.length, counts },
    earned: isMarked ? undefined : sum(({ earned }) => earned) / sum(({ points }) => points),
    codes: [...codes].map(([code, count]) => ({ code, count })).sort((one, other) => other.count - one.count),
  };
}
