/** @file The lecture's other names on a board: A2 for the answer ŷ of layer 2, g for the activation, m for the examples. */

import type { Dependence } from "../derivation/dependence.js";
import type { Spellings } from "../syntax/read.js";
import { nameText } from "../tensor/name.js";
import { sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { meanCount } from "./loss-mistakes.js";

/** What else names and functions of a graph are called. */
export interface Aliases extends Spellings {
  /** Names of the graph by their other names: `A2` → `yhat`, `w2` → `W2`. */
  readonly names: ReadonlyMap<string, string>;
}

/** What the lecture and students call a result. */
const RESULTS = ["L", "ell", "l", "J", "loss"] as const;

/** `g` is known where all layers have one activation, `m` where the result is a mean. */
export function aliasesOf(found: Dependence): Aliases {
  const { named, output } = found;
  const layers = [...named].flatMap(([text, tensor]) => {
    const found = activated(tensor);
    return found === undefined ? [] : [{ text, ...found }];
  });
  const inputs = [...named.keys()].filter((text) => /^x$/i.test(text));
  const spoken = [
    ...[...named.keys()].map((text) => [text, text] as const),
    ...RESULTS.map((other) => [other, nameText(output.name)] as const),
    ...inputs.map((text) => ["A0", text] as const),
    ...layers.flatMap(({ text, layer }) => (layer === undefined ? [] : [[`A${layer}`, text] as const])),
  ];
  const names = spoken
    .flatMap(([other, own]) => [[other, own] as const, [otherCase(other), own] as const])
    .filter(([other]) => !named.has(other));
  const activations = [...new Set(layers.map(({ activation }) => activation))];
  const constants = Object.entries({ m: meanCount(found), e: Math.E }).flatMap(([name, value]) =>
    value === undefined || named.has(name) ? [] : [[name, value] as const],
  );
  return {
    names: new Map(names),
    functions: new Map(activations.length === 1 ? [["g", activations[0]]] : []),
    constants: new Map(constants),
  };
}

/** `w2` of `W2`, `Z1` of `z1`. */
function otherCase(text: string): string {
  const small = text[0].toLowerCase();
  return (small === text[0] ? small.toUpperCase() : small) + text.slice(1);
}

/** The function that made a tensor from a pre-activation z, and the layer of that. */
function activated({ shape, trace }: Tensor): { activation: string; layer: number | undefined } | undefined {
  if (trace?.inputs.length !== 1 || trace.operation.notation.kind !== "function") return undefined;
  const [{ name, ...z }] = trace.inputs;
  if (name?.base.toLowerCase() !== "z" || !sameShape(shape, z.shape)) return undefined;
  return { activation: trace.operation.name, layer: name.layer };
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
