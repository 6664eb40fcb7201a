/** @file All paths from one node to the result, each with the product of its local derivatives. */

import { UsageError } from "../tensor/errors.js";
import type { Edge, Model, Node } from "./model.js";

/** One path, edge by edge. */
export interface Path {
  readonly edges: readonly Edge[];
  /** The product of the local derivatives; only where each is one number. */
  readonly product: number | undefined;
}

/** More paths than this are not told apart in a drawing. */
const MOST_PATHS = 12;

/**
 * Every path from a node to the result, in the order in which the edges leave the nodes.
 * @throws UsageError if there are more than can be told apart.
 */
export function pathsFrom(start: Node, { nodes, edges }: Model): readonly Path[] {
  const ways = new Map<Node, number>();
  // From the result backwards: so many ways lead on from each node.
  for (const node of [...nodes].reverse()) {
    const onward = edges.filter(({ from }) => from === node);
    const count = onward.reduce((sum, { to }) => sum + (ways.get(to) ?? 0), 0);
    ways.set(node, onward.length === 0 ? 1 : count);
  }
  const count = ways.get(start) ?? 0;
  if (count > MOST_PATHS) {
    throw new UsageError(
      `graph: ${count} paths lead on from there, at most ${MOST_PATHS} can be told apart; choose a node nearer to the result`,
    );
  }
  return walk(start, edges).map((path) => ({ edges: path, product: productOf(path) }));
}

function walk(node: Node, edges: readonly Edge[]): Edge[][] {
  const onward = edges.filter(({ from }) => from === node);
  if (onward.length === 0) return [[]];
  return onward.flatMap((edge) => walk(edge.to, edges).map((rest) => [edge, ...rest]));
}

function productOf(path: readonly Edge[]): number | undefined {
  let product = 1;
  for (const { local } of path) {
    if (local?.size !== 1) return undefined;
    product *= local.data[0];
  }
  return product;
}
