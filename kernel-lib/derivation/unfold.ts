/** @file A line opened: the computation behind it in elementary steps, each with a symbol, to be derived by the same rules. */

import { distance } from "../autodiff/check.js";
import { ancestors, dependents, requireFinite } from "../autodiff/trace.js";
import { stretched } from "../formula/build.js";
import type { Form } from "../formula/form.js";
import { definitionRule } from "../operations/identities.js";
import { nameText, type Name } from "../tensor/name.js";
import type { Operation } from "../tensor/operation.js";
import { Tensor } from "../tensor/tensor.js";
import { meaningLatex, nameLatex, namePlain } from "../writing/names.js";
import { dependence, type Dependence, type Edge, type Node } from "./dependence.js";
import type { Statement } from "./lines.js";
import { pointsOf, type Point, type Points } from "./points.js";

/** A computation between two neighbours of a derivation, in elementary steps. */
export interface Opened {
  readonly found: Dependence;
  readonly points: Points;
  /** What its derivation has to reach. */
  readonly target: Form;
  /** Where its steps begin among the nodes: above it stands what they are weighted with. */
  readonly inner: 0 | 1;
  /** The formula of the output as a whole. */
  readonly consumer: Form;
  /** The law that the steps come from, or that they are only given symbols. */
  readonly rule: string;
}

/** What surrounds a line. */
export interface Surroundings {
  readonly found: Dependence;
  readonly points: Points;
  /** Symbols that are in use around it. */
  readonly taken: ReadonlySet<string>;
}

/** Letters for intermediate results, in this order where they are free. */
const LETTERS = ["u", "v", "w", "p", "q", "r", "s", "t"] as const;
/** How far a definition may be from the row that has it, both in float64. */
const DEFINITION_TOLERANCE = 1e-9;

/** The computations behind a line that are not elementary: none, one, or one for each tensor that it comes from. */
export function opened(statement: Statement, around: Surroundings): Opened[] {
  const { edge, of, before } = statement;
  if (before !== undefined || statement.show === "chain") return [];
  const by = of === "result" ? around.found.source : around.found.nodes.find(({ adjoint }) => adjoint === of);
  if (edge?.local !== undefined) {
    const node = around.found.nodes.find(({ edges }) => edges.includes(edge));
    if (node === undefined || isElementary(edge)) return [];
    // Entry by entry only where every step is; what moves entries about is said of what arrives.
    const { rows, consumer } = edge;
    const entrywise =
      rows.length === 1 || consumer.tensor.size === 1 || rows.every(({ elementwise }) => elementwise);
    return [(entrywise ? openedLocal : openedWhole)(edge, node, around)];
  }
  if (by === undefined || of === "result") return [];
  const whole = by.edges.filter((other) => other.local === undefined);
  return whole.filter((other) => !isElementary(other)).map((other) => openedWhole(other, by, around));
}

/** One row that is not defined by others. */
function isElementary({ rows }: Edge): boolean {
  return rows.length === 1 && rows[0].definition === undefined;
}

function openedLocal(edge: Edge, node: Node, around: Surroundings): Opened {
  const { consumer, local } = edge;
  const { output, source, leaves } = inSteps(edge, node, around);
  const seed =
    output.size === 1 ? undefined : new Tensor(new Float64Array(output.size).fill(1), output.shape);
  const found = dependence(output, source, { seed });
  return {
    found,
    points: pointsOf(found, { elsewhere: elsewhere(leaves, around.points.there) }),
    target: stretched(local?.symbol.definition ?? consumer.adjoint, node.tensor.shape),
    inner: 0,
    consumer: consumer.definition ?? consumer.adjoint,
    rule: stepsRule(edge.rows),
  };
}

/** A line about matrices: what arrives at the consumer stays a symbol, and is passed on step by step. */
function openedWhole(edge: Edge, node: Node, around: Surroundings): Opened {
  const { consumer, contribution } = edge;
  const { output, source, leaves } = inSteps(edge, node, around);
  const { adjoint, name } = consumer;
  if (adjoint.kind !== "symbol" || adjoint.meaning.kind !== "adjoint")
    throw new Error(
      `derive: the line by ${nameText(node.name)} has no derivative to pass on; please report the computation`,
    );
  const arriving = valueAt(around.points.here, name).named(adjoint.text);
  const found = dependence(
    called(arriving.mul(output).sum(), resultName(node, consumer, adjoint.meaning.output)),
    source,
    { established: new Map([[arriving, adjoint]]) },
  );
  const moved = elsewhere(leaves, around.points.there).set(arriving, valueAt(around.points.there, name));
  const points = pointsOf(found, { elsewhere: moved });
  return {
    found,
    points,
    target: contribution,
    inner: 1,
    consumer: consumer.definition ?? adjoint,
    rule: stepsRule(edge.rows),
  };
}

