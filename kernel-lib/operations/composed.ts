/** @file Operations that are written with others: they have no rows of their own. */

import { asTensor } from "../tensor/apply.js";
import type { Operand, Tensor } from "../tensor/tensor.js";

/** Sum of the products of entries, Σ aᵢ bᵢ. */
export function dot(a: Operand, b: Operand): Tensor {
  return asTensor(a, "dot").mul(b).sum();
}

/** The columns of a matrix, one below the other, as one column. */
export function vec(x: Operand): Tensor {
  const turned = asTensor(x, "vec").transpose();
  return turned.reshape([turned.size, 1]);
}
