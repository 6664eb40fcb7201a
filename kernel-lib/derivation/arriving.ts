/** @file What arrives at a node from those that use it, and which derivatives a derivation has to state for that. */

import { productOf, stretched, sumOf } from "../formula/build.js";
import type { Node } from "./dependence.js";
import { parts, type Form } from "../formula/form.js";

/** The derivative of the result by a node, in terms of those by the nodes that use it. */
export function arriving({ edges, tensor }: Node): Form {
  const terms = edges.map(({ contribution, consumer, local }) => {
    if (local === undefined) return contribution;
    return consumer.adjoint.kind === "symbol" ? productOf([consumer.adjoint, local.symbol]) : local.symbol;
  });
  return stretched(sumOf(terms), tensor.shape);
}

/** Whether what arrives cannot be said entry by entry. */
export function isThroughMatrices({ edges }: Node): boolean {
  return edges.some(({ local }) => local === undefined);
}

/** The derivatives that the result and lines about matrices mention, and those that these mention in turn. */
export function neededAdjoints(order: readonly Node[], result: Form): Set<string> {
  const needed = new Set<string>();
  collectAdjoints(result, needed);
  for (const node of [...order].reverse()) {
    const { adjoint } = node;
    if (!isThroughMatrices(node) && !(adjoint.kind === "symbol" && needed.has(adjoint.text))) continue;
    collectAdjoints(arriving(node), needed);
  }
  return needed;
}

function collectAdjoints(form: Form, into: Set<string>): void {
  const seen = new Set<Form>();
  const visit = (part: Form): void => {
    if (seen.has(part)) return;
    seen.add(part);
    if (part.kind === "symbol" && part.meaning.kind === "adjoint") into.add(part.text);
    parts(part).forEach(visit);
  };
  visit(form);
}
