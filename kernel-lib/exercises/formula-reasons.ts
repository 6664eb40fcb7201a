/** @file Why a formula is wrong: a name, shapes, a mistake that gives its value, or an earlier line that it follows from. */

import { replay } from "../autodiff/replay.js";
import { ancestors } from "../autodiff/trace.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import type { Form } from "../formula/form.js";
import { mentions } from "../formula/linear.js";
import { symbolOf } from "../formula/read.js";
import type { FormulaContext } from "../syntax/context.js";
import type { Equivalence } from "../syntax/equivalent.js";
import type { Syntax } from "../syntax/grammar.js";
import { readStudent, type Misreading } from "../syntax/read.js";
import { nameText } from "../tensor/name.js";
import { shapeText } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { closeTo } from "./check.js";
import type { MessageKey } from "./english.js";
import { FORMULA_RULES } from "./formula-mistakes.js";
import { forwardMistakes } from "./forward-mistakes.js";
import { foreignName } from "./judge-line.js";
import { formOver, repairs } from "./line.js";
import type { Mistake } from "./mistake.js";
import { attempt } from "./mutations.js";
import { verdict, type Verdict } from "./verdict.js";

/** At how many points a mistake has to give the same value as the formula; one alone could be an accident. */
const TRIED = 3;

/** Two ways to the same number are no further apart. */
const SAME = 1e-9;

/** A formula that was judged. */
export interface FormulaLine {
  readonly target: Tensor;
  readonly verdict: Verdict;
  /** The formula where its value is wrong; undefined where it is right, and where it could not be read. */
  readonly wrong?: Form | undefined;
}

/** A formula, what it should give, and what it may use. */
interface Written extends FormulaContext {
  readonly text: string;
  readonly target: Tensor;
  readonly step: string;
  readonly turned?: "M07" | "M19" | undefined;
}

/** The verdict on a formula that is not equal to its target. */
export async function whyWrong(
  found: Equivalence & { readonly equal: false },
  written: Written,
): Promise<Verdict> {
  const { step, target } = written;
  if (found.by === "reading") return misread(found.reading, written);
  const repaired = found.by === "shape" ? await repairedBy(written) : undefined;
  if (repaired !== undefined) return repaired;
  const { formA: form, message } = found;
  if (form === undefined) return verdict(step, { key: "untyped", parameters: { problem: message } });
  const mistake = mistakeOf(form, written);
  if (mistake !== undefined) {
    const { code, parameters } = mistake;
    return verdict(step, { key: code, parameters }, { code: code.startsWith("M") ? code : undefined });
  }
  const bracketed = await repairedBy(written, (code) => code === "brackets");
  if (bracketed !== undefined) return bracketed;
  const parameters = { symbol: step, got: shapeText(form.shape), want: shapeText(target.shape) };
  return verdict(step, { key: found.by === "shape" ? "other-shape" : "wrong", parameters });
}

/** M24, M25: an index that is not known here. */
function misread(reading: Exclude<Misreading, { kind: "ill-typed" }>, { scope, step }: Written): Verdict {
  const names = reading.kind === "unknown names" ? reading.names.map(({ text }) => text) : [];
  const foreign = foreignName(names, scope);
  if (foreign !== undefined) return verdict(step, foreign.reason, foreign);
  const problem = reading.message.replace(/^formula: /, "");
  return verdict(step, { key: "unread-line", parameters: { problem } });
}

/**
 * M07, M14, M19, M23: a formula that is right once a matrix is turned, a product is of the other kind or in another
 * order, or something stands in brackets.
 */
async function repairedBy(
  { text, target, step, scope, points, turned = "M07" }: Written,
  isTried: (code: MessageKey) => boolean = () => true,
): Promise<Verdict | undefined> {
  const read = await readStudent(text, scope);
  const wanted = points
    .slice(0, TRIED)
    .map((point) => [point, valuesAt(point, target).get(target) ?? target] as const);
  const isRight = (each: Syntax): boolean =>
    wanted.every(([point, right]) => {
      const value = attempt(() => evaluate(formOver(each, scope), point));
      return value !== undefined && closeTo(value, right, SAME);
    });
  const all = repairs(read).filter((each) => isTried(each.code) && isRight(each.syntax));
  const repair = all.find(({ code }) => code !== "M19") ?? all.at(0);
  if (repair === undefined) return undefined;
  const { code, used, needed } = repair;
  const parameters = { used, needed, symbol: step, want: shapeText(target.shape) };
  if (code === "brackets") return verdict(step, { key: code, parameters });
  if (code !== "M19" || turned === "M19") return verdict(step, { key: code, parameters }, { code });
  const weights = { symbol: "A matrix of weights", got: "turned around in your formula" };
  return verdict(step, { key: "M07", parameters: weights }, { code: "M07" });
}

/** The mistake of the way forward that gives the value of this formula at every point. */
function mistakeOf(form: Form, { target, points }: Written): Mistake | undefined {
  const tried = points.slice(0, TRIED).map((point) => {
    const there = valuesAt(point, target).get(target) ?? target;
    return { value: evaluate(form, point), mistakes: forwardMistakes(there, FORMULA_RULES) };
  });
  return tried[0].mistakes.find(({ code }) =>
    tried.every(({ value, mistakes }) =>
      mistakes.some((same) => same.code === code && closeTo(value, same.value, SAME)),
    ),
  );
}

/** A later formula, and where it is tried. */
interface Later {
  readonly form: Form;
  readonly target: Tensor;
  readonly points: readonly Environment[];
}

/** Whether a wrong line is used in a later formula: by its name where that is right, else by the value that it gives. */
export function leadsTo(line: FormulaLine, { form, target, points }: Later, isRight: boolean): boolean {
  const { wrong, target: before } = line;
  const symbol = symbolOf(before);
  if (wrong === undefined || symbol === undefined) return false;
  if (isRight) return mentions(form, symbol);
  return points.slice(0, TRIED).every((point) => {
    const value = attempt(() => evaluate(wrong, point));
    if (value === undefined) return false;
    const named = new Tensor(value.data, value.shape, { name: before.name });
    const carried = attempt(() => valuesAt(point, target, [[before, named]]).get(target));
    return carried !== undefined && closeTo(evaluate(form, point), carried, SAME);
  });
}

/** The computation of a value at a point, with the values of some tensors on the way replaced. */
function valuesAt(
  point: Environment,
  target: Tensor,
  replaced: readonly (readonly [Tensor, Tensor])[] = [],
): ReadonlyMap<Tensor, Tensor> {
  const given = Object.entries(leaves(target)).map(
    ([text, leaf]) => [leaf, point.get(text) ?? leaf] as const,
  );
  return replay(target, new Map([...given, ...replaced]), { traced: true });
}

/** The named tensors that a value is computed from, and that are not computed themselves. */
export function leaves(target: Tensor): Record<string, Tensor> {
  return Object.fromEntries(
    ancestors(target).flatMap((tensor) =>
      tensor.trace === undefined && tensor.name !== undefined ? [[nameText(tensor.name), tensor]] : [],
    ),
  );
}
