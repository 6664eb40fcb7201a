/** @file Where this installation keeps things: the clone's root, its version, the kernel, the library. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { parseObject, textField } from "./json.js";

const ROOT_PACKAGE = "chainrule-course";

/** The root folder of the clone: the nearest one above this file that holds the course's package. */
export const ROOT_FOLDER: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The course's version, as in `0.1.0`. */
export const VERSION: string = textField(packageOf(ROOT_FOLDER), "version") ?? "0.0.0";

function packageOf(folder: string): Readonly<Record<string, unknown>> {
  const path = join(folder, "package.json");
  return existsSync(path) ? (parseObject(readFileSync(path, "utf8")) ?? {}) : {};
}

function findRoot(folder: string): string {
  if (packageOf(folder)["name"] === ROOT_PACKAGE) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`server: no package "${ROOT_PACKAGE}" above ${import.meta.url}`);
  return findRoot(parent);
}
