/** @file Which file imports which, read from the sources by the TypeScript compiler's own scanner. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** One import: both ends as paths from the clone, or `to` as written when it names a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
  /** The target is loaded before this file runs: true unless only types are imported, or later, by a call. */
  readonly loads: boolean;
}

/** The clone's own folder. */
export const CLONE: string = fileURLToPath(new URL("../../", import.meta.url));

const NOT_SOURCES = new Set(["node_modules", "dist"]);

/** The TypeScript sources below a folder of the clone, as paths from the clone with forward slashes. */
export function sources(folder: string): readonly string[] {
  return readdirSync(join(CLONE, folder), { withFileTypes: true })
    .filter((entry) => !NOT_SOURCES.has(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sources(path);
      return /\.ts$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : [];
    });
}

/** Every import, re-export and dynamic import of the files. */
export function importsOf(files: readonly string[]): readonly Import[] {
  return files.flatMap((from) => {
    const text = readFileSync(join(CLONE, from), "utf8");
    const file = ts.createSourceFile(from, text, ts.ScriptTarget.ES2022);
    return named(file).map(({ name, loads }) => {
      const isPackage = !name.startsWith(".");
      return { from, to: isPackage ? name : fromClone(from, name), isPackage, loads };
    });
  });
}

/**
 * The first cycle in which the files would be loaded, as a path that ends where it began; none is the wish.
 * Types may refer to each other freely.
 */
export function firstCycle(imports: readonly Import[]): readonly string[] | undefined {
  const targets = new Map<string, Import[]>();
  for (const one of imports.filter(({ loads }) => loads))
    targets.set(one.from, [...(targets.get(one.from) ?? []), one]);
  const finished = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (finished.has(file)) return undefined;
    for (const { to } of targets.get(file) ?? []) {
      const cycle = walk(to, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(file);
    return undefined;
  };
  for (const file of targets.keys()) {
    const cycle = walk(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function fromClone(from: string, name: string): string {
  const path = relative(CLONE, resolve(CLONE, dirname(from), name));
  return path.split(sep).join("/").replace(/\.js$/, ".ts");
}

interface Named {
  readonly name: string;
  readonly loads: boolean;
}

function named(node: ts.Node): readonly Named[] {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const loads = node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
    return [{ name: node.moduleSpecifier.text, loads }];
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return [{ name: node.moduleSpecifier.text, loads: !node.isTypeOnly }];
  }
  const found: Named[] = [];
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    if (ts.isStringLiteral(argument)) found.push({ name: argument.text, loads: false });
  }
  ts.forEachChild(node, (child) => void found.push(...named(child)));
  return found;
}
