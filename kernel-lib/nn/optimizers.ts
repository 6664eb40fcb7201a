/** @file Optimizers: from parameters and their gradients to the next parameters. */

import { compile } from "../compute/compile.js";
import { BIG } from "../compute/entries.js";
import { div, minimum, pow, sub } from "../operations/rows.js";
import { tensor } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/apply.js";
import type { Tensor } from "../tensor/tensor.js";
import { numbered, type ParameterSet } from "./parameters.js";
import type { Schedule } from "./schedules.js";

/** One update; it may keep what it needs from one update to the next. */
export interface Optimizer {
  (parameters: ParameterSet, gradients: ParameterSet): ParameterSet;
  /** How training that is compiled does the same; without it, training is not compiled. */
  readonly inParts?: UpdateInParts;
}

/** What an update depends on beside parameters and gradients. */
export interface Moment {
  /** Learning rate, and which update this is, from 1. */
  readonly rate: Tensor;
  readonly step: Tensor;
}

/** By parameter, what the last update kept; nothing before the first. */
export type Kept = Map<string, readonly Tensor[]>;

/** An update taken apart: what moves on by itself, what is kept, and the rule between them. */
export interface UpdateInParts {
  /** The moment of the coming update. */
  readonly next: () => Moment;
  readonly kept: Kept;
  /** What is made of all gradients first. */
  readonly prepared?: (gradients: ParameterSet) => ParameterSet;
  readonly rule: Rule;
}

/** A learning rate α > 0: one number, or one for each update. */
export type Rate = number | Schedule;

/**
 * Gradient descent θ ← θ − α dθ for every parameter, all from the old values.
 * @throws UsageError if the learning rate α is not a number > 0.
 */
export function gradientDescent(learningRate: Rate): Optimizer {
  return stepwise("gradientDescent", learningRate, ({ parameter, gradient, rate }) => ({
    next: parameter.sub(gradient.mul(rate)),
    kept: [],
  }));
}

/** How far past gradients carry: β from 0 to below 1, 0.9 unless told. */
export interface MomentumOptions {
  readonly momentum?: number;
}

/** Gradient descent with momentum: v ← β v + dθ, θ ← θ − α v. @see Polyak, 1964. */
export function momentum(learningRate: Rate, { momentum: beta = 0.9 }: MomentumOptions = {}): Optimizer {
  checkShare("momentum", beta);
  return stepwise("momentum", learningRate, ({ parameter, gradient, rate, kept: [before] }) => {
    const velocity = plus(before?.mul(beta), gradient);
    return { next: parameter.sub(velocity.mul(rate)), kept: [velocity] };
  });
}

/** Nesterov's momentum: v ← β v + dθ, θ ← θ − α (dθ + β v). @see Sutskever et al., 2013. */
export function nesterov(learningRate: Rate, { momentum: beta = 0.9 }: MomentumOptions = {}): Optimizer {
  checkShare("nesterov", beta);
  return stepwise("nesterov", learningRate, ({ parameter, gradient, rate, kept: [before] }) => {
    const velocity = plus(before?.mul(beta), gradient);
    return { next: parameter.sub(velocity.mul(beta).add(gradient).mul(rate)), kept: [velocity] };
  });
}

/** Shares that running means keep, and what keeps divisors from 0. */
export interface AdaptiveOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** Steps scaled by a running mean of squares: s ← ρ s + (1 − ρ) dθ², θ ← θ − α dθ / (√s + ε), with ρ = 0.99 as `beta2`. */
export function rmsProp(
  learningRate: Rate,
  { beta2 = 0.99, epsilon = 1e-8 }: Omit<AdaptiveOptions, "beta1"> = {},
): Optimizer {
  checkShare("rmsProp", beta2);
  return stepwise("rmsProp", learningRate, ({ parameter, gradient, rate, kept: [before] }) => {
    const squares = plus(before?.mul(beta2), gradient.square().mul(1 - beta2));
    return { next: parameter.sub(gradient.mul(rate).div(squares.sqrt().add(epsilon))), kept: [squares] };
  });
}

/** Adam: running means of gradients and of their squares, both corrected for their start. @see Kingma & Ba, 2015. */
export function adam(learningRate: Rate, options: AdaptiveOptions = {}): Optimizer {
  return stepwise("adam", learningRate, adaptive("adam", options, 0));
}

/** Adam with weight decay apart from the gradient: θ shrinks by α λ θ in every update. @see Loshchilov & Hutter, 2019. */
export function adamW(
  learningRate: Rate,
  { weightDecay = 0.01, ...options }: AdaptiveOptions & { readonly weightDecay?: number } = {},
): Optimizer {
  return stepwise("adamW", learningRate, adaptive("adamW", options, weightDecay));
}

/**
 * The same optimizer on gradients that are scaled down together where their common length √Σ dθ² is above `norm`.
 * @throws UsageError if the norm is not a number > 0.
 */
