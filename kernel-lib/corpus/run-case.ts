/** @file Running a case: value, gradient, derivation and the refusal of wrong forms, each judged against the file. */

import { distance } from "../autodiff/check.js";
import { gradients } from "../autodiff/gradient.js";
import { corpusTextOf } from "../writing/corpus-text.js";
import { derive, type Derivation } from "../derivation/derivation.js";
import { compare } from "../syntax/equivalent.js";
import { readCorpus } from "../syntax/read.js";
import type { Environment } from "../formula/evaluate.js";
import { parseProgram, syntaxSize, type Program } from "../syntax/grammar.js";
import { latexOf } from "../writing/latex.js";
import { pointsOf } from "../derivation/points.js";
import { runProgram } from "../syntax/program.js";
import { tensor } from "../tensor/create.js";
import { UsageError } from "../tensor/errors.js";
import { sameShape } from "../tensor/shape.js";
import type { Nested, Tensor } from "../tensor/tensor.js";
import type { CorpusCase, CorpusLine, CorpusResult, Criteria } from "./case.js";
import { secondOrder } from "./second-order.js";
import { setUp, withSeed, type Setting } from "./setting.js";

const VALUE_TOLERANCE = 1e-12;
const GRADIENT_TOLERANCE = 1e-9;
/** A closed form may be this much longer than the textbook's. */
const SIZE_FACTOR = 1.5;
/** Points at which a student's form is compared, beside the two of the file. */
const POINTS = 8;

/** Runs one case and judges it; whatever the library throws is a failure with its message. */
export function runCase(given: CorpusCase): CorpusResult {
  const started = performance.now();
  try {
    const setting = setUp(given);
    const derivation = derive(setting.result, setting.source, {
      seed: setting.seed,
      elsewhere: setting.elsewhere,
    });
    return judged(setting, derivation, performance.now() - started);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...nothing(given), failures: [message], ms: performance.now() - started };
  }
}

function judged(setting: Setting, derivation: Derivation, ms: number): CorpusResult {
  const { given, result } = setting;
  const closed = corpusTextOf(derivation.closedForm);
  const nodes = syntaxSize(parseProgram(closed).result);
  const lines = orderedLines(derivation);
  const wrong = refusals(setting, derivation);
  const checks = criteria(setting, derivation, { closed, nodes, lines, wrong });
  return {
    id: given.id,
    group: given.group,
    ok: checks.ok,
    failures: checks.failures,
    value: result.toArray(),
    gradient: derivation.gradient.toArray(),
    second_point: secondPoint(setting),
    closed_form: closed,
    closed_form_nodes: nodes,
    ...secondOrder(setting),
    lines,
    wrong_forms: wrong,
    ms,
  };
}

/** What is judged beside the derivation itself. */
interface Evidence {
  readonly closed: string;
  readonly nodes: number;
  readonly lines: readonly CorpusLine[];
  readonly wrong: CorpusResult["wrong_forms"];
}

function criteria(setting: Setting, { gradient }: Derivation, { closed, nodes, lines, wrong }: Evidence) {
  const { given, result } = setting;
  const { closed_form_nodes: textbook } = given;
  const ok: Criteria = {
    value: near(result, given.value, VALUE_TOLERANCE),
    gradient: near(gradient, given.gradient, GRADIENT_TOLERANCE),
    symbolic: agrees(closed, setting),
    lines: lines.length > 0 && namesEstablished(lines, setting),
    size: textbook === undefined ? null : nodes <= SIZE_FACTOR * textbook,
    refused: wrong.length === 0 ? null : wrong.every(({ refused }) => refused),
  };
  const reasons: Readonly<Record<keyof Criteria, string>> = {
    value: "the value differs from the file's",
    gradient: "the gradient differs from the file's",
    symbolic: `${closed} does not give the gradient at both points`,
    lines: "a line uses a name that no earlier line establishes",
    size: `${closed} has ${nodes} nodes, the textbook ${textbook ?? 0}`,
    refused: `passed: ${wrong.flatMap(({ form, refused }) => (refused ? [] : [form])).join(", ")}`,
  };
  const failed = (Object.keys(ok) as (keyof Criteria)[]).filter((criterion) => ok[criterion] === false);
  return { ok, failures: failed.map((criterion) => `${criterion}: ${reasons[criterion]}`) };
}

