/** @file The compiler's options, and where it finds the types of Node. */

import { existsSync, readdirSync } from "node:fs";
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

/** The texts of a configuration file for both: the files that it holds are named relative to it. */
export function configurationTexts(
  files: readonly string[],
  folder: string,
): Readonly<Record<Strictness, string>> {
  const options = { ...OPTIONS, typeRoots: [typeRoot(folder)], paths: installedPaths(folder) };
  const text = (strict: boolean): string =>
    JSON.stringify({ compilerOptions: { ...options, strict }, files });
  return { strict: text(true), lenient: text(false) };
}

/** Packages of this installation, which cells get wherever their notebook lies; its own folders come first. */
function installedPaths(folder: string): Readonly<Record<string, readonly string[]>> {
  const installed = dirname(dirname(createRequire(import.meta.url).resolve("rolldown/package.json")));
  const places = ancestors(folder).map((here) => join(here, "node_modules"));
  if (places.includes(installed)) return {};
  const own = new Set(places.filter((place) => existsSync(place)).flatMap(packageNames));
  const names = packageNames(installed).filter((name) => !own.has(name));
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, [join(installed, name)]],
      [`${name}/*`, [join(installed, name, "*")]],
    ]),
  );
}

function packageNames(installed: string): readonly string[] {
  return readdirSync(installed).flatMap((name) => {
    if (name.startsWith(".") || name === "@types") return [];
    return name.startsWith("@")
      ? readdirSync(join(installed, name)).map((inner) => `${name}/${inner}`)
      : [name];
  });
}

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/** The folder that holds the types of Node: the notebook's own where it has them, else those of this installation. */
function typeRoot(folder: string): string {
  const own = ancestors(folder)
    .map((here) => join(here, "node_modules", "@types"))
    .find((types) => existsSync(join(types, "node", "package.json")));
  return own ?? dirname(dirname(createRequire(import.meta.url).resolve("@types/node/package.json")));
}
