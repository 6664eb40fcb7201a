/** @file Notation per example: a batch, whose columns are examples, with x⁽ⁱ⁾ and sums over i. */

import { distance } from "../autodiff/check.js";
import { evaluate, shapedLike, type Environment } from "../formula/evaluate.js";
import { Examples } from "../formula/examples.js";
import { rewrite, type Form, type SymbolForm } from "../formula/form.js";
import type { Meaning } from "../formula/meaning.js";
import type { Index } from "../formula/places.js";
import { reader, symbolOf } from "../formula/read.js";
import { UsageError } from "../tensor/errors.js";
import { nameText, type Name } from "../tensor/name.js";
import { untraced } from "../tensor/apply.js";
import { ones } from "../tensor/create.js";
import { shapeText, type Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { namesIn } from "./free-names.js";
import type { Dependence } from "./dependence.js";
import { middleOf, quantityOf, type Equation, type Notation } from "./notation.js";
import { symbolsAt, type Point } from "./points.js";
import { disagrees, expectedValue, LINE_TOLERANCE } from "./verify.js";

/** Letters for the number of an example. */
const LETTERS = ["i", "j", "k", "n"];

/** The notation per example, over the names of a dependence. */
export function exampleNotation(found: Dependence): Notation {
  const context = contextOf(found);
  return {
    line: (statement) => {
      if (statement.show === "chain") return undefined;
      const [meaning, shape] = quantityOf(statement, found);
      const middle = middleOf(statement);
      const written = equation({ meaning, shape, form: statement.after }, context);
      return { ...written, ...(middle && { middle: sampled(middle, context) }) };
    },
    given: ({ name, tensor: { shape }, definition }) =>
      definition && equation({ meaning: { kind: "tensor", name }, shape, form: definition }, context),
    check: (statement, point) => {
      const [meaning, shape] = quantityOf(statement, found);
      if (statement.show === "chain") return 0;
      const expected = shapedLike(expectedValue(statement, point, found), ones(shape));
      return check({ meaning, shape, form: statement.after }, { expected, point, context });
    },
    checkGiven: ({ name, tensor, definition }, point) => {
      const expected = point.environment.get(nameText(name)) ?? tensor;
      const { shape } = tensor;
      return definition === undefined
        ? 0
        : check({ meaning: { kind: "tensor", name }, shape, form: definition }, { expected, point, context });
    },
  };
}

interface Context {
  readonly index: Index;
  readonly examples: Examples;
  /** Names of tensors whose columns are examples, as plain text. */
  readonly names: ReadonlySet<string>;
}

/** A quantity and a formula for it. */
interface Claim {
  readonly meaning: Meaning;
  readonly shape: Shape;
  readonly form: Form;
}

/** Which names have examples: data that are said to, and what is computed from them column by column. */
function contextOf({ named, output }: Dependence): Context {
  const names = new Set<string>();
  const data = [...named].filter(([, { name }]) => name?.examples !== undefined);
  if (data.length === 0)
    throw new UsageError(
      'derive: no data are said to have an example in each column; name them so, as in named("X", { examples: "columns" }), or write notation: "lecture"',
    );
  const [[, first]] = data;
  for (const [text, { shape }] of data) {
    if (shape.length !== 2 || shape[1] !== first.shape[1])
      throw new UsageError(
        `derive: ${text} of shape ${shapeText(shape)} does not have the ${first.shape[1]} examples of ${data[0][0]} as columns; give all data as many`,
      );
  }
  const taken = new Set([output.name.base, ...namesIn([...named.values()])]);
  const index = { letter: LETTERS.find((letter) => !taken.has(letter)) ?? "e", size: first.shape[1] };
  const context: Context = {
    index,
    names,
    examples: new Examples(
      index,
      ({ meaning }) => hasExamples(meaning, names),
      (symbol) => column(symbol, context),
    ),
  };
  for (const [text, tensor] of named) {
    const definition = reader((part) => (part === tensor ? undefined : symbolOf(part)));
    const computed = tensor.trace !== undefined && context.examples.axis(definition(tensor)) === 1;
    if (tensor.name?.examples !== undefined || computed) names.add(text);
  }
  return context;
}

function hasExamples(meaning: Meaning, names: ReadonlySet<string>): boolean {
  if (meaning.kind === "tensor") return names.has(nameText(meaning.name));
  return "by" in meaning && names.has(nameText(meaning.by));
}

/** The column of a symbol, as a symbol: of the same text with the letter behind it. */
function column(symbol: SymbolForm, context: Context): SymbolForm {
  const { text, meaning, shape, definition } = symbol;
  const { index, examples } = context;
  return {
    kind: "symbol",
    text: `${text}(${index.letter})`,
    meaning: sampled(meaning, context),
    shape: [shape[0], 1],
    definition: definition && examples.one(definition, 1),
  };
}

/** A symbol for one example, wherever its names have examples. */
function sampled(meaning: Meaning, { index, names }: Context): Meaning {
  const one = (name: Name): Name => (names.has(nameText(name)) ? ofExample(name, index) : name);
  switch (meaning.kind) {
    case "tensor":
      return { ...meaning, name: one(meaning.name) };
    case "local":
      return { ...meaning, of: one(meaning.of), by: one(meaning.by) };
    case "adjoint":
      return { ...meaning, by: one(meaning.by) };
    default:
      return meaning;
  }
}

function ofExample(name: Name, { letter }: Index): Name {
  const { written } = name;
  if (written === undefined) return { ...name, sample: letter };
  const { latex, plain, spoken } = written;
  return {
    ...name,
    written: {
      latex: `{${latex}}^{(${letter})}`,
      plain: `${plain}^(${letter})`,
      spoken: `${spoken} of example ${letter}`,
    },
  };
}

/** What has examples is said of one of them. */
function equation({ meaning, form }: Claim, context: Context): Equation {
  const { examples, names } = context;
  const isOne = hasExamples(meaning, names);
  // Looked at first: whatever mixes examples in another way is refused here.
  const axis = examples.axis(form);
  if (axis === 0 || (axis === 1 && !isOne))
    throw new UsageError(
      'derive: a line has examples where its quantity has none; write notation: "lecture"',
    );
  return {
    left: isOne ? sampled(meaning, context) : meaning,
    right: isOne ? examples.one(form, 1) : examples.all(form),
  };
}

interface Expectation {
  readonly expected: Tensor;
  readonly point: Point;
  readonly context: Context;
}

/** How far an equation is from its quantity, example by example. @throws Error if it disagrees. */
function check(claim: Claim, { expected, point, context }: Expectation): number {
  const { right } = equation(claim, context);
  const all = symbolsAt(point);
  const isOne = hasExamples(claim.meaning, context.names);
  const numbers = isOne ? Array.from({ length: context.index.size }, (_, at) => at) : [undefined];
  const apart = numbers.map((at) => {
    const wanted = at === undefined ? expected : columnOf(expected, at);
    const value = exampleValue(right, { all, at, context });
    return distance(value.size === wanted.size ? value : shapedLike(value, wanted), wanted);
  });
  const worst = Math.max(...apart);
  if (worst > LINE_TOLERANCE) throw disagrees(right, `differs example by example by ${worst}`);
  return worst;
}

interface Where {
  readonly all: Environment;
  readonly at: number | undefined;
  readonly context: Context;
}

/** The value of a formula for an example: every sum over examples is a loop over their columns. */
function exampleValue(form: Form, { all, at, context }: Where): Tensor {
  const bound = new Map(at === undefined ? all : withColumns(all, at, context));
  const flat = rewrite(form, (part) => {
    if (part.kind !== "over") return part;
    const values = Array.from({ length: context.index.size }, (_, number) =>
      evaluate(part.of, withColumns(all, number, context)),
    );
    const text = `sum ${bound.size}`;
    bound.set(
      text,
      untraced(() => values.reduce((sum, value) => sum.add(value))),
    );
    return { kind: "symbol", text, meaning: { kind: "tensor", name: { base: text } }, shape: part.shape };
  });
  return evaluate(flat, bound);
}

function withColumns(all: Environment, at: number, { index, names }: Context): Environment {
  const values = new Map(all);
  for (const [text, value] of all) {
    if (names.has(text.replace(/^d_/, ""))) values.set(`${text}(${index.letter})`, columnOf(value, at));
  }
  return values;
}

function columnOf({ data, shape: [rows, columns] }: Tensor, at: number): Tensor {
  return new Tensor(
    Float64Array.from({ length: rows }, (_, row) => data[row * columns + at]),
    [rows, 1],
  );
}