/** Of a tensor that is used several times only the part that comes through this use is derived. */
function resultName({ edges }: Node, { name }: Node, result: Name): Name {
  if (edges.length === 1) return result;
  const latex = `${meaningLatex({ kind: "tensor", name: result })}_{\\text{via } ${meaningLatex({ kind: "tensor", name })}}`;
  return { base: `${result.base}_via_${nameText(name)}`, latex };
}

function valueAt({ adjoints }: Point, name: Name): Tensor {
  const value = adjoints.get(nameText(name));
  if (value === undefined)
    throw new Error(`derive: no derivative by ${nameText(name)} is known; please report the computation`);
  return value;
}

function stepsRule([first, ...more]: readonly Operation[]): string {
  return more.length === 0 ? definitionRule(first) : "a symbol for each step";
}

interface Steps {
  readonly output: Tensor;
  readonly source: Tensor;
  readonly leaves: readonly Tensor[];
}

/** The consumer computed again from its named inputs as data, with a symbol for each step that depends on the node. */
function inSteps({ consumer, rows }: Edge, node: Node, around: Surroundings): Steps {
  const copies = new Map<Tensor, Tensor>();
  const copy = (tensor: Tensor): Tensor => {
    const before = copies.get(tensor);
    if (before !== undefined) return before;
    const made = copied(tensor);
    copies.set(tensor, made);
    return made;
  };
  const copied = (tensor: Tensor): Tensor => {
    const { data, shape, name, trace } = tensor;
    if (trace === undefined || (name !== undefined && tensor !== consumer.tensor))
      return name === undefined ? tensor : new Tensor(data, shape, { name });
    const inputs = trace.inputs.map(copy);
    const { definition } = trace.operation;
    return rows.length === 1 && tensor === consumer.tensor && definition !== undefined
      ? definition(inputs, trace.settings)
      : new Tensor(data, shape, { trace: { ...trace, inputs } });
  };
  const output = copy(consumer.tensor);
  requireFinite(output, 'derive with detail: "full"');
  if (distance(output, consumer.tensor) > DEFINITION_TOLERANCE)
    throw new Error(
      `derive: ${stepsRule(rows)} differs from its row; this is a fault of the library, please report the computation`,
    );
  const source = copy(node.tensor);
  const taken = new Set([...around.taken, ...symbolsOf(around.found)]);
  return {
    output: withSymbols(output, source, { name: consumer.name, taken }),
    source,
    leaves: [...copies.values()].filter(({ name }) => name !== undefined),
  };
}

/** Every symbol of a computation: as it is known by, and as it is written, which may be another. */
export function symbolsOf({ named }: Dependence): string[] {
  return [...named].flatMap(([text, { name }]) =>
    name === undefined ? [text] : [text, namePlain(name), nameLatex(name)],
  );
}

/** The same computation with a symbol for everything that depends on the source. */
function withSymbols(
  output: Tensor,
  source: Tensor,
  { name, taken }: { name: Name; taken: ReadonlySet<string> },
): Tensor {
  const order = ancestors(output);
  const reached = dependents(order, [source]);
  const letter = freeLetters(taken);
  const symbols = new Map<Tensor, Tensor>();
  for (const tensor of order) {
    const { data, shape, trace } = tensor;
    if (trace === undefined || !reached.has(tensor)) continue;
    const inputs = trace.inputs.map((input) => symbols.get(input) ?? input);
    const own = tensor === output ? name : { base: letter() };
    symbols.set(tensor, new Tensor(data, shape, { name: own, trace: { ...trace, inputs } }));
  }
  return symbols.get(output) ?? output;
}

function freeLetters(taken: ReadonlySet<string>): () => string {
  let at = -1;
  return () => {
    let base: string;
    do {
      at++;
      const round = Math.floor(at / LETTERS.length);
      base = `${LETTERS[at % LETTERS.length]}${round === 0 ? "" : round}`;
    } while (taken.has(base));
    return base;
  };
}

function called(tensor: Tensor, name: Name): Tensor {
  return new Tensor(tensor.data, tensor.shape, { name, trace: tensor.trace });
}

/** The data of the opened part at the second point around it. */
function elsewhere(leaves: readonly Tensor[], { environment }: Point): Map<Tensor, Tensor> {
  const values = new Map<Tensor, Tensor>();
  for (const leaf of leaves) {
    const value = leaf.name && environment.get(nameText(leaf.name));
    // Only the numbers: what the tensor was computed from lies outside.
    if (value !== undefined) values.set(leaf, new Tensor(value.data, value.shape, { name: leaf.name }));
  }
  return values;
}
