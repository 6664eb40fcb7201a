/** @file The compiler that is wanted, started before anything else is loaded: a first cell waits longest for it. */

import process from "node:process";
import type { Backend } from "./backend.js";
import { startNativeBackend } from "./native-backend.js";

/** Which compiler checks: the native one, with the other in reserve, or from the start the one in JavaScript. */
export type Compiler = "native" | "javascript";

/** The native one, unless the variable `CHAINRULE_TYPES` says `javascript`. */
export function wantedCompiler(): Compiler {
  return process.env.CHAINRULE_TYPES === "javascript" ? "javascript" : "native";
}

/** Starts the native compiler where it is wanted; whoever uses it is told how that ends. */
export function startWantedBackend(): Promise<Backend> | undefined {
  if (wantedCompiler() !== "native") return undefined;
  const begun = startNativeBackend();
  begun.catch(() => undefined);
  return begun;
}
