/** @file Mistakes of the forward pass: a bias lost or counted twice, an activation that falls, another logarithm. */

import { ancestors } from "../autodiff/trace.js";
import { negative, number, productOf, sumOf, transposeOf } from "../formula/build.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import { parts, rewrite, type Form, type MatrixForm, type SymbolForm } from "../formula/form.js";
import { reader, symbolOf } from "../formula/read.js";
import { log, pow } from "../operations/rows.js";
import { nameText } from "../tensor/name.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { plainOf } from "../writing/plain.js";
import { symbolsIn } from "./activation-mistakes.js";
import type { Mistake } from "./mistake.js";
import { attempt } from "./mutations.js";
import { once } from "./once.js";
import { otherData } from "./points.js";

/** A rule: the mistakes of one kind in the formula of a named tensor. */
export type ForwardRule = (step: Step & { readonly definition: Form }) => readonly Wrong[];

/** Every mistake on the way to a named tensor, with the value it gives; those of the rules beside the usual ones come last. */
export function forwardMistakes(target: Tensor, rules: readonly ForwardRule[] = []): Mistake[] {
  const steps = ancestors(target).flatMap((tensor) => stepTo(tensor, target));
  const data = new Map(steps.map(({ text, tensor }) => [text, tensor]));
  const alone = (wrong: (step: Step) => readonly Wrong[]): Everywhere[] =>
    steps.flatMap((step) =>
      wrong(step).map(({ form, ...mistake }) => ({ ...mistake, forms: new Map([[step, form]]) })),
    );
  const usual = alone((step) => wrongSteps(step, data));
  const more = alone((step) => (isComputed(step) ? rules.flatMap((rule) => rule(step)) : []));
  const other = once(() => {
    const values = otherData(target);
    return new Map([...data].map(([text, tensor]) => [text, values.get(tensor) ?? tensor]));
  });
  return [...usual, ...everywhere(steps, data), ...more].flatMap(({ forms, ...mistake }): Mistake[] => {
    const value = attempt(() => carriedOn(forms, steps, data));
    // log 0 is the very sign of a label inside the logarithm.
    const counts = mistake.code === "M08" || value?.data.every(Number.isFinite) === true;
    const elsewhere = once(() => attempt(() => carriedOn(forms, steps, other())));
    return counts && value !== undefined ? [{ ...mistake, value, elsewhere }] : [];
  });
}

/** M05 in every layer at once: no bias at all, or each of them twice. */
function everywhere(steps: readonly Step[], data: Environment): Everywhere[] {
  const found = steps.map((step) => [step, biases(step, dataIn(data))] as const);
  const without = found.flatMap(([step, wrong]) =>
    wrong.length === 0 ? [] : [[step, wrong[0].form] as const],
  );
  const twice = found.flatMap(([step, wrong]) =>
    wrong.length === 0 ? [] : [[step, wrong[1].form] as const],
  );
  if (without.length < 2) return [];
  const symbol = steps[steps.length - 1].text;
  return [
    { code: "M05", forms: new Map(without), parameters: { symbol, count: 0 } },
    { code: "M05", forms: new Map(twice), parameters: { symbol, count: 2 } },
  ];
}

type Everywhere = Omit<Mistake, "value"> & { readonly forms: ReadonlyMap<Step, Form> };

/** A named tensor, and the formula by which it was computed from others. */
export interface Step {
  readonly text: string;
  readonly tensor: Tensor;
  readonly definition: Form | undefined;
}

/** A mistake, and the formula that somebody with this misconception writes. */
export type Wrong = Omit<Mistake, "value"> & { readonly form: Form };

function isComputed(step: Step): step is Step & { readonly definition: Form } {
  return step.definition !== undefined;
}

function stepTo(tensor: Tensor, target: Tensor): Step[] {
  if (tensor.name === undefined && tensor !== target) return [];
  const text = tensor.name === undefined ? "" : nameText(tensor.name);
  const read = reader((part) => (part === tensor ? undefined : symbolOf(part)));
  return [{ text, tensor, definition: tensor.trace === undefined ? undefined : read(tensor) }];
}

function carriedOn(forms: ReadonlyMap<Step, Form>, steps: readonly Step[], data: Environment): Tensor {
  const symbols = new Map(data);
  let value = steps[steps.length - 1].tensor;
  for (const step of steps) {
    const form = forms.get(step) ?? step.definition;
    if (form === undefined) continue;
    value = evaluate(form, symbols);
    symbols.set(step.text, value);
  }
  return value;
}

function wrongSteps(step: Step, data: Environment): Wrong[] {
  if (step.definition === undefined) return [];
  const isData = dataIn(data);
  const { definition } = step;
  return [
    ...biases(step, isData),
    ...fromTo(definition),
    ...keptApart(step, definition),
    ...falling(definition),
    ...otherLogarithm(definition, isData),
    ...meaned(step, definition),
  ];
}

/** Whether a form is the symbol of something that was not computed. */
function dataIn(data: Environment): (form: Form) => boolean {
  return (form) => form.kind === "symbol" && data.get(form.text)?.trace === undefined;
}

