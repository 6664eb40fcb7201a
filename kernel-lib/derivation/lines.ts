/** @file The lines of a derivation, in the order in which a lecturer writes them. */

import { isNumber, matrixOf, onesForm, productOf, stretched, sumOf } from "../formula/build.js";
import { arriving, isThroughMatrices, neededAdjoints } from "./arriving.js";
import type { Dependence, Edge, Node } from "./dependence.js";
import { namedEquations } from "./definitions.js";
import { lawOf } from "./edge-law.js";
import { rewrite, sameForm, type Form, type SymbolForm } from "../formula/form.js";
import type { Equation } from "../formula/eliminate.js";
import type { LocalDerivative } from "./local.js";
import { featuresOf } from "../formula/features.js";
import { mentions } from "../formula/linear.js";
import { lastingPrimes } from "./primes.js";
import { simplifications, simplify, type Simplification } from "../formula/simplify.js";
import { formSize } from "../formula/size.js";
import { throughNames } from "../formula/names.js";
import { holdsSquares } from "../formula/squares.js";
import { last } from "../formula/steps.js";
import { tidy } from "../formula/tidy.js";

/** What one line says, before it is rendered and verified. */
export interface Statement {
  /** The law or step, as a lecturer calls it. */
  readonly rule: string;
  /** What kind of line it is; `shapes` and `strike` are shown with shapes below, and with cancelled factors struck. */
  readonly show: "chain" | "local" | "shapes" | "strike" | "plain";
  /** What the line establishes: the result, or a derivative by its symbol. */
  readonly of: "result" | SymbolForm;
  /** The formula that was rewritten; undefined for the first line of each quantity. */
  readonly before?: Form | undefined;
  readonly after: Form;
  /** What was put in, where that was done. */
  readonly uses?: readonly Equation[] | undefined;
  /** The edge of the computation that a local line belongs to. */
  readonly edge?: Edge | undefined;
}

/** A derivative with more parts than this is not put into the next, which is then written with its symbol. */
const MOST_PARTS = 10_000;

/** The step from the chain rule to a formula of matrices. */
export const ORDERED = "order, transposes and ⊙ from the shapes";

/** The statements of a derivation, and the two forms it ends with. */
export interface Outline {
  readonly statements: readonly Statement[];
  /** In the lecture's notation, with σ′(z) where it survives. */
  readonly textbook: Form;
  /** The same with every local derivative written out. */
  readonly closed: Form;
}

/** Every line from the chain rule in symbols to the closed form, where `primes` allows it with σ′(z). */
export function outline(dependence: Dependence, { primes = true } = {}): Outline {
  const { source, output } = dependence;
  const placed = placing(source);
  const { substituted, steps, closed } = rewritings(dependence, placed, primes);
  const textbook = last(steps, substituted);
  const [edge] = source.edges;
  const single = source.edges.length === 1 && edge.consumer === output && edge.local !== undefined;
  const before = single
    ? localStatements(source, new Set()).map((statement): Statement => ({ ...statement, of: "result" }))
    : [...stated(source, placed), ...substitution(placed, substituted)];
  return { statements: [...before, ...steps.map(simplified)], textbook, closed };
}

/** The chain with its local derivatives put in, what shortens it, and what it is without symbols for them. */
function rewritings(dependence: Dependence, placed: Form, primes: boolean) {
  const { nodes, source, output, named } = dependence;
  const locals = localsOf(nodes);
  // Opened lines have their own way from intermediate results to what they are to reach.
  const equations = primes ? namedEquations(named, { output: output.tensor, source: source.tensor }) : [];
  const shortening = (form: Form) => throughNames(simplifications(form), form, equations);
  const written = (survivors: ReadonlySet<string>) => {
    const substituted = putIn(placed, locals, survivors);
    const steps = shortening(substituted);
    return { substituted, steps, closed: tidy(writtenOut(last(steps, substituted))) };
  };
  // Of a derivation that ends with a single local derivative no σ′(z) stays, or it would say nothing.
  const survivors =
    primes && placed.kind !== "symbol"
      ? lastingPrimes(simplify(writtenOut(placed)), locals)
      : new Set<string>();
  const withPrimes = written(survivors);
  // σ′(z) may hide what factors or cancels, as where two names stand for one result.
  const { closed } = withPrimes;
  const shortest = () =>
    holdsSquares(closed) && featuresOf(closed).has("below the line")
      ? last(shortening(closed), closed)
      : simplify(closed);
  const hides = survivors.size > 0 && formSize(shortest()) < formSize(closed);
  return hides ? written(new Set()) : withPrimes;
}

/** The chain rule, each node's derivatives in the order of the paths, and the order that the shapes ask for. */
function stated(source: Node, placed: Form): Statement[] {
  const order = pathOrder(source);
  const needed = neededAdjoints(order, placed);
  const chain: Statement = { rule: "chain rule", show: "chain", of: "result", after: placed };
  const shapes: Statement = {
    rule: ORDERED,
    show: "shapes",
    of: "result",
    after: placed,
  };
  return [
    chain,
    ...order.flatMap((node) => localStatements(node, needed)),
    ...(order.some(isThroughMatrices) ? [shapes] : []),
  ];
}

