/** @file Every row as a method of Tensor: `a.mul(b)` beside `mul(a, b)`. */

import type { Operation } from "../tensor/operation.js";
import { Tensor } from "../tensor/tensor.js";
import * as rows from "./rows.js";

/** A row called as a method: the tensor itself is the first operand. */
type Method<Row> = Row extends (first: infer _First, ...rest: infer Rest) => Tensor
  ? (...rest: Rest) => Tensor
  : never;

type Methods = { [Name in keyof typeof rows]: Method<(typeof rows)[Name]> };

declare module "../tensor/tensor.js" {
  // The interface merges into the class: its members are the rows.
  interface Tensor extends Methods {
    /** The transpose, as the lecture writes it: `W.T`. */
    readonly T: Tensor;
  }
}

for (const [name, row] of Object.entries(rows)) {
  const call: (first: Tensor, ...rest: never[]) => Tensor = row;
  Object.defineProperty(Tensor.prototype, name, {
    value(this: Tensor, ...rest: never[]) {
      return call(this, ...rest);
    },
  });
}
Object.defineProperty(Tensor.prototype, "T", {
  get(this: Tensor) {
    return rows.transpose(this);
  },
});

/** Every row by name. */
export const table: ReadonlyMap<string, Operation> = new Map(
  Object.entries(rows).map(([name, { row }]) => [name, row]),
);
