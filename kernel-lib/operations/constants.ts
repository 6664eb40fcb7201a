/** @file Constants of mathematics: rows without inputs, so that formulas say π and not its digits. */

import { functional } from "../tensor/notation.js";
import { apply } from "../tensor/apply.js";
import type { Operation } from "../tensor/operation.js";
import type { Tensor } from "../tensor/tensor.js";
import { whole } from "./define.js";

const piRow: Operation = whole("pi", [], {
  samples: [],
  law: "a constant does not change",
  notation: functional("\\pi", "π", "pi"),
  evaluate: () => ({ data: Float64Array.of(Math.PI), shape: [] }),
  compute: { write: () => [String(Math.PI)] },
});

/** The circle's constant π. */
export function pi(): Tensor {
  return apply(piRow, []);
}
