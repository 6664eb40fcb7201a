/** @file The judge of lines: shapes, equality at every point, then the mistake that makes the same value. */

import type { Dependence } from "../derivation/dependence.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import { sameSymbol } from "../formula/linear.js";
import type { Form } from "../formula/form.js";
import type { Syntax } from "../syntax/grammar.js";
import { functionNamed, namesNear } from "../syntax/names.js";
import { DomainError, ShapeError, UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/apply.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { ReadSyntax } from "../syntax/read.js";
import { formOver, repairs, unknownName } from "./line.js";
import { carried } from "./mutation.js";
import { attempt, equal, mistakeIn, TOLERANCE } from "./mutations.js";
import { stepOf, type Quantity } from "./quantities.js";
import { symbolsIn } from "./activation-mistakes.js";
import { notYet, type Earlier } from "./not-yet.js";
import { unexplained } from "./unexplained.js";
import { meanCount } from "./loss-mistakes.js";
import { verdict, type Verdict } from "./verdict.js";

/** What a line is judged against. */
export interface Setting {
  readonly found: Dependence;
  readonly points: readonly Environment[];
  readonly scope: ReadonlyMap<string, Tensor>;
  /** The last line about each quantity that could be computed. */
  readonly earlier: readonly Earlier[];
}

/** A verdict, and the formula where there is one. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly form?: Form | undefined;
}

/** Judges a line that is taken to be about this quantity. */
export function judgeLine(read: ReadSyntax, quantity: Quantity, setting: Setting): Judgement {
  const { syntax, written } = read;
  const wrongName = foreignName(written, setting.scope);
  if (wrongName !== undefined) return { verdict: verdict(stepOf(quantity), wrongName.reason, wrongName) };
  const symbol = unknownName(syntax, setting.scope);
  if (symbol !== undefined) return { verdict: verdict(stepOf(quantity), unknown(symbol, setting)) };
  try {
    const form = formOver(syntax, setting.scope);
    const values = valuesOf(form, setting);
    return { form, verdict: judgeValues({ read, form, values }, quantity, setting) };
  } catch (error) {
    if (error instanceof ShapeError)
      return { verdict: judgeUntyped(read, quantity, { ...setting, problem: error.message }) };
    if (!(error instanceof UsageError || error instanceof DomainError)) throw error;
    const parameters = { problem: error.message.replace(/^formula: /, "") };
    return { verdict: verdict(stepOf(quantity), { key: "untyped", parameters }) };
  }
}

/** What is said of a name that the graph does not have. */
function unknown(name: string, { found: { named }, scope }: Setting): Verdict["reason"] {
  const symbol = stepOf({ label: name, whole: !name.includes("/") });
  if (functionNamed(name) !== undefined) return { key: "bare-function", parameters: { symbol } };
  if (name.split("/").every((side) => named.has(side)))
    return { key: "many-to-many", parameters: { symbol } };
  const near = namesNear(name, scope).filter((text) => named.has(text));
  const names = (near.length > 0 ? near : [...named.keys()]).join(", ");
  return { key: near.length > 0 ? "near-name" : "unknown-name", parameters: { symbol, names } };
}

/** A derivative that a line uses and no line has been about: of a mean, the lecture writes it without its 1/m. */
function unsaid(form: Form, { found, earlier }: Setting): string | undefined {
  const said = earlier.map(({ quantity }) => quantity.label);
  const used = symbolsIn(form).find(({ text }) => text.startsWith("d_") && !said.includes(text));
  return used && found.nodes.some((node) => sameSymbol(node.adjoint, used))
    ? used.text.replace("d_", "d")
    : undefined;
}

interface Typed {
  readonly read: ReadSyntax;
  readonly form: Form;
  readonly values: readonly Tensor[];
}

function judgeValues({ read, form, values }: Typed, quantity: Quantity, setting: Setting): Verdict {
  const step = stepOf(quantity);
  const wanted = setting.points.map(quantity.value);
  const shapes = { got: values[0].shape, want: wanted[0].shape };
  const isRight = matches(values, wanted);
  if (isRight || perExample(values, wanted, { quantity, setting })) {
    const key = isRight ? "right" : "right-per-example";
    const passed = { passed: true, value: values[0], shapes, tolerance: TOLERANCE };
    return notYet(form, quantity, setting) ?? verdict(step, { key, parameters: {} }, passed);
  }
  const line = followed(values, quantity, setting);
  if (line !== undefined)
    return verdict(step, { key: "follows", parameters: { line } }, { follows: line, shapes });
  const target = quantity.node;
  const mutation = quantity.whole
    ? mistakeIn({ values, target, found: setting.found, points: setting.points })
    : localMistake(values, quantity, setting);
  if (mutation !== undefined) {
    const { code, says = code, parameters } = mutation;
    const errors = code === "M17" ? unsaid(form, setting) : undefined;
    const more = code === "M18" ? { got: shapeText(shapes.got) } : errors && { symbol: errors };
    const reason = {
      key: errors === undefined ? says : ("M17-errors" as const),
      parameters: { ...parameters, ...more },
    };
    return verdict(step, reason, { code: code.startsWith("M") ? code : undefined, shapes });
  }
  const repaired = repairedBy(read, quantity, setting);
  if (repaired !== undefined) return verdict(step, repaired.reason, { ...repaired, shapes });
  return verdict(step, unexplained(form, quantity, { values, wanted }), { shapes });
}

/** The number of the wrong line whose mistake, carried on correctly, gives these values. */
function followed(
  values: readonly Tensor[],
  { node, whole, label }: Quantity,
  { earlier, found, points }: Setting,
): number | undefined {
  const leads = ({ passed, quantity, form }: Earlier): boolean => {
    if (passed || !whole || !quantity.whole || quantity.node === node) return false;
    return values.every((value, at) => {
      const made = attempt(() => carried(form, quantity.node, { found, point: points[at] }).get(label));
      return made !== undefined && equal(value, made);
    });
  };
  return earlier.find(leads)?.number;
}

/** The mistakes of a local derivative are those of the step that it is a part of, with 1 arriving from above. */
function localMistake(
  values: readonly Tensor[],
  { node, label, value }: Quantity,
  { found, points }: Setting,
): ReturnType<typeof mistakeIn> {
  const ratio = values.map((own, at) =>
    untraced(() => own.mul(points[at].get(`d_${label.split("/")[0]}`) ?? value(points[at]))),
  );
  return mistakeIn({ values: ratio, target: node, found, points });
}

/** Whether the values lack only the 1/m of the mean, where each example has a column of its own. */
function perExample(
  values: readonly Tensor[],
  wanted: readonly Tensor[],
  { quantity, setting }: { quantity: Quantity; setting: Setting },
): boolean {
  const count = meanCount(setting.found);
  const { tensor, definition } = quantity.node;
  if (count === undefined || count < 2 || definition === undefined || tensor.shape.at(-1) !== count)
    return false;
  return matches(
    values,
    wanted.map((value) => untraced(() => value.mul(count))),
  );
}

/** Values of the line; a derivative that the student wrote per example is used as it was written. */
function valuesOf(form: Form, { points, earlier }: Setting): Tensor[] {
  return points.map((point) => evaluate(form, withOwn(point, earlier)));
}

/** The symbols at a point, with the student's own derivatives for the graph's. */
function withOwn(point: Environment, earlier: readonly Earlier[]): Environment {
  const symbols = new Map(point);
  for (const { passed, quantity, form } of earlier) {
    if (passed && quantity.whole) symbols.set(quantity.label, evaluate(form, symbols));
  }
  return symbols;
}

function judgeUntyped(
  read: ReadSyntax,
  quantity: Quantity,
  setting: Setting & { readonly problem: string },
): Verdict {
  const repaired = repairedBy(read, quantity, setting);
  if (repaired !== undefined) return verdict(stepOf(quantity), repaired.reason, repaired);
  return verdict(stepOf(quantity), { key: "untyped", parameters: { problem: setting.problem } });
}

/** A mistake that was found in a line. */
export interface Found extends Pick<Verdict, "code"> {
  readonly reason: Verdict["reason"];
}

/** The smallest change of the line that makes it right. */
function repairedBy(read: ReadSyntax, quantity: Quantity, setting: Setting): Found | undefined {
  const wanted = setting.points.map(quantity.value);
  const points = setting.points.map((point) => withOwn(point, setting.earlier));
  const isRight = (changed: Syntax): boolean => {
    const form = formOver(changed, setting.scope);
    return points.every((point, at) => equal(evaluate(form, point), wanted[at]));
  };
  const repair = repairs(read).find((each) => attempt(() => isRight(each.syntax)));
  if (repair === undefined) return undefined;
  const { code, used, needed } = repair;
  const parameters = { symbol: stepOf(quantity), want: shapeText(wanted[0].shape), used, needed };
  return { code: code.startsWith("M") ? code : undefined, reason: { key: code, parameters } };
}

/** A name that is not known: an example's index left free (M25), or taken for a layer (M24). */
export function foreignName(
  written: readonly string[],
  scope: ReadonlyMap<string, Tensor>,
): Found | undefined {
  for (const name of written) {
    if (scope.has(name)) continue;
    const [, base = "", index = ""] = /^(?:(.+)_)?(i|\d+)$/u.exec(name.replace(/ᵢ$/u, "_i")) ?? [];
    if (index === "i") return { code: "M25", reason: { key: "M25", parameters: { index } } };
    if (base !== "" && scope.has(`${base}${index}`)) {
      return { code: "M24", reason: { key: "M24", parameters: { used: name, needed: `${base}${index}` } } };
    }
  }
  return undefined;
}

function matches(values: readonly Tensor[], wanted: readonly Tensor[]): boolean {
  return values.every((value, at) => equal(value, wanted[at]));
}
