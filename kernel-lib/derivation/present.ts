/** @file A derivation as it is read: typeset lines, a table of steps, plain text and spoken words. */

import { typedNumeral } from "../tensor/numerals.js";
import { sameShape, shapeText, type Shape } from "../tensor/shape.js";
import { chainSides } from "./chain.js";
import type { Node } from "./dependence.js";
import type { Derivation, Line, Unfolding } from "./derivation.js";
import type { Form } from "../formula/form.js";
import type { Notation } from "./notation.js";
import { notationOf } from "./notations.js";
import { latexOf, numbersPutIn } from "../writing/latex.js";
import { meaningLatex } from "../writing/names.js";
import { tensorLatex, tensorText } from "../writing/numerals.js";
import { plainOf } from "../writing/plain.js";
import type { Law } from "./laws.js";
import { rowLaws } from "./row-laws.js";
import { equation, listed, meaningSides, sidesOf, wordsLatex, type Sides } from "../writing/sides.js";
import { spokenOf } from "../writing/spoken.js";

/** One line as it is shown. */
export interface ShownLine {
  readonly rule: string;
  /** Typeset, from the left-hand side on. */
  readonly latex: string;
  readonly plain: string;
  readonly spoken: string;
  /** Its value, typeset; undefined where the line above has the same. */
  readonly value?: string | undefined;
  readonly shape: Shape;
  /** With every detail: the law of an elementary line in general form. */
  readonly law?: Sides | undefined;
  /** 0 for the lines of the derivation itself, 1 for those that one of them is opened into, and so on. */
  readonly depth: number;
}

/** The lines that are shown: all of them, or in brief the closed form. */
export function shownLines(derivation: Derivation, detail = derivation.options.detail): ShownLine[] {
  const last = derivation.lines[derivation.lines.length - 1];
  if (detail === "brief") return [shown({ ...last, before: undefined }, derivation, true)];
  const lines = derivation.lines.filter(
    (line, at) => at === 0 || !isSaid(derivation, line, derivation.lines[at - 1]),
  );
  return lines.flatMap((line, at) => {
    const next = lines.at(at + 1);
    // The result has the same value in every line: it is shown once, at the end.
    const own = shown(line, derivation, next === undefined || (line.of !== "result" && next.of !== line.of));
    if (detail !== "full") return [own];
    return [{ ...own, law: elementaryLaw(line) }, ...line.unfolded.flatMap(shownUnfolding)];
  });
}

/** The law of the one operation that a line names; undefined where it is opened, or stands on something else. */
function elementaryLaw(line: Line): Sides | undefined {
  const names = line.rule.split(", ");
  const [law, ...more] =
    line.unfolded.length > 0 ? [] : rowLaws(line).filter(({ rule }) => names.includes(rule));
  return more.length > 0 ? undefined : (law as Law | undefined)?.general;
}

/** The steps that a line is opened into, and what follows from each. */
function shownUnfolding({ rule, inner, derivation }: Unfolding): ShownLine[] {
  const steps = definitions(derivation.dependence.nodes.slice(inner), derivation);
  const first: ShownLine = { ...listed(steps), rule, shape: derivation.gradient.shape, depth: 0 };
  return [first, ...shownLines(derivation, "full")].map((line) => ({ ...line, depth: line.depth + 1 }));
}

/** Whether a line says what the one above says, or changed only what is not written, such as inner brackets. */
function isSaid(derivation: Derivation, line: Line, above: Line): boolean {
  if (line.before !== undefined) return above.of === line.of && plainOf(above.after) === plainOf(line.after);
  // After the steps of an opened line it is said again.
  return above.unfolded.length === 0 && written(line, derivation).plain === written(above, derivation).plain;
}

function shown(line: Line, derivation: Derivation, final: boolean): ShownLine {
  const value = final ? tensorLatex(line.value, derivation.options.digits) : undefined;
  return { ...written(line, derivation), value, shape: line.shape, depth: 0 };
}

/** A line in every style: its right-hand side, and where it begins a quantity, what that is. */
export function written(line: Line, derivation: Derivation): Sides & { readonly rule: string } {
  const first = line.before === undefined && line.rule !== "closed form";
  const equation = notationFor(derivation).line(line);
  const { latex, plain, spoken } = meaningSides(equation?.left ?? derivation.of);
  const right = rightSide(line, equation?.right);
  const middle = first && equation?.middle !== undefined ? meaningSides(equation.middle) : undefined;
  return {
    rule: equation?.rule ?? line.rule,
    latex: `${first ? latex : ""}${middle === undefined ? "" : ` = ${middle.latex}`} = ${right.latex}`.trim(),
    plain: `${first ? plain : ""}${middle === undefined ? "" : ` = ${middle.plain}`} = ${right.plain}`.trim(),
    spoken:
      `${first ? spoken : ""} equals ${middle === undefined ? "" : `${middle.spoken} equals `}${right.spoken}`.trim(),
  };
}

