/** @file Closed forms of a case changed at one place, in every syntax: wrong ones must be refused, equal ones accepted. */

import { distance } from "../autodiff/check.js";
import { derive } from "../derivation/derivation.js";
import { pointsOf } from "../derivation/points.js";
import type { Form } from "../formula/form.js";
import type { FormulaContext } from "../syntax/context.js";
import { equivalent } from "../syntax/equivalent.js";
import { parseProgram, type Program, type Syntax } from "../syntax/grammar.js";
import { runProgram } from "../syntax/program.js";
import type { FormulaSyntax } from "../syntax/read.js";
import { childrenOf, textOf, withChildren } from "../syntax/trees.js";
import { tensor } from "../tensor/create.js";
import { DomainError, ShapeError, UsageError } from "../tensor/errors.js";
import { random } from "../tensor/random.js";
import { sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { CorpusCase } from "./case.js";
import { changedOnce, rewritings, slips } from "./changes.js";
import { setUp, withSeed } from "./setting.js";
import { latexText, studentText, type SpellingOptions } from "./spelling.js";

const MOST_PER_CASE = 20;
/** Points at which a changed formula is compared, beside the data. */
const POINTS = 8;
/** A change makes a formula wrong only where it moves its value by more than this, and keeps it equal below that. */
const DIFFERENT = 1e-6;
const SAME = 1e-11;

/** What became of the changed closed forms of a case in one syntax. */
export interface MutantCounts {
  readonly id: string;
  readonly syntax: FormulaSyntax;
  /** Distinct formulas with another value or shape than the gradient's. */
  readonly mutants: number;
  /** Distinct formulas with the same value. */
  readonly rewrites: number;
  /** Mutants that were accepted: must be none. */
  readonly passed: readonly string[];
  /** Rewrites that were refused, with the reason: must be none. */
  readonly refused: readonly string[];
  /** Spellings that mean something else with these shapes, refused for this reason: `X^2` of a square matrix. */
  readonly ambiguous: readonly string[];
}

/**
 * Changes the closed form of a case at one place, up to 20 times for the worse and 20 times in writing only, and
 * reads each as text in all three syntaxes. Whether a change makes it wrong is decided by the gradients of the file
 * at both of its points, without any algebra. Empty for a case without a textbook form.
 */
export async function tryMutants(given: CorpusCase): Promise<readonly MutantCounts[]> {
  const target = given.closed_form === undefined ? undefined : targetOf(given, given.closed_form);
  if (target === undefined) return [];
  const { closed } = target;
  // By the case, so that one case alone is changed as it is among the others.
  const seed = Array.from(given.id).reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) % 2 ** 31, 0);
  const wrong = sampled(changedOnce(closed, slips), seed);
  const equal = [closed, ...sampled(rewrites(closed, seed), seed)];
  const counts: MutantCounts[] = [];
  for (const written of WAYS)
    counts.push({ id: given.id, ...(await tried(target, { written, wrong, equal, seed })) });
  return counts;
}

/** A syntax, how a formula is written in it, and what is then said: a product of matrices is one by their shapes. */
interface Way {
  readonly syntax: FormulaSyntax;
  readonly write: (formula: Syntax, options: SpellingOptions) => string;
  readonly meant: (formula: Syntax) => Syntax;
}

const WAYS: readonly Way[] = [
  { syntax: "corpus", write: textOf, meant: (formula) => formula },
  { syntax: "student", write: studentText, meant: byShapes },
  { syntax: "latex", write: latexText, meant: byShapes },
];

function byShapes(formula: Syntax): Syntax {
  const within = withChildren(formula, childrenOf(formula).map(byShapes));
  return within.kind === "binary" && within.sign === "@" ? { ...within, sign: "·" } : within;
}

/** What the formulas of one case are compared with. */
interface Target {
  /** The textbook's form, without names of its own. */
  readonly closed: Syntax;
  readonly wanted: Form;
  readonly context: FormulaContext;
  /** The names' values at the data and at the file's second point, and the gradient there. */
  readonly checks: readonly { readonly names: ReadonlyMap<string, Tensor>; readonly gradient: Tensor }[];
}

