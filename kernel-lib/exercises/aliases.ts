/** @file The lecture's other names on a board: A2 for the answer ŷ of layer 2, g for the activation of every layer. */

import type { Dependence } from "../derivation/dependence.js";
import { sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";

/** What else names and functions of a graph are called. */
export interface Aliases {
  /** Names of the graph by their other names: `A2` → `yhat`. */
  readonly names: ReadonlyMap<string, string>;
  /** Functions of the library by their other names: `g` → `sigmoid`. */
  readonly functions: ReadonlyMap<string, string>;
}

/** `g` is known where all layers have one activation. */
export function aliasesOf({ named }: Dependence): Aliases {
  const layers = [...named].flatMap(([text, tensor]) => {
    const found = activated(tensor);
    return found === undefined ? [] : [{ text, ...found }];
  });
  const names = layers.flatMap(({ text, layer }): [string, string][] =>
    layer === undefined || named.has(`A${layer}`) ? [] : [[`A${layer}`, text]],
  );
  const activations = [...new Set(layers.map(({ activation }) => activation))];
  return {
    names: new Map(names),
    functions: new Map(activations.length === 1 ? [["g", activations[0]]] : []),
  };
}

/** The function that made a tensor from a pre-activation z, and the layer of that. */
function activated({ shape, trace }: Tensor): { activation: string; layer: number | undefined } | undefined {
  if (trace?.inputs.length !== 1 || trace.operation.notation.kind !== "function") return undefined;
  const [{ name, ...z }] = trace.inputs;
  if (name?.base.toLowerCase() !== "z" || !sameShape(shape, z.shape)) return undefined;
  return { activation: trace.operation.name, layer: name.layer };
}

/** A label such as `d_A2` or `A2/z2` in the graph's own names. */
export function ownLabel(label: string, { names }: Aliases): string {
  const own = (name: string): string => names.get(name) ?? name;
  return label.startsWith("d_") ? `d_${own(label.slice(2))}` : label.split("/").map(own).join("/");
}

/** The scope with the other names as well, and with those of their derivatives. */
export function withAliases(
  scope: ReadonlyMap<string, Tensor>,
  { names }: Aliases,
  result: string,
): ReadonlyMap<string, Tensor> {
  const both = new Map(scope);
  for (const [other, own] of names) {
    for (const form of [(name: string) => name, ...derivativeNames(result)]) {
      const tensor = scope.get(form(own));
      if (tensor !== undefined && !both.has(form(other))) both.set(form(other), tensor);
    }
  }
  return both;
}

/** How the derivative of the result by a name is called. */
function derivativeNames(result: string): readonly ((name: string) => string)[] {
  return [(name) => `d_${name}`, (name) => `d${name}`, (name) => `${result}/${name}`];
}
