/** @file Exercises answered with formulas that say how a value is computed: index form, row times column, matrix form. */

import { distance } from "../autodiff/check.js";
import { replay } from "../autodiff/replay.js";
import { ancestors } from "../autodiff/trace.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import type { Form } from "../formula/form.js";
import { contextOf } from "../syntax/context.js";
import { equivalent } from "../syntax/equivalent.js";
import type { Syntax } from "../syntax/grammar.js";
import { readStudent } from "../syntax/read.js";
import { nameText } from "../tensor/name.js";
import type { Random } from "../tensor/random.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { hasParts } from "./answers.js";
import type { Exercise, ExerciseHead, Planted } from "./exercise.js";
import { forwardMistakes } from "./forward-mistakes.js";
import { formOver, repairs } from "./line.js";
import type { Mistake } from "./mistake.js";
import { attempt } from "./mutations.js";
import { overall } from "./overall.js";
import { verdict, type Verdict } from "./verdict.js";

/** What one student writes. */
export interface FormulasAsked {
  /** What each formula has to give, by the name of its part; it may use every named tensor on the way. */
  readonly targets: Readonly<Record<string, Tensor>>;
  readonly question?: readonly string[];
  readonly planted?: readonly Planted[];
}

/** At how many points a mistake has to give the same value as the formula. */
const TRIED = 3;

/** Two ways to the same number are no further apart. */
const SAME = 1e-9;

/** An exercise that is answered with a formula for each part: `{ matrix: "z1 = W1 x + b1" }`. */
export function formulas(
  head: ExerciseHead & { readonly ask: (numbers: Random) => FormulasAsked },
): Exercise {
  const { ask, ...rest } = head;
  return {
    ...rest,
    task: (numbers) => {
      const { targets, question = [], planted = [] } = ask(numbers);
      return {
        given: Object.fromEntries(Object.values(targets).flatMap((target) => Object.entries(leaves(target)))),
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
  targets: Readonly<Record<string, Tensor>>,
  id: string,
): Promise<Verdict> {
  const names = Object.keys(targets);
  const isNamed = hasParts(answer, names);
  const parts = names.map((name) => judgeFormula(isNamed ? answer[name] : undefined, targets[name], name));
  return overall(id, await Promise.all(parts));
}

async function judgeFormula(answer: unknown, target: Tensor, step: string): Promise<Verdict> {
  if (typeof answer !== "string" || answer.trim() === "")
    return verdict(step, { key: "not-answered", parameters: {} });
  const text = answer.replace(/^[^=(]*=/, "");
  const context = contextOf([target]);
  // The name of what is to be computed is no way to compute it.
  const scope = new Map([...context.scope].filter(([, tensor]) => tensor !== target));
  const found = await equivalent({ syntax: "student", text }, target, { ...context, scope });
  if (found.equal) return verdict(step, { key: "right", parameters: {} }, { passed: true });
  if (found.by === "shape") return misread(text, { target, step, problem: found.message });
  const { formA } = found;
  if (formA === undefined)
    return verdict(step, { key: "unread-line", parameters: { problem: found.message } });
  const mistake = mistakeOf(formA, target, context.points.slice(0, TRIED));
  if (mistake !== undefined)
    return verdict(step, { key: mistake.code, parameters: mistake.parameters }, { code: mistake.code });
  return verdict(step, { key: "wrong", parameters: { symbol: step } });
}

/** The mistake of the way forward that gives the value of this formula at every point; one alone could be an accident. */
function mistakeOf(form: Form, target: Tensor, points: readonly Environment[]): Mistake | undefined {
  const tried = points.map((point) => {
    const given = Object.entries(leaves(target)).map(
      ([text, leaf]) => [leaf, point.get(text) ?? leaf] as const,
    );
    const there = replay(target, new Map(given), { traced: true }).get(target) ?? target;
    return { value: evaluate(form, point), mistakes: forwardMistakes(there) };
  });
  return tried[0].mistakes.find(({ code }, at) =>
    tried.every(({ value, mistakes }) => {
      const same = mistakes.at(at);
      return same?.code === code && isSame(same.value, value);
    }),
  );
}

/** M07, M14, M23: a formula that fits once a matrix is turned, a product is of the other kind or in another order. */
async function misread(
  text: string,
  { target, step, problem }: { target: Tensor; step: string; problem: string },
): Promise<Verdict> {
  const scope = new Map(Object.entries(leaves(target)));
  const { syntax } = await readStudent(text, scope);
  const isRight = (each: Syntax): boolean => {
    const value = attempt(() => evaluate(formOver(each, scope), scope));
    return value !== undefined && isSame(value, target);
  };
  const turned = repairs(syntax).find((each) => isRight(each.syntax));
  if (turned === undefined) return verdict(step, { key: "untyped", parameters: { problem } });
  if (turned.code !== "M19") {
    const { code, used, needed } = turned;
    const parameters = { used, needed, symbol: step, want: shapeText(target.shape) };
    return verdict(step, { key: code, parameters }, { code });
  }
  const parameters = { symbol: "A matrix of weights", got: "turned around in your formula" };
  return verdict(step, { key: "M07", parameters }, { code: "M07" });
}

/** The named tensors that a value is computed from, and that are not computed themselves. */
function leaves(target: Tensor): Record<string, Tensor> {
  return Object.fromEntries(
    ancestors(target).flatMap((tensor) =>
      tensor.trace === undefined && tensor.name !== undefined ? [[nameText(tensor.name), tensor]] : [],
    ),
  );
}

function isSame(one: Tensor, other: Tensor): boolean {
  return sameShape(one.shape, other.shape) && distance(one, other) <= SAME;
}
