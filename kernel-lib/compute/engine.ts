/** @file The machine that the rows use, and whether there is one. */

import { bestBuild, Machine, spaceFor } from "./machine.js";
import type { Build } from "./tile-kernel.js";

/** Set to "off" in the environment, V8 is not asked for fused instructions that it has not yet on by itself. */
const FUSED = "CHAINRULE_FUSED";
/** Set to "off", V8 is not asked to make one vector of two. */
const WIDE = "CHAINRULE_WIDE";
/** The versions of V8, by their first number, that were seen to do that: those of Node.js 24 to 26. */
const WIDENING = { since: 13, until: 14 } as const;

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
    build = chosenBuild();
  }
  return build === undefined || !Machine.canHold(bytes) ? undefined : new Machine(build, bytes);
}

/** The quickest build, once V8 has been asked for what it has behind flags. Nothing but speed rests on these. */
function chosenBuild(): Build | undefined {
  if (typeof process === "undefined") return bestBuild();
  // Node.js 20 has a b + c in one instruction behind a flag that V8 takes at run time; later ones have it on.
  if (process.env[FUSED] !== "off" && bestBuild() === "plain") setFlag("--experimental-wasm-relaxed-simd");
  const best = bestBuild();
  if (best !== "fused" || process.env[WIDE] === "off" || !canWiden()) return best;
  setFlag("--experimental-wasm-revectorize");
  return "wide";
}

/**
 * Whether V8 makes vectors of 256 bits from pairs, once asked. It does not say so: its version is known, and the
 * processors that have such vectors are those that round a b + c once.
 */
function canWiden(): boolean {
  const major = Number.parseInt(process.versions.v8, 10);
  if (process.arch !== "x64" || major < WIDENING.since || major > WIDENING.until) return false;
  const sizes = [2, 2, 1];
  const { shelf, single } = new Machine("fused", spaceFor(sizes, true));
  const [row, column, product] = sizes.map((size) => shelf.take(size, true));
  row.set([-(1 + 2 ** -11), 1 + 2 ** -12]);
  column.set([1, 1 + 2 ** -12]);
  single.product(1, 1, 2, row.byteOffset, 8, 4, column.byteOffset, 4, 4, product.byteOffset);
  return product[0] === 2 ** -24;
}

function setFlag(flag: string): void {
  process.getBuiltinModule("node:v8").setFlagsFromString(flag);
}