/** Lines that establish a name first, then those of the result; a form that is only written otherwise stands once. */
function orderedLines({ lines }: Derivation): CorpusLine[] {
  const establishing = lines.filter(({ of }) => of !== "result").map(toLine);
  const results = lines.filter(({ of }) => of === "result").map(toLine);
  return [
    ...establishing,
    ...results.filter(({ form }, at) => form !== results.at(at - 1)?.form || at === 0),
  ];
}

function toLine({ rule, of, after, value }: Derivation["lines"][number]): CorpusLine {
  return {
    rule,
    of: of === "result" ? "result" : of.text,
    form: corpusTextOf(after),
    latex: latexOf(after),
    value: value.toArray(),
  };
}

/** Value and gradient at the file's second point, computed anew. */
function secondPoint({ given, program, elsewhere, seed }: Setting): { value: Nested; gradient: Nested } {
  const variables = new Map([...elsewhere].map(([{ name }, value]) => [name?.base ?? "", value]));
  const { result, scope } = runProgram(program, variables);
  const source = scope.get(given.wrt);
  if (source === undefined) throw new UsageError(`corpus: ${given.id} has no ${given.wrt}; name a variable`);
  const { by } = gradients(result, { by: source }, { seed });
  return { value: result.toArray(), gradient: by.toArray() };
}

function near(value: Tensor, expected: Nested, tolerance: number): boolean {
  const wanted = tensor(expected);
  return sameShape(value.shape, wanted.shape) && distance(value, wanted) <= tolerance;
}

/** The closed form, read back from its text, against the gradients of the file at both points. */
function agrees(closed: string, { given, program, variables, elsewhere, seed }: Setting): boolean {
  const there = new Map([...elsewhere].map(([{ name }, value]) => [name?.base ?? "", value]));
  return (
    near(evaluated(closed, { program, variables, seed }), given.gradient, GRADIENT_TOLERANCE) &&
    near(
      evaluated(closed, { program, variables: there, seed }),
      given.second_point.gradient,
      GRADIENT_TOLERANCE,
    )
  );
}

function evaluated(
  closed: string,
  {
    program,
    variables,
    seed,
  }: { program: Program; variables: ReadonlyMap<string, Tensor>; seed: Tensor | undefined },
): Tensor {
  const { scope } = runProgram(program, variables);
  return runProgram(parseProgram(closed), withSeed(scope, seed)).result;
}

/** Whether each line uses only names of the program and names that earlier lines established. */
function namesEstablished(lines: readonly CorpusLine[], { scope, seed }: Setting): boolean {
  const known = new Set([...withSeed(scope, seed).keys(), "pi"]);
  return lines.every(({ of, form }) => {
    known.add(of);
    return [...form.matchAll(/\bd_\w+/g)].every(([name]) => known.has(name));
  });
}

function refusals(setting: Setting, { closedForm, dependence }: Derivation) {
  const { given, scope, seed } = setting;
  if (given.wrong_forms === undefined) return [];
  const points = environments(dependence).map((point) => withAllNames(setting, point));
  return given.wrong_forms.map(({ form }) => {
    const verdict = compare(
      readCorpus(form, withSeed(scope, seed)),
      { kind: "form", form: closedForm },
      points,
    );
    const message = verdict.equal ? `equals the gradient by ${verdict.by}` : verdict.message;
    return { form, refused: !verdict.equal, message };
  });
}

/** Seeded points at which forms are compared. */
function environments(dependence: Derivation["dependence"]): Environment[] {
  const { here } = pointsOf(dependence);
  const others = Array.from(
    { length: POINTS },
    (_, at) => pointsOf(dependence, { seed: at + 1 }).there.environment,
  );
  return [here.environment, ...others];
}

/** A point with the values of all names of the program: a form may use one that the result does not. */
function withAllNames({ program, variables }: Setting, point: Environment): Environment {
  const there = new Map([...variables].map(([name, value]) => [name, point.get(name) ?? value]));
  return new Map([...runProgram(program, there).scope, ...point]);
}

function nothing({ id, group, closed_form_nodes: nodes, wrong_forms: wrong }: CorpusCase): CorpusResult {
  const size = nodes === undefined ? null : false;
  const refused = wrong === undefined ? null : false;
  return {
    id,
    group,
    ok: { value: false, gradient: false, symbolic: false, lines: false, size, refused },
    failures: [],
    value: null,
    gradient: null,
    second_point: null,
    closed_form: null,
    closed_form_nodes: null,
    lines: [],
    wrong_forms: [],
    ms: 0,
  };
}
