/** @file How a result depends on a tensor: the named tensors between them, and what each passes back to the next. */

import { sweep } from "../autodiff/sweep.js";
import { ancestors, dependents, label, requireFinite } from "../autodiff/trace.js";
import { UsageError } from "../tensor/errors.js";
import { nameText, type Name } from "../tensor/name.js";
import type { Operation } from "../tensor/operation.js";
import { Tensor } from "../tensor/tensor.js";
import { number, onesForm, stretched } from "../formula/build.js";
import type { Form } from "../formula/form.js";
import { meaningText } from "../writing/names.js";
import { linearIn, withoutSymbols } from "../formula/linear.js";
import { definitionOf, withFreeEntries } from "./definitions.js";
import { requireDifferentiable } from "./differentiable.js";
import { localDerivative, type LocalDerivative } from "./local.js";
import { freeName, namesIn } from "./free-names.js";
import { reader, symbolOf } from "../formula/read.js";
import { formSize } from "../formula/size.js";
import { tidy } from "../formula/tidy.js";

/** What one named tensor receives from a tensor that uses it. */
export interface Edge {
  /** The tensor that uses it. */
  readonly consumer: Node;
  /** Its part of the derivative, in terms of the consumer's. */
  readonly contribution: Form;
  /** The local derivative, where the consumer depends on it entry by entry. */
  readonly local?: LocalDerivative | undefined;
  /** The rows between the two, from the consumer down. */
  readonly rows: readonly Operation[];
  /** What each of these rows computed. */
  readonly steps: readonly Tensor[];
}

/** A named tensor between the result and what it is derived by. */
export interface Node {
  readonly tensor: Tensor;
  readonly name: Name;
  /** ∂result/∂node as a symbol; 1 for the result itself. */
  readonly adjoint: Form;
  /** The formula by which it was computed from other named tensors; undefined for data. */
  readonly definition?: Form | undefined;
  readonly edges: readonly Edge[];
}

/** From the result (first) to the tensor it is derived by (last). */
export interface Dependence {
  readonly nodes: readonly Node[];
  readonly output: Node;
  readonly source: Node;
  /** Every named tensor behind the result, by its plain text. */
  readonly named: ReadonlyMap<string, Tensor>;
  /** Gradient arriving at the result, where it has many entries. */
  readonly seed?: Tensor | undefined;
}

/** What else is known where a part of a derivation is opened. */
export interface Opening {
  readonly seed?: Tensor | undefined;
  /** Data that stand for something established already, and how that is written. */
  readonly established?: ReadonlyMap<Tensor, Form>;
}

/** A derivative between two named tensors with more parts than this is refused. */
const MOST_PARTS = 500_000;

/** Letters for a result that was given none: the first that nothing else has. */
const RESULT_LETTERS = ["f", "g", "h", "F", "G", "H"] as const;

/**
 * Traces how `output` depends on `source` through named tensors.
 * @throws UsageError if the source has no name, or two tensors share one.
 */
export function dependence(
  output: Tensor,
  source: Tensor,
  { seed, established = new Map() }: Opening = {},
): Dependence {
  const order = ancestors(output);
  requireName(source);
  const outputName = output.name ?? freeName(namesIn(order), RESULT_LETTERS);
  const named = namedTensors(order, { output, outputName });
  const adjoints = new Map(established);
  const arrived = new Map<Tensor, Tensor>();
  sweep(output, [source], {
    operation: "derive",
    seed,
    visit: (tensor, gradient) => {
      // Looked at first: only where something is wrong the whole way is walked to find out where.
      if (!gradient.data.every(Number.isFinite)) {
        requireDifferentiable(tensor, order);
        requireFinite(gradient, `derive: the derivative by ${label(tensor)}`);
      }
      if (tensor.name === undefined && tensor !== output) return gradient;
      // A fresh tensor stands for the derivative, so that what follows is written in terms of its symbol.
      const placeholder = new Tensor(gradient.data, gradient.shape);
      arrived.set(tensor, gradient);
      adjoints.set(placeholder, adjointForm(tensor, { output, outputName }));
      return placeholder;
    },
  });
  const read = reader(
    (tensor) => adjoints.get(tensor) ?? symbolOf(tensor === source ? withFreeEntries(source) : tensor),
  );
  const forms = new Map(
    [...arrived].map(([tensor, gradient]) => [tensor, tidy(writable(read(gradient), tensor))]),
  );
  const between = order.reverse().filter((tensor) => forms.has(tensor));
  return { ...linked(between, { forms, output, outputName }), named, seed };
}

function requireName({ name }: Tensor): void {
  if (name !== undefined) return;
  throw new UsageError(
    'derive: the tensor to derive by has no symbol; name it before it is used, as in tensor(…).named("W", { layer: 1 })',
  );
}

