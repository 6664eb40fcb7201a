/** @file What may be wrong with the derivation of a program. */

import { centralDifferences, distance } from "../../../kernel-lib/autodiff/check.js";
import { gradients } from "../../../kernel-lib/autodiff/gradient.js";
import { corpusTextOf } from "../../../kernel-lib/writing/corpus-text.js";
import { derive, type Derivation } from "../../../kernel-lib/derivation/derivation.js";
import { evaluate, shapedLike } from "../../../kernel-lib/formula/evaluate.js";
import { keyOf, type Form } from "../../../kernel-lib/formula/form.js";
import { parseProgram } from "../../../kernel-lib/syntax/grammar.js";
import { called, runProgram } from "../../../kernel-lib/syntax/program.js";
import { secondPoint } from "../../../kernel-lib/autodiff/second-point.js";
import { simplify } from "../../../kernel-lib/formula/simplify.js";
import { tidy } from "../../../kernel-lib/formula/tidy.js";
import { random } from "../../../kernel-lib/tensor/random.js";
import { sameShape } from "../../../kernel-lib/tensor/shape.js";
import { Tensor } from "../../../kernel-lib/tensor/tensor.js";
import { run, type RandomProgram } from "./random-programs.js";

const CLOSE = 1e-8;
/** Steps of central differences: small ones for functions that bend fast, or that have a kink nearby. */
const STEPS = [3e-4, 3e-5, 3e-6];
const CLOSE_TO_DIFFERENCES = 1e-5;

/** Programs that were refused for a reason that is allowed, with the reason; the test names every one. */
export const allowedRefusals = new Map<string, string>();

/** The first thing that is wrong with the derivation of a program; undefined where nothing is. */
export function faultOf(program: RandomProgram): string | undefined {
  try {
    return faultOfDerivation(program);
  } catch (error) {
    if (error instanceof Error && isAllowed(error, program)) {
      allowedRefusals.set(program.text, error.message);
      return undefined;
    }
    return `throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }
}

function faultOfDerivation(program: RandomProgram): string | undefined {
  const here = settingOf(program);
  const { result, source, seed } = here;
  const moved = secondPoint(seed === undefined ? result : result.mul(seed).sum(), 7);
  const elsewhere = new Map(
    [...program.variables.values()].map((tensor) => [tensor, moved.get(tensor) ?? tensor]),
  );
  const derivation = derive(result, source, { seed, elsewhere });
  const variables = new Map(
    [...program.variables].map(([name, tensor]) => [name, elsewhere.get(tensor) ?? tensor]),
  );
  const there = settingOf({ ...program, variables });
  const closed = corpusTextOf(derivation.closedForm);
  const forms = [
    derivation.closedForm,
    derivation.textbook,
    ...derivation.dependence.nodes.flatMap(({ definition }) => definition ?? []),
  ];
  return (
    faultOfMeasure(here) ??
    apart("the sweep's gradient", derivation.gradient, here.gradient) ??
    apart(`the closed form ${closed}`, shapedLike(textValue(closed, here.names), source), here.gradient) ??
    apart(
      `at a second point ${closed}`,
      shapedLike(textValue(closed, there.names), source),
      there.gradient,
    ) ??
    faultOfLines(derivation, here.names) ??
    forms.map((form) => faultOfRewriting(form, derivation)).find((fault) => fault !== undefined)
  );
}

/** A refusal that says why: equal largest entries have no derivative, a product with a zero has none that divides. */
function isAllowed({ message }: Error, { text }: RandomProgram): boolean {
  const mayTie = /max|min|abs|relu|norm1/.test(text) && message.includes("kink");
  return mayTie || (text.includes("prod(") && message.includes("keep its input inside the range"));
}

/** A program at its data: its result, the gradient by the sweep, and the names that formulas may use. */
function settingOf(program: RandomProgram) {
  const { result, scope } = run(program);
  const source = scope.get(program.wrt);
  if (source === undefined) throw new Error(`the program has no ${program.wrt}`);
  const seed = result.rank === 0 ? undefined : seedOf(result);
  const names: ReadonlyMap<string, Tensor> = seed === undefined ? scope : new Map([...scope, ["seed", seed]]);
  return { result, source, seed, names, gradient: gradients(result, { source }, { seed }).source };
}

function faultOfMeasure({
  result,
  source,
  seed,
  gradient,
}: ReturnType<typeof settingOf>): string | undefined {
  const faults = STEPS.map((step) =>
    apart(
      "the gradient against central differences",
      gradient,
      centralDifferences(result, source, { seed, step }),
      CLOSE_TO_DIFFERENCES,
    ),
  );
  return faults.includes(undefined) ? undefined : faults[0];
}

function seedOf({ size, shape }: Tensor): Tensor {
  const source = random(size + 11);
  return called(
    new Tensor(
      Float64Array.from({ length: size }, () => 0.5 + source.uniform()),
      shape,
    ),
    { base: "seed" },
  );
}

function textValue(text: string, names: ReadonlyMap<string, Tensor>): Tensor {
  return runProgram(parseProgram(text), names).result;
}

function apart(what: string, value: Tensor, expected: Tensor, close = CLOSE): string | undefined {
  if (!sameShape(value.shape, expected.shape))
    return `${what}: shape [${value.shape.join()}], not [${expected.shape.join()}]`;
  const by = distance(value, expected);
  return by <= close ? undefined : `${what}: differs by ${by}`;
}

/** Every line's text has the line's value, where the names that earlier lines established are bound. */
function faultOfLines(
  { lines, gradient }: Derivation,
  names: ReadonlyMap<string, Tensor>,
): string | undefined {
  const known = new Map(names);
  const ordered = [
    ...lines.filter(({ of }) => of !== "result"),
    ...lines.filter(({ of }) => of === "result"),
  ];
  for (const { of, after, value } of ordered) {
    const text = corpusTextOf(after);
    const computed = textValue(text, known);
    const fault = apart(
      `the line ${text}`,
      of === "result" ? shapedLike(computed, gradient) : computed,
      value,
    );
    if (fault !== undefined) return fault;
    if (of !== "result") known.set(of.text, called(value, { base: of.text }));
  }
  return undefined;
}

function faultOfRewriting(form: Form, { environment }: Derivation): string | undefined {
  const value = evaluate(form, environment);
  for (const [name, rewriting] of [
    ["tidy", tidy],
    ["simplify", simplify],
  ] as const) {
    const once = rewriting(form);
    const fault = apart(`${name} of ${keyOf(form)} to ${keyOf(once)}`, evaluate(once, environment), value);
    if (fault !== undefined) return fault;
    const twice = rewriting(once);
    if (keyOf(once) !== keyOf(twice)) return `${name} twice: ${keyOf(once)} becomes ${keyOf(twice)}`;
  }
  return undefined;
}
