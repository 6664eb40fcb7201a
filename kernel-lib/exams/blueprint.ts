/** @file The blueprint of an exam: a small data file, read with every field checked. */

import type { ExerciseType } from "../exercises/exercise.js";
import { UsageError } from "../tensor/errors.js";

/** One item of an exam before its numbers are drawn. */
export interface BlueprintItem {
  /** An exercise (`08.dz2`), a unit (`08`: one of its exercises of the type is drawn), or a family (`pass`). */
  readonly exercise: string;
  readonly type: ExerciseType;
  /** In steps of a half. */
  readonly points: number;
  /** 1 easy, 2 as in the course, 3 hard: families draw other sizes by it; elsewhere it is a note for the marker. */
  readonly difficulty: 1 | 2 | 3;
}

/** What an exam is made from, together with a seed. */
export interface Blueprint {
  readonly title: string;
  /** Without one the paper has tables of σ and −ln. */
  readonly calculator: boolean;
  readonly format: "A4" | "Letter";
  /** How long the exam takes, where the paper is to say it. */
  readonly minutes?: number | undefined;
  readonly items: readonly BlueprintItem[];
}

type Fields = Readonly<Record<string, unknown>>;
/** What a field has to be, and whether a value is that. */
type Rule = readonly [needs: string, holds: (value: unknown) => boolean];

const TYPES: readonly string[] = ["F", "D", "P", "B", "S", "N", "G", "E", "Q"] satisfies ExerciseType[];

const TEXT: Rule = ["a text that is not empty", (value) => typeof value === "string" && value.trim() !== ""];

const OF_BLUEPRINT: Readonly<Record<keyof Blueprint, Rule>> = {
  title: TEXT,
  calculator: ["true or false", (value) => typeof value === "boolean"],
  format: ['"A4" or "Letter"', (value) => value === "A4" || value === "Letter"],
  minutes: ["a whole number from 1 on", (value) => value === undefined || isPositive(value, 1)],
  items: ["a list with at least one item", (value) => Array.isArray(value) && value.length > 0],
};

const OF_ITEM: Readonly<Record<keyof BlueprintItem, Rule>> = {
  exercise: TEXT,
  type: [`one of ${TYPES.join(", ")}`, (value) => typeof value === "string" && TYPES.includes(value)],
  points: ["a number of halves above 0, such as 2 or 2.5", (value) => isPositive(value, 0.5)],
  difficulty: ["1, 2 or 3", (value) => value === 1 || value === 2 || value === 3],
};

/**
 * The blueprint in data from outside.
 * @throws UsageError that names every field that is missing, unknown or wrong, and what it needs.
 */
export function readBlueprint(data: unknown): Blueprint {
  const problems = isFields(data)
    ? problemsOf(data)
    : [`the file holds ${shown(data)}; it needs an object { … }`];
  if (problems.length > 0) throw new UsageError(`blueprint: ${problems.join("\nblueprint: ")}`);
  // Every field was looked at above.
  return data as Blueprint;
}

function problemsOf(data: Fields): string[] {
  const items: readonly unknown[] = Array.isArray(data["items"]) ? data["items"] : [];
  const ofItems = items.flatMap((item, at) =>
    isFields(item)
      ? fieldProblems(item, OF_ITEM, `items[${at}].`)
      : [`items[${at}] is ${shown(item)}; it needs an object { … }`],
  );
  return [...fieldProblems(data, OF_BLUEPRINT, ""), ...ofItems];
}

function fieldProblems(data: Fields, rules: Readonly<Record<string, Rule>>, where: string): string[] {
  const wrong = Object.entries(rules).flatMap(([name, [needs, holds]]) =>
    holds(data[name]) ? [] : [`${where}${name} is ${shown(data[name])}; it needs ${needs}`],
  );
  const unknown = Object.keys(data).filter((name) => !Object.hasOwn(rules, name));
  const known = Object.keys(rules).join(", ");
  return [...wrong, ...unknown.map((name) => `${where}${name} is not known; there are ${known}`)];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPositive(value: unknown, step: number): boolean {
  return typeof value === "number" && value > 0 && Number.isInteger(value / step);
}

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value).slice(0, 40);
}
