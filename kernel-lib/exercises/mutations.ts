/** @file Every mistake that the rules can make in a graph, and which of them an answer equals. */

import { distance } from "../autodiff/check.js";
import type { Dependence, Node } from "../derivation/dependence.js";
import { number, productOf, sumOf } from "../formula/build.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import type { Form } from "../formula/form.js";
import { DomainError, ShapeError, UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/apply.js";
import { sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { analogy, lostPrime, twicePrime, wrongPrime } from "./activation-mistakes.js";
import { carried, rightStep, type Mutation, type Rule } from "./mutation.js";
import type { Mistake } from "./mistake.js";
import { once } from "./once.js";
import { otherData, symbolsAt, textOf } from "./points.js";
import { lostTerm, meaning, otherBase, sign } from "./loss-mistakes.js";
import {
  factors,
  fanOut,
  otherProduct,
  ownFactor,
  partner,
  stale,
  transposed,
  unreduced,
  updated,
} from "./step-mistakes.js";

/** In the order in which they are asked: what has one cause only before what has several. */
const RULES: readonly Rule[] = [
  fanOut,
  sign,
  meaning,
  otherBase,
  lostPrime,
  twicePrime,
  wrongPrime,
  analogy,
  ownFactor,
  partner,
  unreduced,
  transposed,
  otherProduct,
  stale,
  updated,
  factors,
];

/** How far an answer may be from what it is compared with: rounding, and no more. */
export const TOLERANCE = 1e-9;

/** All mistakes on the way from the result to a node: those at the node first, then those before it. */
function mutationsOf(found: Dependence, target: Node, rules: readonly Rule[] = RULES): Mutation[] {
  const nodes = found.nodes.slice(1, found.nodes.indexOf(target) + 1).reverse();
  return nodes.flatMap((node) => rules.flatMap((rule) => rule(node, found)));
}

/** The mistakes that can be made in the step to one node, those with a size of their own left out. */
export function mutationsAt(found: Dependence, node: Node): readonly Mutation[] {
  return RULES.flatMap((rule) => rule(node, found)).filter(({ along }) => along === undefined);
}

/** An answer at every point, and what it answers. */
export interface Answer {
  readonly values: readonly Tensor[];
  readonly target: Node;
  readonly found: Dependence;
  readonly points: readonly Environment[];
}

/** The first mistake that gives the answer's value at every point; undefined where none does, or the answer is right. */
export function mistakeIn(answer: Answer): Mutation | undefined {
  const rules = [...RULES, lostTerm];
  return mutationsOf(answer.found, answer.target, rules).find((mutation) => explains(mutation, answer));
}

/** Whether a mistake makes exactly these values. */
function explains(mutation: Mutation, { values, target, found, points }: Answer): boolean {
  const text = `d_${textOf(target)}`;
  const slopes: number[] = [];
  for (const [at, value] of values.entries()) {
    const point = points[at];
    const made = attempt(() => carried(mutation.step, mutation.at, { found, point }).get(text));
    if (made === undefined) return false;
    const along = mutation.along;
    if (along === undefined) {
      if (!equal(value, made)) return false;
      continue;
    }
    const direction = attempt(() => carried(along, mutation.at, { found, point }).get(text));
    const slope = direction && multiple(value, made, direction);
    if (slope === undefined) return false;
    slopes.push(slope);
  }
  return slopes.every((slope) => slope > TOLERANCE && Math.abs(slope - slopes[0]) < 1e-6 * slopes[0]);
}

/** The number α with value = base + α direction; undefined where there is none. */
function multiple(value: Tensor, base: Tensor, direction: Tensor): number | undefined {
  if (!sameShape(value.shape, base.shape) || !sameShape(value.shape, direction.shape)) return undefined;
  return untraced(() => {
    const difference = value.sub(base);
    const size = direction.square().sum().item();
    const slope = size === 0 ? 0 : difference.mul(direction).sum().item() / size;
    return equal(difference, direction.mul(slope)) ? slope : undefined;
  });
}

/** Whether two values are the same up to rounding; a matrix with one entry is a number. */
export function equal(value: Tensor, wanted: Tensor): boolean {
  const fits = sameShape(value.shape, wanted.shape) || (value.size === 1 && wanted.size === 1);
  return fits && distance(value, wanted) <= TOLERANCE;
}

/** What `compute` gives; undefined where that cannot be computed. */
export function attempt<Result>(compute: () => Result): Result | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ShapeError || error instanceof UsageError || error instanceof DomainError)
      return undefined;
    throw error;
  }
}

/** The right value of a node's derivative at a point. */
export function rightValue(node: Node, point: Environment): Tensor {
  return point.get(`d_${textOf(node)}`) ?? evaluate(rightStep(node), point);
}

/** Learning rates that a weight may have been updated with. */
const RATES = [0.1, 0.5, 1] as const;

/** The gradient by the source at the data and at other data, and what each mistake makes of it. */
export function mistakeValues(found: Dependence): {
  right: Tensor;
  elsewhere: () => Tensor;
  mistakes: readonly Mistake[];
} {
  const { source } = found;
  const { point, other } = placesOf(found);
  const text = `d_${textOf(source)}`;
  const value = (step: Form, at: Node, here: Environment): Tensor | undefined =>
    attempt(() => carried(step, at, { found, point: here }).get(text));
  const mistakes = mutationsOf(found, source).flatMap(({ code, says, parameters, step, along, at }) => {
    const forms =
      along === undefined ? [step] : RATES.map((rate) => sumOf([step, productOf([number(rate), along])]));
    return forms.flatMap((form): Mistake[] => {
      const made = value(form, at, point);
      if (made === undefined) return [];
      return [{ code, says, parameters, value: made, elsewhere: once(() => value(form, at, other())) }];
    });
  });
  return { right: rightValue(source, point), elsewhere: () => rightValue(source, other()), mistakes };
}

interface Places {
  readonly point: Environment;
  readonly other: () => Environment;
}

const places = new WeakMap<Tensor, Places>();

/** The symbols at the data and at other data; the same ones whatever the result is derived by. */
function placesOf(found: Dependence): Places {
  const { tensor: output } = found.output;
  const known = places.get(output);
  if (known !== undefined) return known;
  const made = {
    point: symbolsAt(found, (tensor) => tensor),
    other: once(() => {
      const values = otherData(output);
      return symbolsAt(found, (tensor) => values.get(tensor) ?? tensor);
    }),
  };
  places.set(output, made);
  return made;
}
