/** @file Index notation: every line of a derivation for one entry, with sums over indices. */

import { distance } from "../autodiff/check.js";
import { jacobian } from "../autodiff/second-order.js";
import { ones } from "../tensor/create.js";
import { number, sumOf } from "../formula/build.js";
import { aligned, Entries } from "../formula/entries.js";
import { EntryValues, positionsAt } from "../formula/entry-value.js";
import { shapedLike, type Environment } from "../formula/evaluate.js";
import { type Form, type SymbolForm } from "../formula/form.js";
import { lettersOf, type Places } from "../formula/places.js";
import type { Meaning } from "../formula/meaning.js";
import { added, multiplied } from "../formula/indices.js";
import { nameText } from "../tensor/name.js";
import type { Shape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";
import { entryMeaning, meaningText } from "../writing/names.js";
import { stepBetween, stepsOfPaths, type Step } from "./chain.js";
import type { Dependence, Node } from "./dependence.js";
import { ORDERED, type Statement } from "./lines.js";
import { middleOf, quantityOf, type Equation, type Notation } from "./notation.js";
import { symbolsAt, type Point } from "./points.js";
import { disagrees, expectedValue, LINE_TOLERANCE, sampledEntries } from "./verify.js";

/** The notation for one entry, over the names of a dependence. */
export function indexNotation(found: Dependence): Notation {
  const shapes = new Map([...found.named].map(([text, { shape }]) => [text, shape]));
  const context = { found, shapes, entries: new Entries(shapes, lettersIn(found)) };
  return {
    line: (statement) => lineOf(statement, context),
    given: ({ name, tensor, definition }) =>
      definition && equation({ kind: "tensor", name }, tensor.shape, { ...context, of: definition }),
    check: (statement, point) => check(statement, point, context),
    checkGiven: (node, point) => checkGiven(node, point, context),
  };
}

interface Context {
  readonly found: Dependence;
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly entries: Entries;
}

/** Letters that are symbols already. */
function lettersIn({ named, output }: Dependence): Set<string> {
  const names = [
    output.name,
    ...[...named.values()].flatMap(({ name }) => (name === undefined ? [] : [name])),
  ];
  return new Set(
    names.flatMap(({ base, sample, written }) => [
      base,
      String(sample ?? ""),
      ...Array.from(written?.plain ?? ""),
    ]),
  );
}

function lineOf(statement: Statement, context: Context): Equation {
  const [meaning, shape] = quantityOf(statement, context.found);
  const of = statement.show === "chain" ? undefined : statement.after;
  const middle = middleOf(statement);
  return {
    ...equation(meaning, shape, { ...context, of }),
    ...(statement.rule === ORDERED && { rule: "every step for one entry" }),
    ...(middle && { middle: entryAt(middle, shape, context) }),
  };
}

/** An equation for one entry; without a formula the chain rule down to the source. */
function equation(
  meaning: Meaning,
  shape: Shape,
  { of, ...context }: Context & { readonly of: Form | undefined },
): Equation {
  const used = new Set<string>();
  const at = context.entries.places(shape, used);
  const right = of === undefined ? chained(context, at, used) : context.entries.entry(of, at, used);
  return { left: entryAt(meaning, shape, context), right };
}

function entryAt(meaning: Meaning, shape: Shape, { entries, shapes }: Context): Meaning {
  const at = entries.places(shape, new Set());
  const above = meaning.kind === "local" ? aligned(at, shapes.get(nameText(meaning.of)) ?? shape) : [];
  return entryMeaning(meaning, lettersOf(at), lettersOf(above));
}

/** The chain rule for one entry: over every path a product of derivatives, summed over the entries in between. */
function chained({ found: { source }, entries }: Context, at: Places, used: Set<string>): Form {
  const paths = stepsOfPaths(source) ?? source.edges.map(({ consumer }) => [stepBetween(source, consumer)]);
  return sumOf(
    paths.map((path) => {
      const own = new Set(used);
      const form = alongPath(path, { entries, at, used: own });
      own.forEach((letter) => used.add(letter));
      return form;
    }),
  );
}

/** From the source up, since its entry is given: a step that acts entry by entry keeps the places. */
function alongPath(
  path: readonly Step[],
  { entries, at, used }: { readonly entries: Entries; readonly at: Places; readonly used: Set<string> },
): Form {
  const factors: Form[] = [];
  const over: Places[] = [];
  let places = at;
  for (const step of [...path].reverse()) {
    const { shape } = step.consumer.tensor;
    const local = step.node.edges.find(({ consumer }) => consumer === step.consumer)?.local;
    const above = local === undefined ? entries.places(shape, used) : aligned(places, shape);
    if (local === undefined) over.push(above);
    factors.unshift({
      kind: "entry",
      of: local?.symbol ?? jacobianSymbol(step),
      at: places,
      above,
      shape: [],
    });
    places = above;
  }
  // A tensor by itself: there is no step.
  if (path.length === 0) return number(1);
  // Where paths are too many the derivative by what uses the source stands for all that is above.
  const { adjoint } = path[0].consumer;
  if (adjoint.kind === "symbol") factors.unshift({ kind: "entry", of: adjoint, at: places, shape: [] });
  return added(over.flat(), multiplied(factors));
}

/** Every derivative of one node by another. */
function jacobianSymbol({ node, consumer, held }: Step): SymbolForm {
  const meaning: Meaning = { kind: "local", of: consumer.name, by: node.name, held };
  const shape = [...consumer.tensor.shape, ...node.tensor.shape];
  return { kind: "symbol", text: `${meaningText(meaning)}_all`, meaning, shape };
}

/** How far a line is from its quantity at a point. */
function check(statement: Statement, point: Point, context: Context): number {
  const [, shape] = quantityOf(statement, context.found);
  const expected = shapedLike(expectedValue(statement, point, context.found), ones(shape));
  const values = new EntryValues(valuesAt(point, statement, context.found), context.entries);
  return apart(lineOf(statement, context).right, { expected, values, entries: context.entries });
}

function checkGiven({ name, tensor, definition }: Node, { environment }: Point, context: Context): number {
  if (definition === undefined) return 0;
  const expected = environment.get(nameText(name)) ?? tensor;
  const { right } = equation({ kind: "tensor", name }, expected.shape, { ...context, of: definition });
  const values = new EntryValues(environment, context.entries);
  return apart(right, { expected, values, entries: context.entries });
}

interface Expectation {
  readonly expected: Tensor;
  readonly values: EntryValues;
  readonly entries: Entries;
}

/** How far a formula is from a tensor, entry by entry. @throws Error if it disagrees. */
function apart(right: Form, { expected, values, entries }: Expectation): number {
  const { shape } = expected;
  const places = entries.places(shape, new Set());
  const sample = sampledEntries(expected);
  const found = sample.map((entry) => values.at(right, positionsAt(places, shape, entry)));
  const wanted = sample.map((entry) => expected.data[entry]);
  const difference = distance(vector(found), vector(wanted));
  if (difference > LINE_TOLERANCE) throw disagrees(right, `differs entry by entry by ${difference}`);
  return difference;
}

function vector(numbers: readonly number[]): Tensor {
  return new Tensor(Float64Array.from(numbers), [numbers.length]);
}

/** Values of the symbols, of the derivatives of the result, and for the chain rule of every step's derivatives. */
function valuesAt(point: Point, { show }: Statement, { source }: Dependence): Environment {
  const values = symbolsAt(point);
  if (show !== "chain") return values;
  const paths = stepsOfPaths(source) ?? [source.edges.map(({ consumer }) => stepBetween(source, consumer))];
  for (const step of paths.flat()) {
    const { text, shape } = jacobianSymbol(step);
    if (!values.has(text)) values.set(text, new Tensor(stepJacobian(step, point.environment), shape));
  }
  return values;
}

/** The derivatives of one node by another, everything else that it uses held still. */
function stepJacobian({ node, consumer }: Step, environment: Environment): Tensor["data"] {
  const at = ({ name, tensor }: Node): Tensor => environment.get(nameText(name)) ?? tensor;
  const [of, by] = [at(consumer), at(node)];
  const copies = new Map<Tensor, Tensor>();
  const copied = (tensor: Tensor): Tensor => {
    const known = copies.get(tensor);
    if (known !== undefined) return known;
    const { data, shape, name, trace } = tensor;
    const isLeaf = trace === undefined || (name !== undefined && tensor !== of);
    const copy = isLeaf
      ? new Tensor(data, shape)
      : new Tensor(data, shape, { trace: { ...trace, inputs: trace.inputs.map(copied) } });
    copies.set(tensor, copy);
    return copy;
  };
  const output = copied(of);
  return jacobian(output, copied(by)).data;
}
