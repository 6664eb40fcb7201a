/** @file What is measured: each work as plain data that every player reads, and the numbers it starts from. */

/** Steps before losses are compared. */
export const STEPS_BEFORE_LOSS = 300;
/** α of gradient descent, the same for all players. */
export const LEARNING_RATE = 0.1;

/** One step of gradient descent on a batch: forward, softmax cross-entropy, backward, update. */
export function step(sizes, batch = 64, rate = LEARNING_RATE) {
  return { kind: "step", sizes, batch, rate };
}

/** A matrix product left [m, k] × right [k, n]. */
export function product(precision, [m, k, n]) {
  return { kind: "product", precision, m, k, n };
}

/** One example through 2-3-1 with σ, binary cross-entropy, and back; no update. */
export const SMALL = { kind: "small" };

/** A chain of so many scalar nodes, products and sums in turns, forward and back. */
export const CHAIN = { kind: "chain", nodes: 1000 };

/** What a work is called in the report. */
export function titleOf({ kind, sizes, batch, precision, m, k, n, nodes }) {
  switch (kind) {
    case "step":
      return `step ${sizes.join("-")}, batch ${batch}`;
    case "product":
      return `product ${precision === "float32" ? "f32" : "f64"} ${m} × ${k} × ${n}`;
    case "small":
      return "2-3-1, one example, forward and backward";
    default:
      return `chain of ${nodes} scalar nodes`;
  }
}

/** The 2-3-1 network of the small work: weights row by row, biases, one example. */
export const SMALL_NETWORK = {
  W1: [0.2, 0.4, 0.1, 0.3, 0.5, -0.2],
  b1: [0.1, -0.1, 0.2],
  W2: [0.3, -0.5, 0.4],
  b2: [0.05],
  x: [0.5, 0.3],
  y: 1,
};

/** Factor and summand of a chain's nodes: its values stay near 1. */
export const CHAIN_FACTOR = 1.001;
export const CHAIN_SUMMAND = -0.001;

/** The entry at this place of a matrix to be multiplied: between −0.5 and 0.5, the same in every language. */
export function entryAt(place) {
  return ((place * 7919) % 1000) / 1000 - 0.5;
}

/** A matrix of such entries in this precision. */
export function entries(count, precision) {
  const data = precision === "float32" ? new Float32Array(count) : new Float64Array(count);
  for (let place = 0; place < count; place++) data[place] = entryAt(place);
  return data;
}
