/** @file Files and folders as they are named on the command line. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What a path that is to be a folder is instead, as a sentence; undefined where it is one. */
export function notFolder(path: string): string | undefined {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return `${path} does not exist`;
  return info.isDirectory() ? undefined : `${path} is a file, not a folder`;
}

/**
 * The files that `path` names; `*` in its last part stands for any text, as in `lectures/*.ipynb`, also in shells that
 * leave it as it is.
 */
export function filesNamed(path: string): readonly string[] {
  const pattern = basename(path);
  const folder = dirname(path);
  if (!pattern.includes("*") || existsSync(path) || !existsSync(folder)) return [path];
  const wanted = new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`);
  const names = readdirSync(folder).filter((name) => wanted.test(name) && !name.startsWith("."));
  return names.length === 0 ? [path] : names.sort().map((name) => join(folder, name));
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