/** Refuses what cannot be written: where nothing between is named a formula can double with every step. */
function writable(form: Form, tensor: Tensor): Form {
  const size = formSize(form);
  if (size <= MOST_PARTS) return form;
  throw new UsageError(
    `derive: written out, the derivative by ${label(tensor)} has ${size.toPrecision(2)} parts, because results without a symbol are used again and again; name what is used more than once, as in x.mul(y).named("u")`,
  );
}

interface Context {
  readonly output: Tensor;
  readonly outputName: Name;
}

function adjointForm({ name, shape }: Tensor, { output, outputName }: Context): Form {
  if (name === undefined || name === output.name) return shape.length === 0 ? number(1) : onesForm(shape);
  const meaning = { kind: "adjoint", output: outputName, by: name } as const;
  return { kind: "symbol", text: meaningText(meaning), meaning, shape };
}

function namedTensors(order: readonly Tensor[], { output, outputName }: Context): Map<string, Tensor> {
  const named = new Map<string, Tensor>();
  for (const tensor of order) {
    const name = tensor.name ?? (tensor === output ? outputName : undefined);
    if (name === undefined) continue;
    const text = nameText(name);
    if (named.has(text)) {
      throw new UsageError(
        `derive: two tensors are named ${text}; give each its own symbol, as in named("${name.base}", { layer: 2 })`,
      );
    }
    named.set(text, tensor);
  }
  return named;
}

interface Linking extends Context {
  readonly forms: ReadonlyMap<Tensor, Form>;
}

/** Nodes with their edges, from the result down; each edge points to a node that stands earlier. */
function linked(order: readonly Tensor[], linking: Linking): Omit<Dependence, "named" | "seed"> {
  const nodes: Node[] = [];
  for (const tensor of order) {
    const name = tensor.name ?? linking.outputName;
    const adjoint = adjointForm(tensor, linking);
    const definition = definitionOf(tensor, order[order.length - 1]);
    const edges = nodes.length === 0 ? [] : edgesOf(tensor, { name, form: linking.forms.get(tensor), nodes });
    nodes.push({ tensor, name, adjoint, definition, edges });
  }
  return { nodes, output: nodes[0], source: nodes[nodes.length - 1] };
}

interface Arrival {
  readonly name: Name;
  readonly form: Form | undefined;
  readonly nodes: readonly Node[];
}

/** The derivative that arrives at a tensor, split by the tensor that it comes from. */
function edgesOf(tensor: Tensor, { name, form, nodes }: Arrival): Edge[] {
  if (form === undefined) return [];
  const users = nodes.filter((node) => stepsBetween(node.tensor, tensor).length > 0);
  // What was computed first stands first, as on the page.
  return users.reverse().map((consumer) => {
    const contribution = stretched(partOf(form, consumer, users), tensor.shape);
    const steps = stepsBetween(consumer.tensor, tensor);
    const rows = steps.flatMap(({ trace }) => (trace === undefined ? [] : [trace.operation]));
    const direct = consumer === nodes[0];
    const held = direct ? users.filter((user) => user !== consumer).map((user) => user.name) : [];
    const alone = direct && held.length === 0;
    let local: { readonly found: LocalDerivative | undefined } | undefined;
    return {
      consumer,
      contribution,
      rows,
      steps,
      // Worked out when it is asked for: it is shortened by algebra, and numbers need none of it.
      get local() {
        return (local ??= { found: localDerivative(contribution, { consumer, name, rows, alone, held }) })
          .found;
      },
    };
  });
}

/** A consumer's part of what arrives: a derivative is linear in those it is made of, so the others are set to 0. */
function partOf(form: Form, { adjoint }: Node, users: readonly Node[]): Form {
  if (users.length === 1) return form;
  const others = users.flatMap(({ adjoint: other }) => (other === adjoint ? [] : [other]));
  const own = withoutSymbols(form, others);
  // What has none of the symbols belongs to the result, whose own derivative is 1.
  const part = own && adjoint.kind === "symbol" ? linearIn(own, adjoint) : own;
  return part === undefined ? number(0) : tidy(part);
}

/** What is computed on the way from `source` to `output` through unnamed tensors, `output` first. */
function stepsBetween(output: Tensor, source: Tensor): Tensor[] {
  const near = ancestorsUpToNames(output);
  if (!near.includes(source)) return [];
  // Another named tensor that depends on the source is a node of its own, with rows of its own.
  const inside = near.filter((tensor) => tensor === output || tensor === source || tensor.name === undefined);
  const reached = dependents(inside, [source]);
  return inside
    .filter((tensor) => tensor !== source && tensor.trace !== undefined && reached.has(tensor))
    .reverse();
}

/** The unnamed tensors that a tensor was computed from, and the named ones at their edge; inputs first. */
function ancestorsUpToNames(output: Tensor): Tensor[] {
  const order: Tensor[] = [];
  const seen = new Set<Tensor>();
  const visit = (tensor: Tensor): void => {
    if (seen.has(tensor)) return;
    seen.add(tensor);
    if (tensor === output || tensor.name === undefined) tensor.trace?.inputs.forEach(visit);
    order.push(tensor);
  };
  visit(output);
  return order;
}
