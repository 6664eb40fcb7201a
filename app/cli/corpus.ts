/** @file `chainrule corpus`: derives the reference cases of a corpus and says which criteria they meet. */

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  runCase,
  tryMutants,
  type CorpusCase,
  type CorpusResult,
  type Criteria,
  type MutantCounts,
} from "chainrule";
import type { Context, ExitCode } from "./context.js";

/** The words on the command line, as typed. */
export interface CorpusOptions {
  readonly files: readonly string[];
  readonly json?: string;
  readonly case?: string;
  readonly mutants?: boolean;
}

/** The criteria in the order of the corpus' README, as columns of the table. */
const CRITERIA: readonly (keyof Criteria)[] = ["value", "gradient", "symbolic", "lines", "size", "refused"];
const COLUMN_WIDTH = 11;
const TOTAL = "all";

/** Runs every case of the files; 1 when a criterion fails, 2 when a file cannot be read or has no such case. */
export async function corpus(
  { files, json, case: id, mutants }: CorpusOptions,
  { folder }: Context,
): Promise<ExitCode> {
  const cases = files.flatMap((file) => casesOf(resolve(folder, file)));
  const problem = cases.find((found) => typeof found === "string");
  if (problem !== undefined) return wrongUse(problem);
  const chosen = cases.flatMap((found) =>
    typeof found === "string" || (id !== undefined && found.id !== id) ? [] : [found],
  );
  if (chosen.length === 0)
    return wrongUse(id === undefined ? "the files hold no case" : `there is no case ${id}`);
  const results = chosen.map(runCase);
  for (const line of tableOf(results)) console.log(line);
  for (const { id: failed, failures } of results) {
    for (const failure of failures) console.log(`${failed}: ${failure}`);
  }
  if (id !== undefined) for (const result of results) printLines(result);
  console.log(speedOf(results));
  if (json !== undefined) writeFileSync(resolve(folder, json), `${JSON.stringify(results, undefined, 1)}\n`);
  const sound = mutants !== true || (await judgeMutants(chosen));
  return sound && results.every(({ failures }) => failures.length === 0) ? 0 : 1;
}

/** Changes every closed form, in every syntax, and prints how many were judged rightly; whether all were. */
async function judgeMutants(cases: readonly CorpusCase[]): Promise<boolean> {
  const found: MutantCounts[] = [];
  for (const given of cases) found.push(...(await tryMutants(given)));
  const wrong = found.flatMap(({ id, passed, refused }) => [
    ...passed.map((text) => `${id} passed: ${text}`),
    ...refused.map((text) => `${id} refused: ${text}`),
  ]);
  for (const syntax of new Set(found.map((counts) => counts.syntax))) {
    console.log(mutantLine(found.filter((counts) => counts.syntax === syntax)));
  }
  for (const line of wrong) console.log(line);
  return wrong.length === 0;
}

function mutantLine(own: readonly MutantCounts[]): string {
  const total = (count: (counts: MutantCounts) => number): number =>
    own.reduce((sum, counts) => sum + count(counts), 0);
  const mutants = total((counts) => counts.mutants);
  const rewrites = total((counts) => counts.rewrites);
  const reasons = own.flatMap(({ ambiguous }) =>
    ambiguous.map((reason) => reason.replaceAll(/\[[\d, ]*\]/g, "[…]")),
  );
  const counted = [...new Set(reasons)].map(
    (reason) =>
      `\n  ${reasons.filter((other) => other === reason).length} spellings mean something else: ${reason}`,
  );
  return (
    `${own[0].syntax}: ${mutants - total(({ passed }) => passed.length)} of ${mutants} mutants refused, ` +
    `${rewrites - total(({ refused }) => refused.length)} of ${rewrites} rewrites accepted${counted.join("")}`
  );
}

function wrongUse(problem: string): ExitCode {
  console.error(`chainrule corpus: ${problem}\nSee chainrule corpus --help`);
  return 2;
}

/** The cases of a file, or a sentence on why there are none. */
function casesOf(file: string): readonly (CorpusCase | string)[] {
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as { cases?: unknown };
    return Array.isArray(found.cases) ? (found.cases as CorpusCase[]) : [`${file} has no list of cases`];
  } catch (error) {
    return [`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** A row per group: how many cases meet each criterion, of those that it applies to. */
function tableOf(results: readonly CorpusResult[]): string[] {
  const groups = [...new Set(results.map(({ group }) => group)), TOTAL];
  const width = Math.max(...groups.map((group) => group.length));
  const head = `${"".padEnd(width)} ${CRITERIA.map((name) => name.padStart(COLUMN_WIDTH)).join("")}`;
  return [
    head,
    ...groups.map((group) => {
      const own = results.filter((result) => group === TOTAL || result.group === group);
      return `${group.padEnd(width)} ${CRITERIA.map((name) => share(own, name).padStart(COLUMN_WIDTH)).join("")}`;
    }),
  ];
}

function share(results: readonly CorpusResult[], criterion: keyof Criteria): string {
  const verdicts = results.flatMap(({ ok }) => (ok[criterion] === null ? [] : [ok[criterion]]));
  return verdicts.length === 0 ? "–" : `${verdicts.filter((met) => met).length} of ${verdicts.length}`;
}

function printLines({ lines, closed_form: closed }: CorpusResult): void {
  for (const { of, rule, form } of lines) console.log(`  ${of} = ${form}    [${rule}]`);
  console.log(`  closed form: ${closed ?? "none"}`);
}

function speedOf(results: readonly CorpusResult[]): string {
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): string =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  const total = times.reduce((sum, ms) => sum + ms, 0);
  return `${times.length} derivations, every line verified: median ${at(0.5)} ms, 95 % within ${at(0.95)} ms, ${(total / 1000).toFixed(1)} s in all`;
}
