/** @file Rows that compare: flat between their jumps, so their derivative is 0 wherever it exists. */

import { functional } from "../tensor/notation.js";
import { sub } from "./arithmetic.js";
import { binary, unary, type Binary, type Unary } from "./define.js";

/** Unit step: 1 where x > 0, otherwise 0. */
export const step: Unary = unary("step", {
  value: (x) => (x > 0 ? 1 : 0),
  entry: (by, x) => by.whereGreater([x, by.constant(0)], by.constant(1), by.constant(0)),
  partial: () => 0,
  law: "a step is flat",
  needs: "x ≠ 0, where it jumps",
  piece: ([x]) => ({ kind: "constant", value: x > 0 ? 1 : 0 }),
  notation: functional("\\operatorname{step}", "step", "step of"),
});

/** Sign: −1, 0 or 1. */
export const sign: Unary = unary("sign", {
  value: Math.sign,
  partial: () => 0,
  law: "a sign is flat",
  needs: "x ≠ 0, where it jumps",
  piece: ([x]) => ({ kind: "constant", value: Math.sign(x) }),
  notation: functional("\\operatorname{sign}", "sign", "sign of"),
});

/** Larger of two entries; where they are equal the derivative goes to the second. */
export const maximum: Binary = binary("maximum", {
  value: (a, b) => Math.max(a, b),
  partials: [(a, b) => a.sub(b).step(), (a, b) => sub(1, a.sub(b).step())],
  law: "the larger one passes the gradient",
  needs: "a ≠ b; where they are equal the second one counts",
  piece: ([a, b]) => ({ kind: "input", index: a > b ? 0 : 1 }),
  notation: functional("\\max", "maximum", "larger of"),
  domain: [
    { low: 0.3, high: 0.9 },
    { low: 1, high: 1.7 },
  ],
});

/** Smaller of two entries; where they are equal the derivative goes to the first. */
export const minimum: Binary = binary("minimum", {
  value: (a, b) => Math.min(a, b),
  partials: [(a, b) => sub(1, a.sub(b).step()), (a, b) => a.sub(b).step()],
  law: "the smaller one passes the gradient",
  needs: "a ≠ b; where they are equal the first one counts",
  piece: ([a, b]) => ({ kind: "input", index: a > b ? 1 : 0 }),
  notation: functional("\\min", "minimum", "smaller of"),
  domain: [
    { low: 0.3, high: 0.9 },
    { low: 1, high: 1.7 },
  ],
});

/** Equality: 1 where two entries are the same, otherwise 0. */
export const eq: Binary = binary("eq", {
  value: (a, b) => (a === b ? 1 : 0),
  partials: [() => 0, () => 0],
  law: "an indicator is flat",
  needs: "a ≠ b, where it jumps",
  piece: ([a, b]) => ({ kind: "constant", value: a === b ? 1 : 0 }),
  notation: functional("\\operatorname{eq}", "eq", "equality of"),
  domain: [
    { low: 0.3, high: 0.9 },
    { low: 1, high: 1.7 },
  ],
});
