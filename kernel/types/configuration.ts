/** @file The compiler's options, and where it finds the types of Node. */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Strict as this project itself is, or as lenient as tslab. */
export type Strictness = "strict" | "lenient";

const OPTIONS = {
  target: "esnext",
  lib: ["esnext"],
  module: "esnext",
  moduleResolution: "bundler",
  moduleDetection: "force",
  customConditions: ["node"],
  esModuleInterop: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  // Files in JavaScript have the types that can be read off them, and are not checked.
  allowJs: true,
  checkJs: false,
  // Decorators as tslab has them; Node.js knows no others.
  experimentalDecorators: true,
  // Cells may end while a declaration is not used yet, and files of packages are not the student's.
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};

/** The text of a configuration file: the files that it holds are named relative to it. */
export function configurationText(strictness: Strictness, files: readonly string[], folder: string): string {
  const compilerOptions = { ...OPTIONS, strict: strictness === "strict", typeRoots: [typeRoot(folder)] };
  return JSON.stringify({ compilerOptions, files });
}

/** The folder that holds the types of Node: the notebook's own where it has them, else those of this installation. */
function typeRoot(folder: string): string {
  for (let here = folder; ; here = dirname(here)) {
    const types = join(here, "node_modules", "@types");
    if (existsSync(join(types, "node", "package.json"))) return types;
    if (here === dirname(here)) break;
  }
  return dirname(dirname(createRequire(import.meta.url).resolve("@types/node/package.json")));
}
