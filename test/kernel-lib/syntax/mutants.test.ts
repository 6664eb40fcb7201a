/** @file Formulas of the corpus changed at one place: what is wrong is refused, what is the same is accepted. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import { setUp, withSeed } from "../../../kernel-lib/corpus/setting.js";
import { derive } from "../../../kernel-lib/derivation/derivation.js";
import { compare } from "../../../kernel-lib/syntax/equivalent.js";
import type { Environment } from "../../../kernel-lib/formula/evaluate.js";
import type { Form } from "../../../kernel-lib/formula/form.js";
import { parseProgram, type Syntax } from "../../../kernel-lib/syntax/grammar.js";
import { pointsOf } from "../../../kernel-lib/derivation/points.js";
import { readCorpus } from "../../../kernel-lib/syntax/read.js";
import { runProgram } from "../../../kernel-lib/syntax/program.js";
import { textOf } from "../../../kernel-lib/syntax/trees.js";
import type { CorpusCase } from "../../../kernel-lib/index.js";
import { tensor } from "../../../kernel-lib/tensor/create.js";
import { random } from "../../../kernel-lib/tensor/random.js";
import { sameShape } from "../../../kernel-lib/tensor/shape.js";
import type { Tensor } from "../../../kernel-lib/tensor/tensor.js";
import { rewritings, slips } from "./mutations.js";
import { changedOnce } from "./syntax-trees.js";

const MOST_PER_CASE = 20;
const POINTS = 8;
/** A slip counts as one only where it changes the value by more than this, and a rewriting by less than that. */
const DIFFERENT = 1e-6;
const SAME = 1e-11;

const corpus = JSON.parse(
  readFileSync(new URL("../../corpus/corpus-public.json", import.meta.url), "utf8"),
) as { cases: CorpusCase[] };

const counts = { cases: 0, mutants: 0, rewrites: 0 };
const passed: string[] = [];
const refused: string[] = [];
const textbookRefused: string[] = [];
corpus.cases.forEach(tryCase);
console.log(`${counts.cases} closed forms: ${counts.mutants} mutants, ${counts.rewrites} rewrites`);

describe("closed forms of the public corpus, changed at one place", () => {
  it("are accepted as the textbook has them, unchanged", () => {
    expect(textbookRefused).toEqual([]);
  });

  it("are refused where the change makes them wrong", () => {
    expect(passed).toEqual([]);
    expect(counts.mutants).toBeGreaterThan(15 * counts.cases);
  });

  it("are accepted where the change says the same", () => {
    expect(refused).toEqual([]);
    expect(counts.rewrites).toBeGreaterThan(15 * counts.cases);
  });
});

/** What a formula of one case is compared with. */
interface Target {
  readonly id: string;
  readonly wanted: Form;
  readonly scope: ReadonlyMap<string, Tensor>;
  readonly points: readonly Environment[];
  /** Names that the closed form binds, in its own words. */
  readonly bound: string;
  /** The names' values at the data and at the file's second point, and the gradient there. */
  readonly checks: readonly { readonly names: ReadonlyMap<string, Tensor>; readonly gradient: Tensor }[];
}

function tryCase(given: CorpusCase, at: number): void {
  const { closed_form: closed } = given;
  if (closed === undefined) return;
  const setting = setUp(given);
  const { result, source, scope, seed, elsewhere, program } = setting;
  const { closedForm: wanted, dependence } = derive(result, source, { seed, elsewhere });
  const seeds = Array.from({ length: POINTS }, (_, number) => number + 1);
  const others = seeds.map((number) => pointsOf(dependence, { seed: number }).there.environment);
  const points = [pointsOf(dependence).here.environment, ...others];
  const names = withSeed(scope, seed);
  const there = new Map([...elsewhere].map(([{ name }, value]) => [name?.base ?? "", value]));
  const checks = [
    { names, gradient: tensor(given.gradient) },
    {
      names: withSeed(runProgram(program, there).scope, seed),
      gradient: tensor(given.second_point.gradient),
    },
  ];
  const target = { id: given.id, wanted, scope: names, points, bound: boundIn(closed), checks };
  const { result: syntax } = parseProgram(closed);
  if (!isAccepted(target, textOf(syntax))) textbookRefused.push(given.id);
  counts.cases++;
  counts.mutants += tryMutants(target, sampled(changedOnce(syntax, slips), at));
  counts.rewrites += tryRewrites(target, rewrites(syntax, at));
}

function boundIn(closed: string): string {
  const end = closed.lastIndexOf(";");
  return end < 0 ? "" : closed.slice(0, end + 1);
}

/** Distinct candidates in a random order that the seed decides. */
function sampled(candidates: readonly Syntax[], seed: number): string[] {
  const source = random(seed);
  const texts = [...new Set(candidates.map(textOf))].map((text) => ({ text, order: source.uniform() }));
  return texts.sort((a, b) => a.order - b.order).map(({ text }) => text);
}

/** Rewritten once, and once more on top of the first few. */
function rewrites(syntax: Syntax, seed: number): string[] {
  const once = changedOnce(syntax, rewritings);
  const source = random(seed);
  const twice = Array.from({ length: MOST_PER_CASE }, () => once[Math.floor(source.uniform() * once.length)]);
  return sampled([...once, ...twice.flatMap((first) => changedOnce(first, rewritings).slice(0, 4))], seed);
}

/** Up to so many slips that change the value, or the shape: each must be refused. */
function tryMutants(target: Target, texts: readonly string[]): number {
  const wrong = texts.filter((text) => !isSame(target, text, DIFFERENT)).slice(0, MOST_PER_CASE);
  passed.push(...wrong.filter((text) => isAccepted(target, text)).map((text) => `${target.id}: ${text}`));
  return wrong.length;
}

/** Up to so many rewritings that keep the value at every point: each must be accepted. */
function tryRewrites(target: Target, texts: readonly string[]): number {
  const same = texts.filter((text) => isSame(target, text, SAME)).slice(0, MOST_PER_CASE);
  refused.push(...same.filter((text) => !isAccepted(target, text)).map((text) => `${target.id}: ${text}`));
  return same.length;
}

function isAccepted({ bound, scope, wanted, points }: Target, text: string): boolean {
  return compare(readCorpus(bound + text, scope), { kind: "form", form: wanted }, points).equal;
}

/** Whether a formula has the value of the gradient at the data, at first sight and without any algebra. */
function isSame({ bound, checks }: Target, text: string, within: number): boolean {
  return checks.every(({ names, gradient }) => {
    const value = valueOf(bound + text, names);
    return (
      value !== undefined && sameShape(value.shape, gradient.shape) && distance(value, gradient) <= within
    );
  });
}

/** The value of a formula; undefined where its shapes do not fit or an operation does not take them. */
function valueOf(text: string, names: ReadonlyMap<string, Tensor>): Tensor | undefined {
  try {
    return runProgram(parseProgram(text), names).result;
  } catch {
    return undefined;
  }
}
