/** @file Whether a wrong value follows correctly from an earlier wrong one: the method is right, the number is not. */

import { replay } from "../autodiff/replay.js";
import type { Dependence } from "../derivation/dependence.js";
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

/**
 * The place of the earlier wrong part that this answer follows from; undefined where it follows from none. Of several
 * it is the last one that counts here, and where that follows from another, the one where it began.
 */
export function followsFrom(
  answer: unknown,
  question: Question | undefined,
  earlier: readonly EarlierPart[],
): number | undefined {
  const value = asValue(answer);
  if (value === undefined || question === undefined) return undefined;
  const carried = attempt(() => carriedTo(question, earlier));
  if (carried === undefined || !closeTo(value, carried, question.tolerance)) return undefined;
  const isWrong = ({ verdict: { passed, reason } }: EarlierPart): boolean =>
    !passed && reason.key !== "not-answered";
  const last = earlier.findLastIndex((part, at) => {
    const corrected = earlier.map((each, place) =>
      place === at ? { ...each, answer: each.question?.right } : each,
    );
    const otherwise = isWrong(part) ? attempt(() => carriedTo(question, corrected)) : carried;
    return otherwise !== undefined && !closeTo(otherwise, carried, question.tolerance);
  });
  if (last < 0) return undefined;
  const { follows } = earlier[last].verdict;
  return follows === undefined ? last : follows - 1;
}

/** The value of the question where the student's earlier values are taken as they are. */
function carriedTo({ right, about, from }: Question, earlier: readonly EarlierPart[]): Tensor | undefined {
  const forward = new Map<Tensor, Tensor>();
  for (const { question, answer } of earlier) {
    const value = asValue(answer);
    if (question === undefined || !isForward(question) || value === undefined) continue;
    if (value.size === question.right.size)
      forward.set(
        question.right,
        new Tensor(value.data, question.right.shape, { name: question.right.name }),
      );
  }
  if (about !== undefined) return gradientAfter(about, forward, earlier);
  if (from === undefined) return replay(right, forward).get(right);
  const gradient = gradientAfter(from.about, forward, earlier);
  return gradient && from.made(gradient);
}

/** The gradient where the student's values of the forward pass, and of the gradients before it, are taken. */
function gradientAfter(
  about: Dependence,
  forward: ReadonlyMap<Tensor, Tensor>,
  earlier: readonly EarlierPart[],
): Tensor | undefined {
  const values = replay(about.output.tensor, forward);
  const symbols = new Map([...about.named].map(([text, tensor]) => [text, values.get(tensor) ?? tensor]));
  const own = gradientsIn(earlier);
  for (const node of about.nodes.slice(1)) {
    const text = `d_${textOf(node)}`;
    symbols.set(text, own.get(text) ?? evaluate(rightStep(node), symbols));
  }
  return symbols.get(`d_${textOf(about.source)}`);
}

function isForward({ about, from }: Question): boolean {
  return about === undefined && from === undefined;
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
