/** @file The key of a value: its formula from the graph, the numbers put in, and what mistakes give. */

import { ancestors } from "../autodiff/trace.js";
import type { FromGradient, Question } from "../exercises/check.js";
import type { Task } from "../exercises/exercise.js";
import type { Plain } from "../exercises/plain.js";
import type { Want } from "../exercises/want.js";
import { derive, type Derivation } from "../derivation/derivation.js";
import { threeColumns, written } from "../derivation/present.js";
import { distance } from "../autodiff/check.js";
import type { Form } from "../formula/form.js";
import { reader, symbolOf } from "../formula/read.js";
import { tidy } from "../formula/tidy.js";
import { nameText, type Name } from "../tensor/name.js";
import { sameShape, shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { numbersPutIn } from "../writing/latex.js";
import { equation, meaningSides, sidesOf, type Sides } from "../writing/sides.js";
import { distinct, keyValue, mistakeWords, type KeyLine, type KeyMistake, type Part } from "./part.js";

/** Digits of the numbers that are put in. */
const DIGITS = 6;
/** Closer than this a mistake gives the right value. */
const SAME = 1e-9;

/** Whether a part has a method beside its result: it is computed by a formula that the key shows. */
export function hasMethod({ question }: Want): boolean {
  if (question === undefined) return false;
  const { right, about, from } = question;
  return about !== undefined || from !== undefined || (right.name !== undefined && right.trace !== undefined);
}

/** The key of one part of an answer with values. */
export function wantPart(name: string, want: Want, task: Task): Part {
  const { question, exact } = want;
  if (question !== undefined) return { ...valuePart(name, question), hasMethod: hasMethod(want) };
  const none = { lines: [], equivalents: [], hasMethod: false };
  if (exact === undefined)
    return { name, ...none, mistakes: [], text: "whatever meets the condition in the question" };
  const mistakes = exact.mistakes.map(({ code, answer, parameters }): KeyMistake => {
    const gives = plainText(answer);
    return {
      ...mistakeWords({ key: code, parameters }, gives),
      gives: { latex: `\\text{${gives}}`, plain: gives },
    };
  });
  return { name, ...none, mistakes: distinct(mistakes), text: optionText(exact.right, task) };
}

function valuePart(name: string, question: Question): Omit<Part, "hasMethod"> {
  const { right, from, about = from?.about } = question;
  const derivation = about && derive(about.output.tensor, about.source.tensor, { digits: DIGITS });
  const gradient = derivation === undefined ? definitionLines(right) : gradientLines(derivation);
  const lines = from === undefined ? gradient : [...gradient, updateLine(from)];
  const mistakes = question.mistakes().flatMap(({ code, value, parameters }): KeyMistake[] => {
    if (sameShape(value.shape, right.shape) && distance(value, right) <= SAME) return [];
    const words = mistakeWords({ key: code, parameters }, shapeText(value.shape));
    return [{ ...words, gives: keyValue(value).three }];
  });
  return {
    ...{ name, lines, value: keyValue(right), mistakes: distinct(mistakes) },
    equivalents: [],
  };
}

/** The formula that a value was computed by, and the same with numbers. */
function definitionLines(right: Tensor): KeyLine[] {
  const { name, trace } = right;
  if (name === undefined || trace === undefined) return [];
  const form = formOf(right);
  const named = ancestors(right).flatMap((tensor) =>
    tensor.name === undefined ? [] : [[nameText(tensor.name), tensor] as const],
  );
  return [
    { rule: "definition", ...definitionSides(right, name) },
    numbersLine(numbersPutIn(form, new Map(named), DIGITS)),
  ];
}

function formOf(computed: Tensor): Form {
  return tidy(reader((tensor) => (tensor === computed ? undefined : symbolOf(tensor)))(computed));
}

/** The formula that a named tensor was computed by: `u = a b`. */
export function definitionSides(computed: Tensor, name: Name): Sides {
  return equation(meaningSides({ kind: "tensor", name }), sidesOf(formOf(computed)));
}

/** The lines of the derivation that end in the gradient, and its closed form with numbers. */
function gradientLines(derivation: Derivation): KeyLine[] {
  return [...resultLines(derivation), numbersLine(threeColumns(derivation).numbers)];
}

/** The lines about the gradient itself, each form once. */
export function resultLines(derivation: Derivation): KeyLine[] {
  const own = derivation.lines.filter(({ of }) => of === "result");
  const all = own.map((line) => written(line, derivation));
  return all.filter(({ plain }, at) => all.findIndex((each) => each.plain === plain) === at);
}

/** The step of gradient descent that follows the lines of its gradient. */
function updateLine({ about: { output, source }, rate }: FromGradient): KeyLine {
  const old = meaningSides({ kind: "tensor", name: source.name });
  const slope = meaningSides({ kind: "adjoint", output: output.name, by: source.name });
  return {
    rule: "update",
    latex: `${old.latex} - ${rate}\\,${slope.latex}`,
    plain: `${old.plain} − ${rate} ${slope.plain}`,
    spoken: `${old.spoken} minus ${rate} times ${slope.spoken}`,
  };
}

function numbersLine(latex: string): KeyLine {
  return { rule: "numbers put in", latex: `= ${latex}`, plain: "", spoken: "with the numbers put in" };
}

function plainText(value: Plain): string {
  if (!Array.isArray(value)) return String(value);
  const parts: readonly Plain[] = value;
  return parts.every((part) => typeof part === "number")
    ? parts.join(" × ")
    : parts.map(plainText).join(", ");
}

/** A letter with the option that it stands for. */
function optionText(right: Plain, { question }: Task): string {
  const text = plainText(right);
  return question.find((line) => line.startsWith(`(${text}) `)) ?? text;
}