/** Every node between result and source, each after those it passes through, the first path's nodes first. */
function pathOrder(source: Node): Node[] {
  const order = new Set<Node>();
  const visit = (node: Node): void => {
    if (order.has(node)) return;
    node.edges.forEach(({ consumer }) => {
      visit(consumer);
    });
    order.add(node);
  };
  visit(source);
  return [...order];
}

function substitution(placed: Form, after: Form): Statement[] {
  if (sameForm(placed, after)) return [];
  const rule = "put in the local derivatives";
  return [{ rule, show: "strike", of: "result", before: placed, after, uses: established(placed, after) }];
}

/** The derivatives that a form names and the next does not, with what they are. */
function established(before: Form, after: Form): Equation[] {
  const found = new Map<string, Equation>();
  rewrite(before, (part) => {
    if (part.kind === "symbol" && part.definition !== undefined && !mentions(after, part))
      found.set(part.text, { symbol: part, definition: part.definition });
    return part;
  });
  return [...found.values()];
}

function simplified(step: Simplification): Statement {
  return { ...step, show: "plain", of: "result" };
}

/** Local derivatives in place of their symbols; σ′(z) where it will still be there at the end. */
function putIn(
  placed: Form,
  locals: ReadonlyMap<string, LocalDerivative>,
  survivors: ReadonlySet<string>,
): Form {
  return substitute(placed, (symbol) => {
    const local = locals.get(symbol.text);
    return local && (survivors.has(symbol.text) ? local.prime : local.symbol.definition);
  });
}

/** Every local derivative by the text of its symbol. */
function localsOf(nodes: readonly Node[]): Map<string, LocalDerivative> {
  const all = nodes.flatMap(({ edges }) =>
    edges.flatMap(({ local }) => (local === undefined ? [] : [local])),
  );
  return new Map(all.map((local) => [local.symbol.text, local]));
}

/** The derivative of the result by a node, over local derivatives as symbols and matrices in their places. */
function placing(node: Node): Form {
  const known = new Map<Node, Form>();
  const place = (at: Node): Form => {
    const before = known.get(at);
    if (before !== undefined) return before;
    const terms = at.edges.map((edge) => placedEdge(edge, place));
    const written = terms.length === 0 ? at.adjoint : stretched(sumOf(terms), at.tensor.shape);
    // Where every step uses the one above twice a formula doubles with each: from here on the symbol stands for it.
    const form = at !== node && formSize(written) > MOST_PARTS ? at.adjoint : written;
    known.set(at, form);
    return form;
  };
  return place(node);
}

function placedEdge({ consumer, contribution, local }: Edge, place: (node: Node) => Form): Form {
  const above = place(consumer);
  if (local === undefined) {
    return substitute(contribution, (symbol) =>
      consumer.adjoint.kind === "symbol" && symbol.text === consumer.adjoint.text ? above : undefined,
    );
  }
  // The derivative of the result by itself is 1 and is not written.
  if (above.kind === "ones" || isNumber(above, 1)) return local.symbol;
  return productOf([...(above.kind === "product" ? above.factors : [above]), local.symbol]);
}

/** Replaces symbols; those for which `by` gives nothing stay. */
function substitute(form: Form, by: (symbol: SymbolForm) => Form | undefined): Form {
  return rewrite(form, (part) => {
    if (part.kind !== "symbol") return part.kind === "matrix" ? joined(part.factors, part) : part;
    const other = by(part);
    if (other === undefined) return part;
    return isNumber(other, 1) && part.shape.length > 0 ? onesForm(part.shape) : stretched(other, part.shape);
  });
}

/** A matrix product inside a matrix product needs no brackets. */
function joined(factors: readonly Form[], form: Form): Form {
  if (!factors.some(({ kind }) => kind === "matrix") || factors.some(({ shape }) => shape.length !== 2))
    return form;
  return matrixOf(factors.flatMap((factor) => (factor.kind === "matrix" ? factor.factors : [factor])));
}

/** The form with every symbol that has a definition replaced by it. */
function writtenOut(form: Form): Form {
  return substitute(form, ({ definition }) => definition && writtenOut(definition));
}

/** The lines for one node: each local derivative with its law, then what arrives in all, where a later line needs it. */
function localStatements(node: Node, needed: ReadonlySet<string>): Statement[] {
  const { edges, adjoint } = node;
  const lines = edges.flatMap((edge) => (edge.local === undefined ? [] : localLines(edge, edge.local)));
  if (adjoint.kind !== "symbol" || !(isThroughMatrices(node) || needed.has(adjoint.text))) return lines;
  if (edges[0].local?.symbol.text === adjoint.text) return lines;
  const edge = edges.find(({ local }) => local === undefined);
  const rule = edge === undefined ? "chain rule" : lawOf(edge);
  return [...lines, { rule, show: "shapes", of: adjoint, after: arriving(node), edge }];
}

function localLines(edge: Edge, { symbol, written, steps }: LocalDerivative): Statement[] {
  const first: Statement = { rule: lawOf(edge), show: "local", of: symbol, after: written, edge };
  return [
    first,
    ...steps.map(({ rule, before, after }): Statement => ({
      rule,
      show: "local",
      of: symbol,
      before,
      after,
      edge,
    })),
  ];
}