function targetOf(given: CorpusCase, closed: string): Target {
  const { result, source, scope, seed, elsewhere, program } = setUp(given);
  const { closedForm: wanted, dependence } = derive(result, source, { seed, elsewhere });
  const seeds = Array.from({ length: POINTS }, (_, at) => at + 1);
  const others = seeds.map((at) => pointsOf(dependence, { seed: at }).there.environment);
  const names = withSeed(scope, seed);
  const there = new Map([...elsewhere].map(([{ name }, value]) => [name?.base ?? "", value]));
  const namesThere = withSeed(runProgram(program, there).scope, seed);
  return {
    closed: inlined(parseProgram(closed)),
    wanted,
    context: { scope: names, points: [pointsOf(dependence).here.environment, ...others] },
    checks: [
      { names, gradient: tensor(given.gradient) },
      { names: namesThere, gradient: tensor(given.second_point.gradient) },
    ],
  };
}

/** A program as one expression: student text binds no names. */
function inlined({ bindings, result }: Program): Syntax {
  const bound = new Map<string, Syntax>();
  const put = (part: Syntax): Syntax =>
    (part.kind === "name" ? bound.get(part.name) : undefined) ??
    withChildren(part, childrenOf(part).map(put));
  for (const { name, value } of bindings) bound.set(name, put(value));
  return put(result);
}

/** Distinct candidates in a random order that the seed decides. */
function sampled(candidates: readonly Syntax[], seed: number): Syntax[] {
  const source = random(seed);
  const distinct = new Map(candidates.map((candidate) => [textOf(candidate), candidate]));
  const drawn = [...distinct.values()].map((candidate) => ({ candidate, order: source.uniform() }));
  return drawn.sort((a, b) => a.order - b.order).map(({ candidate }) => candidate);
}

/** Rewritten once, and once more on top of the first few. */
function rewrites(formula: Syntax, seed: number): Syntax[] {
  const once = changedOnce(formula, rewritings);
  const source = random(seed);
  const twice = Array.from({ length: MOST_PER_CASE }, () => once[Math.floor(source.uniform() * once.length)]);
  return [...once, ...twice.flatMap((first) => changedOnce(first, rewritings).slice(0, 4))];
}

interface Trial {
  readonly written: Way;
  readonly wrong: readonly Syntax[];
  readonly equal: readonly Syntax[];
  readonly seed: number;
}

async function tried(
  target: Target,
  { written, wrong, equal, seed }: Trial,
): Promise<Omit<MutantCounts, "id">> {
  const { syntax, meant } = written;
  const mutants = wrong
    .filter((formula) => !isSame(target, meant(formula), DIFFERENT))
    .slice(0, MOST_PER_CASE);
  const rewritten = equal.filter((formula) => isSame(target, meant(formula), SAME)).slice(0, MOST_PER_CASE);
  const [passed, refused, ambiguous]: string[][] = [[], [], []];
  for (const formula of mutants) {
    const answer = await judged(target, written, { formula, seed });
    if (answer.refusal === undefined) passed.push(answer.text);
  }
  for (const formula of rewritten) {
    const answer = await judged(target, written, { formula, seed });
    if (answer.refusal !== undefined) refused.push(`${answer.text}: ${answer.refusal}`);
    const careless = await judged(target, written, { formula, seed, careless: true });
    if (careless.text !== answer.text && careless.refusal !== undefined) ambiguous.push(careless.refusal);
  }
  return { syntax, mutants: mutants.length, rewrites: rewritten.length, passed, refused, ambiguous };
}

interface Spelling {
  readonly formula: Syntax;
  readonly seed: number;
  readonly careless?: boolean;
}

/** A formula as text, and why it is not the gradient; undefined where it is accepted. */
async function judged(
  { wanted, context }: Target,
  { syntax, write }: Way,
  { formula, seed, careless = false }: Spelling,
): Promise<{ readonly text: string; readonly refusal: string | undefined }> {
  const source = random(seed);
  const text = write(formula, { scope: context.scope, chance: () => source.uniform(), careless });
  const answer = await equivalent({ syntax, text }, wanted, context);
  return { text, refusal: answer.equal ? undefined : answer.message };
}

/** Whether a formula has the value of the gradient at both points, at first sight and without any algebra. */
function isSame({ checks }: Target, formula: Syntax, within: number): boolean {
  return checks.every(({ names, gradient }) => {
    const value = valueOf(formula, names);
    return (
      value !== undefined && sameShape(value.shape, gradient.shape) && distance(value, gradient) <= within
    );
  });
}

/** The value of a formula; undefined where its shapes do not fit or an operation does not take them. */
function valueOf(result: Syntax, names: ReadonlyMap<string, Tensor>): Tensor | undefined {
  try {
    return runProgram({ bindings: [], result }, names).result;
  } catch (error) {
    if (error instanceof ShapeError || error instanceof UsageError || error instanceof DomainError)
      return undefined;
    throw error;
  }
}