/** The notation that a derivation is written in. */
function notationFor({ options, dependence, of }: Derivation): Notation {
  return notationOf(options.notation, dependence, of);
}

/** What a line says of what it is about, in the lecture's notation or as the formula of another. */
export function rightSide({ show, after, dependence }: Line, form?: Form): Sides {
  if (form === undefined && show === "chain" && dependence !== undefined)
    return chainSides(dependence.source);
  return sidesOf(form ?? after, { strike: show === "strike", shapes: show === "shapes" });
}

/** The closed form in symbols, with the numbers put in, and its value. */
export function threeColumns(
  derivation: Derivation,
): Sides & { readonly numbers: string; readonly value: string } {
  const { lines, textbook, closedForm, environment, gradient, options } = derivation;
  const { digits } = options;
  const form = notationFor(derivation).line(lines[lines.length - 1])?.right ?? textbook;
  return {
    latex: latexOf(form),
    plain: plainOf(form),
    spoken: spokenOf(form),
    numbers: numbersPutIn(closedForm, environment, digits),
    value: tensorLatex(gradient, digits),
  };
}

/** The formulas that the derivation starts from: `z^{[1]} = W^{[1]} x + b^{[1]}`. */
export function givenSides(derivation: Derivation): readonly Sides[] {
  return definitions(derivation.dependence.nodes, derivation);
}

/** The same, typeset only. */
export function givenLatex(derivation: Derivation): string[] {
  return givenSides(derivation).map(({ latex }) => latex);
}

/** The formula of every tensor that was computed, in the order in which it was. */
function definitions(nodes: readonly Node[], derivation: Derivation): Sides[] {
  const notation = notationFor(derivation);
  return [...nodes].reverse().flatMap((node) => {
    const given = notation.given(node);
    return given === undefined ? [] : [equation(meaningSides(given.left), sidesOf(given.right))];
  });
}

/** The shape of what is derived: "shape 3 × 2 like W" for a gradient, with the symbol written by `formula`. */
export function shapeWords(
  { gradient, dependence: { source } }: Derivation,
  formula: (symbol: Sides) => string,
): string {
  const like = sameShape(gradient.shape, source.tensor.shape)
    ? ` like ${formula(meaningSides({ kind: "tensor", name: source.name }))}`
    : "";
  return `${gradient.rank === 0 ? "" : "shape "}${sizes(gradient.shape)}${like}`;
}

/** A shape in words: `3 × 2`, `a number`. */
export function sizes(shape: Shape): string {
  return shape.length === 2 ? shape.join(" × ") : shape.length === 0 ? "a number" : shapeText(shape);
}

/** How the lines were checked, in one sentence. */
export function checkText({ verification, dependence }: Derivation): string {
  const { lines, secondPoint, differences, measured } = verification;
  const { size } = dependence.source.tensor;
  const sample = measured < size ? ` at ${measured} of ${size} entries` : "";
  return (
    `Every line was evaluated: it agrees with the reverse sweep ${closeness(lines)} at these numbers ` +
    `and ${closeness(secondPoint)} at a second point; central differences agree ${closeness(differences)}${sample}.`
  );
}

function closeness(apart: number): string {
  return apart === 0 ? "exactly" : `to ${typedNumeral(apart, 2)}`;
}

/** The derivation as LaTeX, one aligned line per step, with its law beside it. */
export function derivationLatex(derivation: Derivation): string {
  const rows = shownLines(derivation).map(
    ({ latex, rule, depth }) => `${aligned(latex)} && ${"\\quad ".repeat(depth)}${wordsLatex(rule)}`,
  );
  const { numbers, value } = threeColumns(derivation);
  const title = meaningLatex(derivation.title);
  const result = `${title} &= ${numbers} && \\text{numbers put in} \\\\[4pt] &= ${value} && \\text{value}`;
  return `\\begin{aligned} ${[...rows, result].join(" \\\\[4pt] ")} \\end{aligned}`;
}

/** The first sign of equality is where lines align. */
function aligned(latex: string): string {
  return latex.replace(" = ", " &= ").replace(/^= /, "&= ");
}

/** The derivation in plain text, a line per step. */
export function derivationPlain(derivation: Derivation): string {
  const lines = shownLines(derivation).map(
    ({ plain, rule, depth, law }) =>
      `${"    ".repeat(depth)}${plain}    [${rule}${law === undefined ? "" : `: ${law.plain}`}]`,
  );
  const value = tensorText(derivation.gradient, derivation.options.digits);
  return [
    ...lines,
    `= ${value}    [shape ${shapeText(derivation.gradient.shape)}]`,
    checkText(derivation),
  ].join("\n");
}
