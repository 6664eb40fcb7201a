/** @file The identity matrix: a row without inputs, so that formulas can say I. */

import { functional } from "../tensor/notation.js";
import { apply } from "../tensor/apply.js";
import type { Operation } from "../tensor/operation.js";
import type { Tensor } from "../tensor/tensor.js";
import { whole } from "./define.js";

const eyeRow: Operation = whole("eye", [], {
  samples: [],
  law: "the identity does not change",
  notation: functional("I", "eye", "identity of size"),
  role: { kind: "identity" },
  evaluate: (_, { side }) => {
    const size = typeof side === "number" ? side : 0;
    const data = new Float64Array(size * size);
    for (let i = 0; i < size; i++) data[i * size + i] = 1;
    return { data, shape: [size, size] };
  },
  settingsText: ({ side }) => [String(side)],
});

/** The identity matrix I with so many rows. */
export const eye = Object.assign((side: number): Tensor => apply(eyeRow, [], { side }), { row: eyeRow });
