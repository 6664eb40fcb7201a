/** @file What a mutation is: one wrong step of the chain rule, and what it makes of the derivatives after it. */

import type { Dependence, Edge, Node } from "../derivation/dependence.js";
import { sumOf } from "../formula/build.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import { rewrite, type Form } from "../formula/form.js";
import type { MessageKey } from "./english.js";
import { textOf } from "./points.js";

/** A wrong step: the derivative by one node as someone with this misconception writes it. */
export interface Mutation {
  /** Its code in the catalogue: `M09`. */
  readonly code: MessageKey;
  /** What a line is told, where the words of the code do not fit it: `M09-term`. */
  readonly says?: MessageKey;
  /** The node whose derivative is wrong. */
  readonly at: Node;
  /** The wrong derivative, over named tensors and the derivatives of later nodes. */
  readonly step: Form;
  /** Where the mistake has a size of its own, such as a learning rate: any positive multiple of this is added. */
  readonly along?: Form | undefined;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** A rule: the mistakes of one kind that can be made at a node of any graph. */
export type Rule = (node: Node, found: Dependence) => readonly Mutation[];

/** The right step: what arrives from every later node, added. */
export function rightStep({ edges }: Node): Form {
  return sumOf(edges.map(({ contribution }) => contribution));
}

/** The step with what arrives along one edge replaced. */
export function withEdge({ edges }: Node, edge: Edge, form: Form): Form {
  return sumOf(edges.map((each) => (each === edge ? form : each.contribution)));
}

/** A form with one symbol replaced by another form. */
export function withSymbol(form: Form, text: string, by: Form): Form {
  return rewrite(form, (part) => (part.kind === "symbol" && part.text === text ? by : part));
}

/**
 * The symbols at a point where the derivative by one node has another value: all derivatives after it follow.
 * @throws ShapeError if what follows cannot be computed from it.
 */
export function carried(step: Form, at: Node, { found, point }: Setting): Environment {
  const symbols = new Map(point);
  symbols.set(`d_${textOf(at)}`, evaluate(step, point));
  const start = found.nodes.indexOf(at) + 1;
  for (const node of found.nodes.slice(start)) {
    symbols.set(`d_${textOf(node)}`, evaluate(rightStep(node), symbols));
  }
  return symbols;
}

/** Where a mutation is computed. */
interface Setting {
  readonly found: Dependence;
  readonly point: Environment;
}
