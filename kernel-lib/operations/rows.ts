/** @file Every row, gathered: an operation written in one of these files is a function, a method and a tested rule. */

export * from "./activations.js";
export * from "./arithmetic.js";
export * from "./comparison.js";
export * from "./functions.js";
export * from "./kronecker.js";
export * from "./linear.js";
export * from "./normalization.js";
export * from "./outer.js";
export * from "./reduction.js";
export * from "./square.js";
export * from "./stacking.js";
export * from "./structure.js";
