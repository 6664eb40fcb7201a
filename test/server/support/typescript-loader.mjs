/** @file Lets a plain `node --import` run the TypeScript sources, for servers that a test must kill as processes. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

import typescript from "typescript";

// The hooks below run in a thread of their own, which loads this file once more.
if (isMainThread) register(import.meta.url);

/** `./x.js` means `./x.ts` where that is what there is. */
export function resolve(specifier, context, next) {
  if (specifier.startsWith(".") && context.parentURL !== undefined) {
    const url = new URL(specifier.replace(/\.js$/, ".ts"), context.parentURL);
    if (url.pathname.endsWith(".ts") && existsSync(fileURLToPath(url))) {
      return { url: url.href, format: "module", shortCircuit: true };
    }
  }
  return next(specifier, context);
}

/** Types are taken off, nothing else. */
export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const source = typescript.transpileModule(await readFile(fileURLToPath(url), "utf8"), {
    compilerOptions: { module: "ESNext", target: "ES2022", verbatimModuleSyntax: true },
  });
  return { source: source.outputText, format: "module", shortCircuit: true };
}
