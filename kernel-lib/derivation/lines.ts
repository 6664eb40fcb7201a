/** @file The lines of a derivation, in the order in which a lecturer writes them. */

import { isNumber, matrixOf, onesForm, productOf, stretched, sumOf } from "../formula/build.js";
import { arriving, isThroughMatrices, neededAdjoints } from "./arriving.js";
import type { Dependence, Edge, Node } from "./dependence.js";
import { keyOf, parts, rewrite, sameForm, type Form, type SymbolForm } from "../formula/form.js";
import type { Equation } from "../formula/eliminate.js";
import type { LocalDerivative } from "./local.js";
import { mentions } from "../formula/linear.js";
import { simplifications, type Simplification } from "../formula/simplify.js";
import { formSize } from "../formula/size.js";
import { tidy } from "../formula/tidy.js";
import { factorsOf } from "../formula/terms.js";

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
  const { nodes, source, output } = dependence;
  const placed = placing(source);
  const locals = localsOf(nodes);
  const substituted = putIn(placed, locals, primes);
  const steps = simplifications(substituted);
  const textbook = steps.at(-1)?.after ?? substituted;
  const [edge] = source.edges;
  const single = source.edges.length === 1 && edge.consumer === output && edge.local !== undefined;
  const statements = single
    ? localStatements(source, new Set()).map((statement): Statement => ({ ...statement, of: "result" }))
    : [...stated(source, placed), ...substitution(placed, substituted), ...steps.map(simplified)];
  return { statements, textbook, closed: tidy(writtenOut(textbook)) };
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
function putIn(placed: Form, locals: ReadonlyMap<string, LocalDerivative>, primes: boolean): Form {
  const survivors = primes ? survivingPrimes(placed, locals) : new Set();
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

/**
 * The derivatives of activations whose every factor is still there when all is cancelled: these stay σ′(z).
 * Of a derivation that ends with a single local derivative nothing stays, or it would say nothing.
 */
function survivingPrimes(placed: Form, locals: ReadonlyMap<string, LocalDerivative>): Set<string> {
  if (placed.kind === "symbol") return new Set();
  const shortest = simplifications(writtenOut(placed)).at(-1)?.after ?? writtenOut(placed);
  const present = new Set<string>();
  rewrite(shortest, (part) => {
    const keys = factorKeys(part);
    for (const [text, { prime, symbol }] of locals) {
      if (prime === undefined || symbol.definition === undefined) continue;
      const wanted = factorKeys(symbol.definition);
      if (wanted.size > 0 && [...wanted].every((key) => keys.has(key))) present.add(text);
    }
    return part;
  });
  return present;
}

function factorKeys(form: Form): Set<string> {
  return new Set(factorsOf(form).factors.map(({ base, exponent }) => `${keyOf(base)}^${exponent}`));
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

/** The laws on the way, each once; the sum rule only where there is no other. */
function lawOf({ rows, contribution, local }: Edge): string {
  const laws = [...new Set(rows.map(({ law }) => law))];
  const telling = laws.filter((law) => law !== "sum rule" && law !== "constant factor");
  const reduces = rows.some(({ role }) => role?.kind === "total" || role?.kind === "mean");
  if (local === undefined && !reduces && holdsTotal(contribution))
    telling.push("a copied entry collects from all copies");
  return (telling.length > 0 ? telling : laws.slice(0, 1)).join(", ");
}

/** Whether a sum over entries occurs: the mark of an input that was broadcast. */
function holdsTotal(form: Form): boolean {
  return form.kind === "total" || parts(form).some(holdsTotal);
}
