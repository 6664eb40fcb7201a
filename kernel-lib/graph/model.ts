/** @file The nodes and edges of a computation: values, gradients and local derivatives. */

import { sweep, type Gradients } from "../autodiff/sweep.js";
import { ancestors, dependents } from "../autodiff/trace.js";
import { UsageError } from "../tensor/errors.js";
import { untraced } from "../tensor/apply.js";
import { sameShape } from "../tensor/shape.js";
import { Tensor } from "../tensor/tensor.js";

/** What a drawing shows of a computation. */
export interface ModelOptions {
  /** All gradients, none, or those on the way to these tensors. */
  readonly gradients?: boolean | readonly Tensor[] | undefined;
  /** Every operation as a node, or only what has a name. */
  readonly detail?: "operations" | "named" | undefined;
}

/** A tensor of the computation. */
export interface Node {
  readonly id: string;
  readonly tensor: Tensor;
  /** A named tensor or the result; a given number; or an operation in between. */
  readonly kind: "named" | "constant" | "operation";
  /** Whether all that its operation took is drawn. */
  readonly direct: boolean;
  /** The gradient of the result by it. */
  readonly gradient: Tensor | undefined;
}

/** From an input to what was computed from it. */
export interface Edge {
  readonly from: Node;
  readonly to: Node;
  /** ∂to/∂from, holding the other inputs; only where it is one number, or one per entry. */
  readonly local: Tensor | undefined;
  /** The symbol that this derivative equals, where it is one: c for u = b c by b. */
  readonly factor: Tensor | undefined;
}

/** Nodes in the order of computation, and edges. */
export interface Model {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** More nodes than this cannot be read. */
const MOST_NODES = 200;

/**
 * The nodes and edges behind a result.
 * @throws UsageError if there are more than can be drawn.
 */
export function modelOf(output: Tensor, { gradients = true, detail = "operations" }: ModelOptions): Model {
  const order = ancestors(output);
  const drawn = order.filter(
    (tensor) => tensor === output || tensor.name !== undefined || detail === "operations",
  );
  if (drawn.length > MOST_NODES) {
    throw new UsageError(
      `graph: the computation has ${drawn.length} nodes, at most ${MOST_NODES} can be drawn; name the steps of interest and pass { detail: "named" }`,
    );
  }
  const found = gradientsOf(output, order, gradients);
  const kept = new Set(drawn);
  const nodes = drawn.map((tensor, index) =>
    nodeOf(tensor, { index, output, kept, gradient: found.get(tensor) }),
  );
  const byTensor = new Map(nodes.map((node) => [node.tensor, node]));
  return { nodes, edges: nodes.flatMap((node) => edgesInto(node, byTensor)) };
}

interface NodeParts {
  readonly index: number;
  readonly output: Tensor;
  readonly kept: ReadonlySet<Tensor>;
  readonly gradient: Tensor | undefined;
}

function nodeOf(tensor: Tensor, { index, output, kept, gradient }: NodeParts): Node {
  const named = tensor.name !== undefined || tensor === output;
  const kind = named ? "named" : tensor.trace === undefined ? "constant" : "operation";
  const inputs = tensor.trace?.inputs ?? [];
  const direct = inputs.every((input) => kept.has(input) || input.trace === undefined);
  return { id: `n${index}`, tensor, kind, direct, gradient: kind === "constant" ? undefined : gradient };
}

function gradientsOf(
  output: Tensor,
  order: readonly Tensor[],
  wanted: boolean | readonly Tensor[],
): Gradients {
  if (wanted === false) return new Map();
  const named = order.filter(({ name, trace }) => name !== undefined && trace === undefined);
  const sources = wanted === true ? named : wanted;
  if (wanted === true && (output.size !== 1 || sources.length === 0)) return new Map();
  return untraced(() => sweep(output, sources, { operation: "graph" }));
}

/** Edges into a node from the nearest drawn tensors behind it, with the derivative by each. */
function edgesInto(to: Node, nodes: ReadonlyMap<Tensor, Node>): Edge[] {
  const { output, drawn } = cutOut(to.tensor, nodes);
  const order = ancestors(output);
  const sources = order.filter((tensor) => drawn.has(tensor));
  const seed = new Tensor(new Float64Array(output.size).fill(1), output.shape);
  // A given number does not change, so nothing is said of how the result would change with it.
  const smooth = sources.filter(
    (source) => drawn.get(source)?.kind !== "constant" && (output.size === 1 || entrywise(source, order)),
  );
  const locals = smooth.length === 0 ? undefined : sweep(output, smooth, { operation: "graph", seed });
  return sources.flatMap((source) => {
    const from = drawn.get(source);
    const local = smooth.includes(source) ? locals?.get(source) : undefined;
    const factor = local && factorOf(local, seed);
    return from === undefined ? [] : [{ from, to, local, factor: factor && drawn.get(factor)?.tensor }];
  });
}

/** The step that made one tensor, on its own: what it was computed from, as far as it is drawn, becomes data. */
function cutOut(to: Tensor, nodes: ReadonlyMap<Tensor, Node>) {
  const copies = new Map<Tensor, Tensor>();
  const drawn = new Map<Tensor, Node>();
  for (const tensor of ancestors(to)) {
    const node = tensor === to ? undefined : nodes.get(tensor);
    const { data, shape, name } = tensor;
    const trace = node === undefined && tensor.trace;
    const inputs = trace ? trace.inputs.map((input) => copies.get(input) ?? input) : [];
    const copy = new Tensor(data, shape, trace ? { name, trace: { ...trace, inputs } } : { name });
    copies.set(tensor, copy);
    if (node !== undefined) drawn.set(copy, node);
  }
  return { output: copies.get(to) ?? to, drawn };
}

/** Whether everything from `source` on acts entry by entry in one shape, so that there is one derivative per entry. */
function entrywise(source: Tensor, order: readonly Tensor[]): boolean {
  const reached = dependents(order, [source]);
  return order
    .filter((tensor) => tensor !== source && reached.has(tensor))
    .every(({ trace, shape }) => trace?.operation.elementwise === true && sameShape(shape, source.shape));
}

/** The named tensor f of a derivative that is written 1 · f. */
function factorOf({ trace, name }: Tensor, seed: Tensor): Tensor | undefined {
  if (name !== undefined || trace?.operation.role?.kind !== "product" || !trace.inputs.includes(seed)) {
    return undefined;
  }
  return trace.inputs.find((input) => input !== seed && input.name !== undefined);
}
