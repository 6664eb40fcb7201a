/** @file The versions that the kernel tells are those that are installed. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

import { VERSIONS } from "../../../kernel/process/versions.js";
import { CLONE } from "../../support/imports.js";

const versionOf = (path: string): unknown =>
  (JSON.parse(readFileSync(join(CLONE, path), "utf8")) as { readonly version: unknown }).version;

it.each([
  ["kernel", "package.json"],
  ["typescript", "node_modules/typescript-native/package.json"],
  ["tslab", "node_modules/tslab/package.json"],
] as const)("The version of %s is that of %s", (name, path) => {
  expect(VERSIONS[name]).toBe(versionOf(path));
});
