/** @file The rows of the table: each a work with its goals, ratios between the library and its peers. */

import { CHAIN, product, SMALL, step } from "./work.js";

/** Peers that are JavaScript, and can do the same steps. */
const JAVASCRIPT = ["tfjs wasm", "tfjs cpu", "jax", "loops"];
const SHAPES = [
  [64, 784, 128],
  [256, 256, 256],
  [512, 512, 512],
  [1024, 1024, 1024],
];

/**
 * A goal: `times` so many times faster than the fastest of `peers` (below 1, that share of its speed), or `withinMs`.
 * It is for what the library compiles, where that was measured, unless `by` names a player.
 */
const faster = (peers, times, than) => ({ peers, times, than });

const trained = (sizes, [javascript, torch], tracing = []) => ({
  work: step(sizes),
  digits: 3,
  goals: [
    faster(JAVASCRIPT, javascript, "the best JavaScript peer"),
    faster(["torch"], torch, "PyTorch, one thread"),
    ...tracing,
  ],
});

/** Every row that is measured in turns, in the order of the report. */
export const ROWS = [
  trained(
    [784, 128, 10],
    [7, 1],
    [{ by: "chainrule", ...faster(["chainrule compiled"], 1 / 1.3, "itself, compiled") }],
  ),
  trained([784, 64, 32, 10], [10, 1 / 0.8]),
  ...SHAPES.map((shape) => ({
    work: product("float32", shape),
    digits: 3,
    goals: [
      faster(["tfjs wasm"], 1.6, "TensorFlow.js wasm"),
      faster(["numpy"], 0.42, "OpenBLAS, one thread"),
    ],
  })),
  ...SHAPES.map((shape) => ({
    work: product("float64", shape),
    digits: 6,
    goals: [faster(["numpy"], 0.4, "OpenBLAS, one thread")],
  })),
  {
    work: SMALL,
    digits: 6,
    goals: [
      { by: "chainrule", withinMs: 0.003 },
      { by: "chainrule compiled", withinMs: 0.00035 },
      { by: "chainrule compiled", ...faster(["synaptic"], 1, "synaptic") },
    ],
  },
  { work: CHAIN, digits: 4, goals: [faster(["tape"], 20, "the tape")] },
];

const BATCHES = [16, 32, 64, 128, 256, 512, 1024];
const WIDTHS = [32, 64, 128, 256, 512, 1024];
const DEPTHS = [2, 4, 8, 16];

/** α where networks are up to 16 layers deep: with the other one they run away, and numbers that are not finite take other times. */
const SMALL_RATE = 0.01;

const grown = (sizes, batch) => step(sizes, batch, SMALL_RATE);

/** The works of the scaling charts: what grows, and the network that it makes. */
export const SCALING = [
  { name: "batch", places: BATCHES, work: (batch) => grown([784, 128, 10], batch) },
  { name: "width", places: WIDTHS, work: (width) => grown([784, width, 10]) },
  { name: "depth", places: DEPTHS, work: (depth) => grown([784, ...new Array(depth - 1).fill(128), 10]) },
];

/** Players in the scaling charts. */
export const SCALING_PLAYERS = [
  "chainrule",
  "chainrule compiled",
  "chainrule compiled dense",
  "tfjs wasm",
  "jax",
  "torch",
];

/**
 * Multiplications of a step: forward, for the gradients of the weights, and for those of the inputs of all layers but the
 * first. By zeros too, which only one of the players leaves out, in the first layer.
 */
export function multiplications({ sizes, batch }) {
  return sizes
    .slice(1)
    .reduce((sum, outputs, layer) => sum + batch * sizes[layer] * outputs * (layer === 0 ? 2 : 3), 0);
}
