/** @file Exercises answered with formulas that say how a value is computed: index form, row times column, matrix form. */

import { parts, type Form } from "../formula/form.js";
import { contextOf, type FormulaContext } from "../syntax/context.js";
import { equivalent } from "../syntax/equivalent.js";
import type { Operation } from "../tensor/operation.js";
import type { Random } from "../tensor/random.js";
import { Tensor } from "../tensor/tensor.js";
import { symbolsIn } from "./activation-mistakes.js";
import { hasParts } from "./answers.js";
import type { Exercise, ExerciseHead, Planted } from "./exercise.js";
import { leadsTo, leaves, whyWrong, type FormulaLine } from "./formula-reasons.js";
import { overall } from "./overall.js";
import { verdict, type Verdict } from "./verdict.js";

/** What a formula has to give, and from what. */
export interface FormulaTarget {
  readonly of: Tensor;
  /** The names that may be left in it, of this and the other parts; every named tensor on its own way unless told. */
  readonly names?: readonly string[];
  /** What must have been worked out, in words, with its operation: `{ "a power": pow }`. */
  readonly without?: Readonly<Record<string, { readonly row: Operation }>>;
  /** The code of a matrix that is turned around: M07 on the way forward, which it is unless told, M19 on the way back. */
  readonly turned?: "M07" | "M19";
}

/** What one student writes. */
export interface FormulasAsked {
  /** What each formula has to give, by the name of its part, in the order of the lines. */
  readonly targets: Readonly<Record<string, Tensor | FormulaTarget>>;
  readonly question?: readonly string[];
  readonly planted?: readonly Planted[];
}

/**
 * An exercise that is answered with a formula for each part: `{ matrix: "z1 = W1 x + b1" }`. A formula that follows
 * correctly from an earlier wrong one says so.
 */
export function formulas(
  head: ExerciseHead & { readonly ask: (numbers: Random) => FormulasAsked },
): Exercise {
  const { ask, ...rest } = head;
  return {
    ...rest,
    task: (numbers) => {
      const { targets: asked, question = [], planted = [] } = ask(numbers);
      const targets = Object.fromEntries(
        Object.entries(asked).map(([name, one]) => [name, one instanceof Tensor ? { of: one } : one]),
      );
      return {
        given: Object.fromEntries(Object.values(targets).flatMap(({ of }) => Object.entries(leaves(of)))),
        question,
        planted,
        judge: (answer) => judgeFormulas(answer, targets, head.id),
        clear: () => true,
      };
    },
  };
}

async function judgeFormulas(
  answer: unknown,
  targets: Readonly<Record<string, FormulaTarget>>,
  id: string,
): Promise<Verdict> {
  const steps = Object.keys(targets);
  const isNamed = hasParts(answer, steps);
  const all = Object.values(targets).map(({ of }) => of);
  const lines: FormulaLine[] = [];
  for (const step of steps) {
    const part = isNamed ? answer[step] : undefined;
    const { of, names } = targets[step];
    const context = contextOf(names === undefined ? [of] : all);
    lines.push(await judgeFormula(part, targets[step], { step, earlier: lines, context }));
  }
  return overall(
    id,
    lines.map((line) => line.verdict),
  );
}

/** Where a formula stands. */
interface Place {
  readonly step: string;
  /** What it may be written with, and where it is tried. */
  readonly context: FormulaContext;
  /** The lines above. */
  readonly earlier: readonly FormulaLine[];
}

/** The verdict on one formula, with what later ones need to know of it. */
export async function judgeFormula(
  answer: unknown,
  { of: target, ...limits }: FormulaTarget,
  { step, earlier, context: { scope, points } }: Place,
): Promise<FormulaLine> {
  if (typeof answer !== "string" || answer.trim() === "")
    return { target, verdict: verdict(step, { key: "not-answered", parameters: {} }) };
  const text = answer.replace(/^[^=(]*=/, "");
  // The name of what is to be computed is no way to compute it.
  const known = [...scope].filter(([, tensor]) => tensor !== target);
  const context = { scope: new Map(known), points };
  const found = await equivalent({ syntax: "student", text }, target, context);
  const form = found.formA;
  const line = (judged: Verdict): FormulaLine => ({
    ...{ target, verdict: judged },
    wrong: found.equal ? undefined : form,
  });
  const from = form && earlier.findIndex((each) => leadsTo(each, { form, target, points }, found.equal));
  if (from !== undefined && from >= 0) {
    const reason = { key: "follows-part", parameters: { symbol: earlier[from].verdict.step } } as const;
    return line(verdict(step, reason, { follows: from + 1 }));
  }
  if (!found.equal) {
    const written = { ...context, text, target, step, turned: limits.turned };
    return line(await whyWrong(found, written));
  }
  const left = form && leftIn(form, limits);
  if (left === undefined) return line(verdict(step, { key: "right", parameters: {} }, { passed: true }));
  return line(verdict(step, { key: "unfinished", parameters: { symbol: step, used: left } }));
}

/** What a right formula still has that should have been worked out. */
function leftIn(
  form: Form,
  { names, without = {} }: Pick<FormulaTarget, "names" | "without">,
): string | undefined {
  const operation = Object.entries(without).find(([, { row }]) => holds(form, row));
  return operation?.[0] ?? symbolsIn(form).find(({ text }) => names?.includes(text) === false)?.text;
}

/** Whether an operation is anywhere in a form. */
function holds(form: Form, row: Operation): boolean {
  return (form.kind === "apply" && form.operation === row) || parts(form).some((part) => holds(part, row));
}