export function clipped(optimizer: Optimizer, norm: number): Optimizer {
  if (!(norm > 0)) throw new UsageError(`clipped: the norm is ${norm}; give a number > 0, such as 1`);
  const { inParts } = optimizer;
  const short = (gradients: ParameterSet): ParameterSet => untraced(() => shortened(gradients, norm));
  const update = (parameters: ParameterSet, gradients: ParameterSet): ParameterSet =>
    optimizer(parameters, short(gradients));
  if (inParts === undefined) return update;
  const { prepared = (gradients: ParameterSet) => gradients } = inParts;
  return Object.assign(update, {
    inParts: { ...inParts, prepared: (gradients: ParameterSet) => prepared(short(gradients)) },
  });
}

/** What a rule is given: one parameter at a moment, and what was kept of it. */
export interface ParameterMoment extends Moment {
  readonly parameter: Tensor;
  readonly gradient: Tensor;
  readonly kept: readonly (Tensor | undefined)[];
}

/** The next value of a parameter, and what is kept for the update after. */
export type Rule = (moment: ParameterMoment) => { readonly next: Tensor; readonly kept: readonly Tensor[] };

/** An optimizer that treats each parameter by one rule, and keeps what the rule keeps. */
function stepwise(name: string, learningRate: Rate, rule: Rule): Optimizer {
  const kept: Kept = new Map();
  const rateAt = typeof learningRate === "number" ? () => learningRate : learningRate;
  checkRate(name, rateAt(0));
  let step = 0;
  const next = (): Moment => {
    const rate = rateAt(step++);
    checkRate(name, rate);
    return { rate: tensor(rate), step: tensor(step) };
  };
  const compiled = compiledRule(rule);
  const update = (parameters: ParameterSet, gradients: ParameterSet): ParameterSet => {
    const moment = next();
    const updated = untraced(() =>
      Object.entries(parameters).map(([key, parameter]) => {
        const own = step > OFTEN && parameter.size >= BIG ? compiled : rule;
        const result = own({ ...moment, parameter, gradient: gradients[key], kept: kept.get(key) ?? [] });
        kept.set(key, result.kept);
        return [key, result.next] as const;
      }),
    );
    return Object.fromEntries(updated);
  };
  return Object.assign(update, { inParts: { next, kept, rule } });
}

/** A rule is compiled after so many updates, for big parameters: then all its arithmetic is done in one go. */
const OFTEN = 3;

function compiledRule(rule: Rule): Rule {
  const compiled = compile(
    (parameter: Tensor, gradient: Tensor, moment: ParameterSet, before: ParameterSet): ParameterSet => {
      const { rate, step } = moment;
      const { next, kept } = rule({ rate, step, parameter, gradient, kept: Object.values(before) });
      return { next, ...numbered(kept) };
    },
  );
  return ({ parameter, gradient, rate, step, kept }) => {
    const before = kept.filter((tensor) => tensor !== undefined);
    const { next, ...after } = compiled(parameter, gradient, { rate, step }, numbered(before));
    return { next, kept: Object.values(after) };
  };
}

function adaptive(name: string, options: AdaptiveOptions, decay: number): Rule {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  checkShare(name, beta1);
  checkShare(name, beta2);
  return ({ parameter, gradient, rate, step, kept: [first, second] }) => {
    // Single numbers first: what follows is entry by entry, in one go.
    const size = rate.div(sub(1, pow(beta1, step)));
    const correction = sub(1, pow(beta2, step));
    const share = sub(1, rate.mul(decay));
    const mean = plus(first?.mul(beta1), gradient.mul(1 - beta1));
    const squares = plus(second?.mul(beta2), gradient.square().mul(1 - beta2));
    const root = squares.div(correction).sqrt().add(epsilon);
    const shrunk = decay === 0 ? parameter : parameter.mul(share);
    return { next: shrunk.sub(mean.mul(size).div(root)), kept: [mean, squares] };
  };
}

function plus(before: Tensor | undefined, now: Tensor): Tensor {
  return before === undefined ? now : before.add(now);
}

/** Gradients times the smaller of 1 and norm / √Σ dθ². */
function shortened(gradients: ParameterSet, norm: number): ParameterSet {
  const squares = Object.values(gradients).map((gradient) => gradient.square().sum());
  const length = squares.reduce(plus, tensor(0)).sqrt();
  const factor = minimum(1, div(norm, length));
  return Object.fromEntries(Object.entries(gradients).map(([key, gradient]) => [key, gradient.mul(factor)]));
}

function checkRate(name: string, rate: number): void {
  if (rate > 0 && Number.isFinite(rate)) return;
  throw new UsageError(`${name}: the learning rate is ${rate}; give a number > 0, such as 0.1`);
}

function checkShare(name: string, share: number): void {
  if (share >= 0 && share < 1) return;
  throw new UsageError(`${name}: a running mean keeps a share of ${share}; give a number from 0 to below 1`);
}
