/** @file The tools are the ones that were chosen, and the lockfile serves every system. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { CLONE } from "./support/imports.js";

interface LockedPackage {
  readonly resolved?: string;
}

const LOCKFILE = JSON.parse(readFileSync(join(CLONE, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

it("The compiler is TypeScript 6.0.3, not the one that tslab brings", () => {
  expect(ts.version).toBe("6.0.3");
});

it("The lockfile names no host, so that every registry and mirror can serve it", () => {
  const resolved = Object.values(LOCKFILE.packages).map((entry) => entry.resolved ?? "");
  expect(resolved.filter((address) => address.includes("://"))).toEqual([]);
});

it.each([
  ["@rolldown/binding-darwin-arm64", "lightningcss-darwin-arm64"],
  ["@rolldown/binding-darwin-x64", "lightningcss-darwin-x64"],
  ["@rolldown/binding-linux-arm64-gnu", "lightningcss-linux-arm64-gnu"],
  ["@rolldown/binding-linux-x64-gnu", "lightningcss-linux-x64-gnu"],
  ["@rolldown/binding-win32-x64-msvc", "lightningcss-win32-x64-msvc"],
])("The lockfile lists the builder's programs %s and %s", (bundler, styles) => {
  for (const name of [bundler, styles])
    expect(Object.keys(LOCKFILE.packages)).toContain(`node_modules/${name}`);
});
