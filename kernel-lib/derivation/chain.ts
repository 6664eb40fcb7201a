/** @file The chain rule in the names of the nodes: one product of local derivatives per path, added over the paths. */

import type { Name } from "../tensor/name.js";
import type { Node } from "./dependence.js";
import { partialLatex, partialPlain, partialSpoken } from "../writing/names.js";
import type { Sides } from "../writing/sides.js";

/** One step of the chain rule: a node and the one above it that uses it, with what else the result depends on. */
export interface Step {
  readonly node: Node;
  readonly consumer: Node;
  readonly held: readonly Name[];
}

/** The steps of each path from the result down to a node; undefined where there are too many to write out. */
export function stepsOfPaths(source: Node): Step[][] | undefined {
  if (pathCount(source) > MOST_PATHS) return undefined;
  return pathsTo(source).map((path) => path.slice(1).map((node, at) => stepBetween(node, path[at])));
}

/** More paths than this are not written out; the rule is then stated for the last step alone. */
const MOST_PATHS = 6;

/** How a chain is written: one local derivative, a product along a path, a sum over paths. */
interface ChainStyle {
  readonly partial: (of: Name, by: Name, held?: readonly Name[]) => string;
  readonly times: string;
  readonly plus: string;
}

/** The chain rule in every style: `\frac{∂ℓ}{∂ŷ} \frac{∂ŷ}{∂z}`. */
export function chainSides(source: Node): Sides {
  return {
    latex: chain(source, { partial: partialLatex, times: " \\cdot ", plus: " + " }),
    plain: chain(source, { partial: partialPlain, times: " · ", plus: " + " }),
    spoken: chain(source, { partial: partialSpoken, times: " times ", plus: " plus " }),
  };
}

function chain(source: Node, style: ChainStyle): string {
  const paths = stepsOfPaths(source);
  if (paths === undefined) return lastStep(source, style);
  return paths.map((path) => path.map((step) => written(step, style)).join(style.times)).join(style.plus);
}

/** ∂L/∂x = Σ over what uses x of ∂L/∂consumer · ∂consumer/∂x. */
function lastStep(node: Node, style: ChainStyle): string {
  const { partial, times, plus } = style;
  return node.edges
    .map(({ consumer }) => {
      const { adjoint } = consumer;
      const above =
        adjoint.kind === "symbol" && adjoint.meaning.kind === "adjoint" ? adjoint.meaning : undefined;
      const own = written(stepBetween(node, consumer), style);
      return above === undefined ? own : `${partial(above.output, above.by)}${times}${own}`;
    })
    .join(plus);
}

function written({ node, consumer, held }: Step, { partial }: ChainStyle): string {
  return partial(consumer.name, node.name, held);
}

/** The step to a node; where the result depends on it in other ways as well, these are held still. */
export function stepBetween(node: Node, consumer: Node): Step {
  const others = node.edges.filter((edge) => edge.consumer !== consumer).map((edge) => edge.consumer.name);
  return { node, consumer, held: consumer.edges.length === 0 ? others : [] };
}

/** Paths from the result to a node, each from the result down; in the order in which their nodes were computed. */
function pathsTo(node: Node): Node[][] {
  if (node.edges.length === 0) return [[node]];
  return node.edges.flatMap(({ consumer }) => pathsTo(consumer).map((path) => [...path, node]));
}

function pathCount(source: Node): number {
  const counts = new Map<Node, number>();
  const count = (node: Node): number => {
    const known = counts.get(node);
    if (known !== undefined) return known;
    const paths =
      node.edges.length === 0 ? 1 : node.edges.reduce((sum, { consumer }) => sum + count(consumer), 0);
    counts.set(node, paths);
    return paths;
  };
  return count(source);
}
