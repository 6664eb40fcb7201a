/** @file How named tensors were computed, as formulas over the other names. */

import type { Equation } from "../formula/eliminate.js";
import type { Form } from "../formula/form.js";
import { reader, symbolOf } from "../formula/read.js";
import { Tensor } from "../tensor/tensor.js";

/** The formula of a tensor over other symbols; undefined for data and for what it is derived by. */
export function definitionOf(tensor: Tensor, source: Tensor): Form | undefined {
  if (tensor.trace === undefined || tensor === source) return undefined;
  const written = (part: Tensor): Form | undefined =>
    symbolOf(part === source ? withFreeEntries(part) : part);
  return reader((part) => (part === tensor ? undefined : written(part)))(tensor);
}

/** Derived by a symmetric matrix every entry is free: that it is symmetric must not be used. */
export function withFreeEntries({ data, shape, name }: Tensor): Tensor {
  return new Tensor(data, shape, { name: name && { ...name, symmetric: false } });
}

/** How each named tensor but the result and the source was computed, in the order of the names. */
export function namedEquations(
  named: ReadonlyMap<string, Tensor>,
  { output, source }: { readonly output: Tensor; readonly source: Tensor },
): Equation[] {
  return [...named.values()].flatMap((tensor) => {
    if (tensor === output) return [];
    const [symbol, definition] = [symbolOf(tensor), definitionOf(tensor, source)];
    return symbol === undefined || definition === undefined ? [] : [{ symbol, definition }];
  });
}
