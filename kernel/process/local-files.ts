/** @file Which file a relative import means: the endings that TypeScript lets one leave out or write as JavaScript's. */

import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** A file that a cell imports, with what has to be done to load it. */
export interface LocalFile {
  readonly path: string;
  readonly kind: "typescript" | "json" | "javascript";
}

const ENDINGS = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];
const SOURCE_OF: Readonly<Record<string, string>> = { ".js": ".ts", ".mjs": ".mts", ".cjs": ".cts" };

/** The file that `specifier` names from a folder; undefined if there is none. */
export function localFile(folder: string, specifier: string): LocalFile | undefined {
  const path = specifier.startsWith("file:") ? fileURLToPath(specifier) : resolve(folder, specifier);
  const found = candidates(path).find(isFile);
  return found === undefined ? undefined : { path: found, kind: kindOf(found) };
}

function candidates(path: string): readonly string[] {
  const ending = /\.[cm]?js$/.exec(path)?.[0];
  const source = ending === undefined ? [] : [path.slice(0, -ending.length) + SOURCE_OF[ending]];
  const completed = ENDINGS.map((one) => path + one);
  return [path, ...source, ...completed, ...ENDINGS.map((one) => join(path, `index${one}`))];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function kindOf(path: string): LocalFile["kind"] {
  if (/\.[cm]?ts$/.test(path)) return "typescript";
  return path.endsWith(".json") ? "json" : "javascript";
}
