/** @file What a line can be about: the derivatives on the way from a result to a tensor, and the names a line may use. */

import { chainSides } from "../derivation/chain.js";
import type { Dependence, Node } from "../derivation/dependence.js";
import { evaluate, type Environment } from "../formula/evaluate.js";
import { nameText } from "../tensor/name.js";
import { Tensor } from "../tensor/tensor.js";
import { namePlain } from "../writing/names.js";
import { plainOf } from "../writing/plain.js";
import { rightValue } from "./mutations.js";
import { textOf } from "./points.js";

/** The derivative of the result by a node, or a local derivative between two nodes. */
export interface Quantity {
  /** `d_z2` for the derivative of the result, `A1/z1` for a local one. */
  readonly label: string;
  readonly node: Node;
  /** What a local derivative is of. */
  readonly consumer?: Node | undefined;
  readonly value: (point: Environment) => Tensor;
  /** The chain rule for it, in words. */
  readonly chain: string;
  /** What it is the derivative of, where its chain has a single factor: `ŷ = σ(z^[2])`. */
  readonly definition?: string | undefined;
  /** Whether it is the derivative of the result. */
  readonly whole: boolean;
}

/** From the result to the target; before each derivative of the result the local ones that it needs. */
export function quantitiesOf({ nodes, output }: Dependence): Quantity[] {
  return nodes.slice(1).flatMap((node) => {
    const text = textOf(node);
    const local = node.edges.flatMap(({ consumer, local: derivative }): Quantity[] => {
      const definition = derivative?.symbol.definition;
      if (definition === undefined || consumer === output) return [];
      const label = `${textOf(consumer)}/${text}`;
      return [
        {
          label,
          node,
          consumer,
          chain: `∂${label.replace("/", "/∂")}`,
          definition: definitionText(consumer),
          whole: false,
          value: (point) => evaluate(definition, point),
        },
      ];
    });
    const value = (point: Environment): Tensor => rightValue(node, point);
    const [{ consumer }, ...more] = node.edges;
    const definition = consumer === output && more.length === 0 ? definitionText(consumer) : undefined;
    const { plain: chain } = chainSides(node);
    return [...local, { label: `d_${text}`, node, chain, definition, whole: true, value }];
  });
}

function definitionText({ name, definition }: Node): string | undefined {
  return definition && `${namePlain(name)} = ${plainOf(definition)}`;
}

/** A point with the local derivatives as well, by their labels. */
export function withLocals(point: Environment, quantities: readonly Quantity[]): Environment {
  const local = quantities.filter(({ whole }) => !whole);
  return new Map([...point, ...local.map(({ label, value }) => [label, value(point)] as const)]);
}

/**
 * Tensors by the names that a line may use: those of the graph and of its local derivatives, `A1/z1`, and `dz2` or
 * `ell/z2` for the derivative of the result by z2.
 */
export function scopeOf({ named, output }: Dependence, here: Environment): ReadonlyMap<string, Tensor> {
  const scope = new Map<string, Tensor>();
  for (const [text, tensor] of here) {
    const { data, shape, name } = named.get(text) ?? tensor;
    const symbol = new Tensor(data, shape, {
      name: named.has(text) && name !== undefined && nameText(name) === text ? name : { base: text },
    });
    scope.set(text, symbol);
    if (!text.startsWith("d_")) continue;
    const by = text.slice(2);
    if (!here.has(`d${by}`)) scope.set(`d${by}`, symbol);
    scope.set(`${textOf(output)}/${by}`, symbol);
  }
  return scope;
}

/** The quantity as it is named in messages: `dz2`, `∂A1/∂z1`. */
export function stepOf({ label, whole }: Pick<Quantity, "label" | "whole">): string {
  return whole ? label.replace(/^d_/, "d") : `∂${label.replace("/", "/∂")}`;
}
