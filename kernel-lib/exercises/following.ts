/** @file Whether a wrong value follows correctly from an earlier wrong one: the method is right, the number is not. */

import { replay } from "../autodiff/replay.js";
import { evaluate } from "../formula/evaluate.js";
import { Tensor } from "../tensor/tensor.js";
import { asValue, closeTo, type Question } from "./check.js";
import { rightStep } from "./mutation.js";
import { attempt } from "./mutations.js";
import { textOf } from "./points.js";
import type { Verdict } from "./verdict.js";

/** An earlier part of the answer. */
export interface EarlierPart {
  readonly question: Question | undefined;
  readonly answer: unknown;
  readonly verdict: Verdict;
}

/** The place of the earlier wrong part that this answer follows from; undefined where it follows from none. */
export function followsFrom(
  answer: unknown,
  question: Question | undefined,
  earlier: readonly EarlierPart[],
): number | undefined {
  const value = asValue(answer);
  const first = earlier.findIndex(
    ({ verdict: { passed, reason } }) => !passed && reason.key !== "not-answered",
  );
  if (value === undefined || question === undefined || first < 0) return undefined;
  const carried = attempt(() => carriedTo(question, earlier));
  return carried !== undefined && closeTo(value, carried, question.tolerance) ? first : undefined;
}

/** The value of the question where the student's earlier values are taken as they are. */
function carriedTo({ right, about }: Question, earlier: readonly EarlierPart[]): Tensor | undefined {
  const forward = new Map<Tensor, Tensor>();
  for (const { question, answer } of earlier) {
    const value = asValue(answer);
    if (question === undefined || question.about !== undefined || value === undefined) continue;
    if (value.size === question.right.size)
      forward.set(
        question.right,
        new Tensor(value.data, question.right.shape, { name: question.right.name }),
      );
  }
  if (about === undefined) return replay(right, forward).get(right);
  const values = replay(about.output.tensor, forward);
  const symbols = new Map([...about.named].map(([text, tensor]) => [text, values.get(tensor) ?? tensor]));
  const own = gradientsIn(earlier);
  for (const node of about.nodes.slice(1)) {
    const text = `d_${textOf(node)}`;
    symbols.set(text, own.get(text) ?? evaluate(rightStep(node), symbols));
  }
  return symbols.get(`d_${textOf(about.source)}`);
}

/** The student's derivatives, by the names that formulas give them. */
function gradientsIn(earlier: readonly EarlierPart[]): ReadonlyMap<string, Tensor> {
  return new Map(
    earlier.flatMap(({ question, answer }) => {
      const value = asValue(answer);
      if (question?.about === undefined || value === undefined) return [];
      if (value.size !== question.right.size) return [];
      const shaped = new Tensor(value.data, question.right.shape);
      return [[`d_${textOf(question.about.source)}`, shaped] as const];
    }),
  );
}
