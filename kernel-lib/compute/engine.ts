/** @file The machine that the rows use, and whether there is one. */

import { bestBuild, Machine, type Build } from "./machine.js";

/** Set to "off" in the environment, Node.js is not asked for fused instructions that it has not yet on by itself. */
const SWITCH = "CHAINRULE_FUSED";

let build: Build | undefined;
let shared: Machine | undefined;
let asked = false;

/** Room that most calls do with. */
const COMMON_BYTES = 2 ** 26;

/** The machine for whatever has none of its own, with so much room; undefined where this engine cannot run the kernels. */
export function sharedMachine(bytes: number): Machine | undefined {
  if (shared !== undefined && shared.shelf.bytes >= bytes) return shared;
  const larger = ownMachine(Math.max(bytes, COMMON_BYTES));
  shared = larger ?? shared;
  return larger;
}

/** A machine of its own with a heap of so many bytes; undefined where this engine cannot run the kernels. */
export function ownMachine(bytes: number): Machine | undefined {
  if (!asked) {
    asked = true;
    askForFused();
    build = bestBuild();
  }
  return build === undefined || !Machine.canHold(bytes) ? undefined : new Machine(build, bytes);
}

/**
 * Node.js 20 has fused multiply and add behind a flag that V8 takes at run time; later ones have it on. Nothing
 * rests on it: whether it took is asked of the engine itself.
 */
function askForFused(): void {
  if (typeof process === "undefined" || process.env[SWITCH] === "off" || bestBuild() !== "plain") return;
  process.getBuiltinModule("node:v8").setFlagsFromString("--experimental-wasm-relaxed-simd");
}
