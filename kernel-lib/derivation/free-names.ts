/** @file Names that nothing has yet, for results and vectors that were given none. */

import { nameText, type Name } from "../tensor/name.js";
import type { Tensor } from "../tensor/tensor.js";

/** The names that tensors have, as they are typed and as they are shown. */
export function namesIn(tensors: readonly Tensor[]): Set<string> {
  return new Set(
    tensors.flatMap(({ name }) => (name === undefined ? [] : [nameText(name), name.written?.plain ?? ""])),
  );
}

/** The first of these letters that is not taken. */
export function freeName(taken: ReadonlySet<string>, letters: readonly string[]): Name {
  let base = letters.find((letter) => !taken.has(letter)) ?? "result";
  while (taken.has(base)) base += "_";
  return { base };
}
