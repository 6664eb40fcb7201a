/** @file Parameters after some steps of training, and what a broken training loop makes of them. */

import { gradients } from "../autodiff/gradient.js";
import { replay } from "../autodiff/replay.js";
import { dependence } from "../derivation/dependence.js";
import { evaluate } from "../formula/evaluate.js";
import { nameText } from "../tensor/name.js";
import { untraced } from "../tensor/apply.js";
import { Tensor } from "../tensor/tensor.js";
import { THREE_DECIMALS } from "./check.js";
import type { MessageKey } from "./english.js";
import type { Mistake } from "./mistake.js";
import { rightStep } from "./mutation.js";
import { once } from "./once.js";
import { symbolsAt, textOf } from "./points.js";
import { fromQuestion, type Want } from "./want.js";

type Tensors = Readonly<Record<string, Tensor>>;

/** How a network is trained: full batch, gradient descent. */
interface Training {
  readonly loss: Tensor;
  readonly parameters: Tensors;
  readonly rate: number;
  readonly steps: number;
}

/** What is wrong with a training loop. */
interface Fault {
  readonly code: MessageKey;
  readonly parameters: Mistake["parameters"];
  /** The gradients that it steps along, in place of these. */
  readonly slopes?: (right: Tensors, at: Moment) => Tensors;
  /** Parameters that it leaves as they are. */
  readonly frozen?: readonly string[];
  /** Parameters that it starts at 0, whatever they were given as. */
  readonly zeroed?: readonly string[];
}

/** One step of a run: every tensor's value, and the sum of all gradients up to now. */
interface Moment {
  readonly values: ReadonlyMap<Tensor, Tensor>;
  readonly total: Tensors;
}

/**
 * Each parameter after `steps` steps of gradient descent on the loss. Loops that climb, leave a parameter out, change a
 * weight before it has passed the error back, never reset their gradients, or start at 0 are told by what they give.
 */
export function wantTraining(
  loss: Tensor,
  parameters: Readonly<Record<string, Tensor>>,
  { rate, steps }: { readonly rate: number; readonly steps: number },
): Readonly<Record<string, Want>> {
  const training = { loss, parameters, rate, steps };
  const right = once(() => trained(training));
  const wrong = once(() => faultsOf(training).map((fault) => ({ fault, values: trained(training, fault) })));
  const names = Object.keys(parameters);
  return Object.fromEntries(
    names.map((name) => {
      const mistakes = (): Mistake[] =>
        wrong().map(({ fault, values }) => ({
          code: fault.code,
          parameters: fault.parameters,
          value: values[name],
        }));
      const step = `new ${name}`;
      return [
        name,
        fromQuestion(() => ({ step, right: right()[name], tolerance: THREE_DECIMALS, mistakes })),
      ] as const;
    }),
  );
}

function faultsOf(training: Training): Fault[] {
  const { parameters } = training;
  const names = Object.keys(parameters);
  const bases = new Map<string, string[]>();
  for (const name of names) {
    const base = parameters[name].name?.base ?? name;
    bases.set(base, [...(bases.get(base) ?? []), name]);
  }
  const groups = [...names.map((name) => [name]), ...[...bases.values()].filter(({ length }) => length > 1)];
  const symbol = names.join(", ");
  const weights = names.filter((name) => parameters[name].size > parameters[name].shape[0]);
  return [
    { code: "M21", parameters: { symbol }, slopes: (right) => each(right, (slope) => slope.neg()) },
    ...groups.map((frozen) => ({
      code: "M22" as const,
      parameters: { symbol: frozen.join(" and "), what: "the old one: it did not change" },
      frozen,
    })),
    { code: "M20", parameters: { symbol, weight: "weights" }, slopes: staleSlopes(training) },
    { code: "M03-unreset", parameters: {}, slopes: (_, { total }) => total },
    ...[names, weights].map((zeroed) => ({ code: "M29" as const, parameters: {}, zeroed })),
  ];
}

/** The parameters after the steps, right or with a fault. */
function trained(
  { loss, parameters, rate, steps }: Training,
  { slopes, frozen = [], zeroed = [] }: Partial<Fault> = {},
): Tensors {
  const leaf = ({ data, shape }: Tensor, { name }: Tensor): Tensor => new Tensor(data, shape, { name });
  let now = each(parameters, (value, name) => leaf(zeroed.includes(name) ? value.mul(0) : value, value));
  let total: Tensors | undefined;
  for (let step = 0; step < steps; step++) {
    const given = Object.entries(parameters).map(([name, tensor]) => [tensor, now[name]] as const);
    const values = replay(loss, new Map(given), { traced: true });
    const right = gradients(values.get(loss) ?? loss, now);
    const before = total;
    const sum = untraced(() => each(right, (slope, name) => before?.[name].add(slope) ?? slope));
    total = sum;
    const along = slopes?.(right, { values, total: sum }) ?? right;
    now = untraced(() =>
      each(now, (value, name) =>
        frozen.includes(name) ? value : leaf(value.sub(along[name].mul(rate)), value),
      ),
    );
  }
  return now;
}

/** M20: the gradients where every parameter has been updated before the error passes it. */
function staleSlopes({ loss, parameters, rate }: Training): (right: Tensors, at: Moment) => Tensors {
  const found = once(() => each(parameters, (parameter) => dependence(loss, parameter)));
  return (right, { values }) =>
    each(right, (_, name) => {
      const way = found()[name];
      const symbols = new Map(symbolsAt(way, (tensor) => values.get(tensor) ?? tensor));
      for (const [own, { name: called }] of Object.entries(parameters)) {
        const text = called === undefined ? own : nameText(called);
        const old = symbols.get(text);
        if (old !== undefined)
          symbols.set(
            text,
            untraced(() => old.sub(right[own].mul(rate))),
          );
      }
      for (const node of way.nodes.slice(1)) {
        symbols.set(`d_${textOf(node)}`, evaluate(rightStep(node), symbols));
      }
      return symbols.get(`d_${textOf(way.source)}`) ?? right[name];
    });
}

function each<From, To>(
  all: Readonly<Record<string, From>>,
  change: (one: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one, name)]));
}
