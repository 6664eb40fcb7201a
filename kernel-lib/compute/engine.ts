/** @file The machine that the rows use, and whether there is one. */

import { bestBuild, Machine, type Build } from "./machine.js";

/** Set to "off" in the environment, Node.js is not asked for fused instructions that it has not yet on by itself. */
const SWITCH = "CHAINRULE_FUSED";

let build: Build | undefined;
let shared: Machine | undefined;
let asked = false;

/** The machine for whatever has none of its own; undefined where this engine cannot run the kernels. */
export function sharedMachine(): Machine | undefined {
  if (!asked) {
    asked = true;
    askForFused();
    build = bestBuild();
  }
  return build === undefined ? undefined : (shared ??= new Machine(build));
}

/** A machine of its own with a heap of so many bytes; undefined where this engine cannot run the kernels. */
export function ownMachine(bytes: number): Machine | undefined {
  sharedMachine();
  return build === undefined ? undefined : new Machine(build, 1, bytes);
}

/**
 * Node.js 20 has fused multiply and add behind a flag that V8 takes at run time; later ones have it on. Nothing
 * rests on it: whether it took is asked of the engine itself.
 */
function askForFused(): void {
  if (typeof process === "undefined" || process.env[SWITCH] === "off" || bestBuild() !== "plain") return;
  process.getBuiltinModule("node:v8").setFlagsFromString("--experimental-wasm-relaxed-simd");
}
