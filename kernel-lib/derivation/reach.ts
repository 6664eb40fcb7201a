/** @file From a derivative over intermediate results to the form in which a row states it. */

import { reader, symbolOf } from "../formula/read.js";
import { folded, putIn, solvedBackwards, type Equation } from "../formula/eliminate.js";
import { number, valueOf } from "../formula/build.js";
import { parts, rewrite, sameForm, type ApplyForm, type Form } from "../formula/form.js";
import { mentions } from "../formula/linear.js";
import { multipliedOut } from "../formula/expand.js";
import { overOneDenominator, simplifications, type Simplification } from "../formula/simplify.js";
import { last, rewritten } from "../formula/steps.js";
import { tidy } from "../formula/tidy.js";
import { ones } from "../tensor/create.js";
import { definitionRule } from "../operations/identities.js";
import type { Opened } from "./unfold.js";

/** Digits to which constants have to agree, such as ½ · √2 with 1/√2. */
const CONSTANT_DIGITS = 12;

/**
 * The steps from a derivative over intermediate results to the form that is to be reached.
 * Undefined where no way of eliminating the intermediate results leads there.
 */
export function stepsTo(
  { target, found, inner, consumer }: Opened,
  form: Form,
): Simplification[] | undefined {
  const equations = found.nodes.slice(inner).flatMap(({ tensor, definition }) => {
    const symbol = symbolOf(tensor);
    return symbol === undefined || definition === undefined ? [] : [{ symbol, definition }];
  });
  const [{ symbol: output }, ...inside] = equations;
  const whole = { symbol: output, definition: consumer };
  const inOutput = mentions(target, output);
  // What has to be put in as it was computed: the output as well where the target does not mention it.
  const definitions = inOutput ? inside : [whole, ...inside];
  const forwards = (at: Form): Simplification[] =>
    rewritten({ rule: "put in the intermediate results", uses: definitions }, at, putIn(at, definitions));
  const backwards = (at: Form): Simplification[] => {
    const steps = inOutputOf(equations, at);
    return [...steps, ...forwards(last(steps, at))];
  };
  for (const way of inOutput ? [backwards, forwards] : [forwards, backwards]) {
    const plain = way(form);
    const named = [...plain, ...recognised(last(plain, form), target, whole)];
    for (const steps of [plain, named]) {
      const end = arranged(last(steps, form), target);
      if (end !== undefined) return [...steps, ...end];
    }
  }
  return undefined;
}

/** The intermediate results in terms of what came out of them, as far as their equations can be solved. */
function inOutputOf(equations: readonly Equation[], form: Form): Simplification[] {
  const [, ...inner] = equations;
  const written = inner.reduce((before, { symbol, definition }) => {
    const longer = tidy(definition);
    return longer.kind === "symbol" ? before : folded(before, longer, symbol);
  }, form);
  const steps = rewritten({ rule: "in the symbols of the steps", uses: inner }, form, written);
  const before = last(steps, form);
  const solved = solvedBackwards(equations);
  const after = putIn(before, solved);
  return [...steps, ...rewritten({ rule: "in terms of the output", uses: solved }, before, after)];
}

/** Ways in which two forms are brought to one, and what the way back from it is called. */
const MEETINGS = [
  { there: "multiply out", back: "take out common factors", apply: multipliedOut },
  {
    there: "common denominator",
    back: "split the fraction",
    apply: overOneDenominator,
  },
] as const;

/** What a step is called where it is read backwards, if not the same. */
const BACKWARDS: Readonly<Partial<Record<string, string>>> = Object.fromEntries(
  MEETINGS.flatMap(({ there, back }) => [
    [there, back],
    [back, there],
  ]),
);

/** The last steps, where both meet once they are rearranged, and otherwise once both are shortened after that. */
function arranged(form: Form, target: Form): Simplification[] | undefined {
  const direct = meeting(form, target);
  if (direct !== undefined) return direct;
  for (const there of ways(form)) {
    for (const back of ways(target)) {
      if (sameForm(rounded(last(there, form)), rounded(last(back, target))))
        return [...there, ...backwards(back)];
    }
  }
  return undefined;
}

/** Ways to rearrange and shorten a form. */
function ways(form: Form): Simplification[][] {
  const rearranged = MEETINGS.map(({ there: rule, apply }) => {
    const after = apply(form);
    const first = sameForm(form, after) ? [] : [{ rule, before: form, after }];
    return [...first, ...simplifications(after)];
  });
  return [simplifications(form), ...rearranged];
}

/** The same steps from their end to their beginning. */
function backwards(steps: readonly Simplification[]): Simplification[] {
  return [...steps].reverse().map(({ rule, before, after }) => ({
    rule: BACKWARDS[rule] ?? rule,
    before: after,
    after: before,
  }));
}

/** The steps where both are the same once their brackets are multiplied out or over one denominator. */
function meeting(form: Form, target: Form): Simplification[] | undefined {
  if (sameForm(rounded(form), rounded(target))) return [];
  for (const { there, back, apply } of MEETINGS) {
    const [met, wanted] = [apply(form), apply(target)];
    if (!sameForm(rounded(met), rounded(wanted))) continue;
    return [
      { rule: there, before: form, after: met },
      { rule: back, before: met, after: target },
    ].filter(({ before, after }) => !sameForm(before, after));
  }
  return undefined;
}

/** The form with constants cut to their reliable digits, and without the one axis that a vector has. */
function rounded(form: Form): Form {
  return rewrite(form, (part) => {
    if (part.kind === "number") return number(Number(valueOf(part).toPrecision(CONSTANT_DIGITS)));
    if (part.kind !== "apply" || part.settings["axis"] !== 0 || part.inputs[0].shape.length !== 1)
      return part;
    return { ...part, settings: { ...part.settings, axis: undefined } };
  });
}

/** Functions that the target names, and the output that it mentions, in place of what they are made of. */
function recognised(form: Form, target: Form, output: Equation): Simplification[] {
  const calls = defined(target).map((call) => ({
    rule: definitionRule(call.operation),
    longer: tidy(definitionOf(call)),
    shorter: call,
  }));
  const whole = { rule: "in terms of the output", longer: tidy(output.definition), shorter: output.symbol };
  const steps: Simplification[] = [];
  for (const { rule, longer, shorter } of mentions(target, output.symbol) ? [...calls, whole] : calls) {
    const before = last(steps, form);
    steps.push(...rewritten({ rule, uses: [] }, before, folded(before, longer, shorter)));
  }
  return steps;
}

/** The calls in a form of operations that others define. */
function defined(form: Form): ApplyForm[] {
  const inside = parts(form).flatMap(defined);
  return form.kind === "apply" && form.operation.definition !== undefined ? [...inside, form] : inside;
}

/** What the operation of a call is made of, over the inputs of the call. */
function definitionOf({ operation, inputs, settings, shape }: ApplyForm): Form {
  const data = inputs.map((input) => ones(input.shape));
  const output = operation.definition?.(data, settings);
  const read = reader((tensor) => {
    const at = data.indexOf(tensor);
    return at < 0 ? undefined : inputs[at];
  });
  return output === undefined ? { kind: "ones", shape } : read(output);
}
