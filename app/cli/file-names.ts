/** @file File names with * in them, for the shells that leave them as they are. */

import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The files that `path` names; `*` in its last part stands for any text, as in `lectures/*.ipynb`. */
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
