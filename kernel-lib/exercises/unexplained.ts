/** @file What is said of a wrong line that no mistake explains. */

import type { Form } from "../formula/form.js";
import { shapeText } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { symbolsIn } from "./activation-mistakes.js";
import type { Reason } from "./messages.js";
import { equal } from "./mutations.js";
import { stepOf, type Quantity } from "./quantities.js";

/** The reason that says most: numbers for a formula, a value that holds at the data alone, a shape, or where to look. */
export function unexplained(
  form: Form,
  quantity: Quantity,
  { values, wanted }: { readonly values: readonly Tensor[]; readonly wanted: readonly Tensor[] },
): Reason {
  const symbol = stepOf(quantity);
  const [got, want] = [values[0].shape, wanted[0].shape].map(shapeText);
  if (symbolsIn(form).length === 0) return { key: "numbers-only", parameters: { symbol } };
  if (equal(values[0], wanted[0])) return { key: "here-only", parameters: { symbol } };
  if (got !== want) return { key: "shape", parameters: { symbol, got, want } };
  const { chain, definition } = quantity;
  return definition === undefined
    ? { key: "different", parameters: { symbol, chain } }
    : { key: "different-one", parameters: { symbol, definition } };
}