/** Whether a term can be a weighted input: without one a sum has no bias. */
function isWeighted(term: Form): boolean {
  return (
    ["matrix", "product", "total"].includes(term.kind) || (term.kind === "sum" && term.terms.some(isWeighted))
  );
}

/** M05: z with no bias, or with two. */
function biases({ text: symbol, definition }: Step, isData: (form: Form) => boolean): Wrong[] {
  if (definition?.kind !== "sum") return [];
  const { terms } = definition;
  if (!terms.some(isWeighted)) return [];
  return terms.filter(isData).flatMap((bias): Wrong[] => {
    const rest = terms.filter((term) => term !== bias);
    return [
      { code: "M05", form: sumOf(rest), parameters: { symbol, count: 0 } },
      { code: "M05", form: sumOf([...terms, bias]), parameters: { symbol, count: 2 } },
    ];
  });
}

/** M16: a sum in place of the mean. M17: the mean taken twice. */
function meaned({ text, tensor }: Step, definition: Form): Wrong[] {
  const { trace } = tensor;
  if (trace?.operation.role?.kind !== "mean") return [];
  const count = trace.inputs[0].size / tensor.size;
  const parameters = { count, loss: text };
  return [
    { code: "M16", form: productOf([number(count), definition]), parameters },
    { code: "M17", form: productOf([number(1, count), definition]), parameters },
  ];
}

/**
 * M07: a square matrix of weights read the other way round. M19: what they are multiplied by, turned around. Any other
 * matrix does not fit then and shows by its shape.
 */
function fromTo(definition: Form): Wrong[] {
  return matricesIn(definition).flatMap((part) =>
    part.factors.flatMap((factor, at): Wrong[] => {
      const { shape } = factor;
      if (factor.kind !== "symbol" || shape[0] !== shape[1] || shape[0] === 1) return [];
      const factors = part.factors.map((each) => (each === factor ? transposeOf(factor) : each));
      const form = withPart(definition, part, { ...part, factors });
      const [symbol, size] = [plainOf(factor), shapeText(shape)];
      return [{ code: at === 0 ? "M07" : "M19", form, parameters: { symbol, got: size, want: size } }];
    }),
  );
}

/** M14: entries of a row and a column multiplied one by one, and not added. */
function keptApart({ text: symbol }: Step, definition: Form): Wrong[] {
  const parameters = { symbol, used: "⊙", needed: "a matrix product" };
  return matricesIn(definition).flatMap((part) => {
    const [left, right, ...more] = part.factors;
    if (more.length > 0 || right.shape.length < 2 || right.shape[1] !== 1 || right.shape[0] === 1) return [];
    const form = withPart(definition, part, productOf([left, transposeOf(right)]));
    return [{ code: "M14" as const, form, parameters }];
  });
}

function matricesIn(definition: Form): MatrixForm[] {
  return [definition, ...parts(definition)].filter((part) => part.kind === "matrix");
}

function withPart(definition: Form, part: Form, by: Form): Form {
  return rewrite(definition, (each) => (each === part ? by : each));
}

/** M06: the activation with the sign of its input turned. */
function falling(definition: Form): Wrong[] {
  if (definition.kind !== "apply" || definition.inputs.length !== 1) return [];
  const [input] = definition.inputs;
  const form: Form = { ...definition, inputs: [negative(input)] };
  return [{ code: "M06", form, parameters: { input: plainOf(input) } }];
}

/** M08: label and prediction exchanged, or a logarithm of base 10 or 2. */
function otherLogarithm(definition: Form, isData: (form: Form) => boolean): Wrong[] {
  const logged = inLogarithms(definition);
  const predicted = new Set([...logged, ...inBases(definition)].map(({ text }) => text));
  const symbols = symbolsIn(definition);
  const label = symbols.find((symbol) => isData(symbol) && !predicted.has(symbol.text));
  const prediction = symbols.find(({ text }) => predicted.has(text));
  if (label === undefined || prediction === undefined) return [];
  const swapped = rewrite(definition, (part) =>
    part.kind !== "symbol"
      ? part
      : part.text === label.text
        ? prediction
        : part.text === prediction.text
          ? label
          : part,
  );
  const bases = logged.length === 0 ? [] : [Math.LN10, Math.LN2];
  const scaled = bases.map((base) => productOf([number(1 / base), definition]));
  const parameters = { label: plainOf(label), prediction: plainOf(prediction) };
  return [swapped, ...scaled].map((form) => ({ code: "M08", form, parameters }));
}

/** The symbols that stand inside a logarithm. */
function inLogarithms(form: Form): SymbolForm[] {
  if (form.kind === "apply" && form.operation === log.row) return symbolsIn(form);
  return parts(form).flatMap(inLogarithms);
}

/** The symbols that are taken to a power which is no number: ŷ of ŷ^y. */
function inBases(form: Form): SymbolForm[] {
  if (form.kind === "apply" && form.operation === pow.row) return symbolsIn(form.inputs[0]);
  return parts(form).flatMap(inBases);
}
