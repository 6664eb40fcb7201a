/** @file A copy of this working tree as a fresh clone would be: sources only, nothing installed or built. */

import { cpSync, existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { CLONE } from "./imports.js";

const MADE_HERE = new Set([
  "node_modules",
  "dist",
  "work",
  ".build",
  "coverage",
  ".git",
  ".chainrule",
  "venv",
]);

/** Copies the sources into `folder`/clone and gives that path. */
export function freshClone(folder: string): string {
  const clone = join(folder, "clone");
  cpSync(CLONE, clone, {
    recursive: true,
    filter: (path) => path === CLONE || !MADE_HERE.has(basename(path)),
  });
  return clone;
}

/** The names of the packages directly in node_modules that npm installed. */
export function installedPackages(clone: string): readonly string[] {
  const record = join(clone, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return [];
  const { packages } = JSON.parse(readFileSync(record, "utf8")) as { readonly packages: object };
  return Object.keys(packages).map((path) => path.replace(/^node_modules\//, ""));
}

/** The size of everything below a folder in MB, as its files' bytes. */
export function megabytes(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const bytes = entries
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  return bytes / 1e6;
}

/** Every file below a folder of the clone with the time of its last change, to see that nothing was touched. */
export function times(clone: string, folder: string): ReadonlyMap<string, number> {
  const files = readdirSync(join(clone, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(clone, path), statSync(path).mtimeMs];
    }),
  );
}
