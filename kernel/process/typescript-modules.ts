/** @file Local TypeScript files as modules: run once, and run again when they or what they import changed. */

import { readFileSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";

import type { ModuleNamespace, SourcePlace } from "../evaluate/platform.js";
import { runCompiled, type ImportAttributes } from "../evaluate/run.js";
import { createScope } from "../evaluate/scope.js";
import { compileCell, type CompiledCell } from "../syntax/cell.js";
import { positionAt } from "../syntax/edits.js";
import { localFile } from "./local-files.js";

/** Loads what is imported: by a cell of the folder, or by the file given last. */
export type Load = (
  specifier: string,
  attributes: ImportAttributes,
  importer: string,
) => Promise<ModuleNamespace>;

/** The TypeScript files that were loaded. */
export interface TypescriptModules {
  readonly load: (path: string) => Promise<ModuleNamespace>;
  readonly sourceOf: (file: string, line: number, column: number) => SourcePlace | undefined;
}

interface Loaded {
  /** Changes when the file does. */
  readonly stamp: string;
  readonly text: string;
  readonly compiled: CompiledCell;
  /** The local TypeScript files that it imports. */
  readonly imports: Set<string>;
  readonly namespace: Record<string, unknown>;
}

/** No files loaded yet; what else they import comes through `loadOther`. */
export function createTypescriptModules(loadOther: Load): TypescriptModules {
  const files = new Map<string, Loaded>();
  const runs = new Map<string, Promise<void>>();

  /** `above` are the files that wait for this one: where a circle closes, a file gets what is there so far. */
  async function load(path: string, above: readonly string[]): Promise<ModuleNamespace> {
    const before = isFresh(files, path) ? files.get(path) : undefined;
    const loaded = before ?? read(path);
    if (before === undefined) {
      // It is known before it runs, so that files that import each other find it.
      files.set(path, loaded);
      runs.set(path, run(loaded, path, importer(loaded, path, above)));
    }
    if (above.includes(path)) return loaded.namespace;
    try {
      await runs.get(path);
    } catch (error) {
      files.delete(path);
      throw error;
    }
    return loaded.namespace;
  }

  function importer({ imports }: Loaded, path: string, above: readonly string[]): Importer {
    return (specifier, attributes) => {
      const local = specifier.startsWith(".") ? localFile(dirname(path), specifier) : undefined;
      if (local?.kind !== "typescript") return loadOther(specifier, attributes, path);
      imports.add(local.path);
      return load(local.path, [...above, path]);
    };
  }

  return { load: (path) => load(path, []), sourceOf: (...frame) => sourceIn(files, ...frame) };
}

type Importer = (specifier: string, attributes: ImportAttributes) => Promise<ModuleNamespace>;

async function run({ compiled, namespace }: Loaded, path: string, load: Importer): Promise<void> {
  const scope = createScope();
  for (const [exported, name] of Object.entries(compiled.exports))
    reveal(namespace, exported, () => scope[name]);
  await runCompiled(compiled, path, {
    scope,
    load,
    meta: { url: pathToFileURL(path).href, dirname: dirname(path), filename: path },
    evaluate: (code, filename) => new Script(code, { filename }).runInThisContext() as unknown,
    spread(from) {
      const names = Object.keys(from).filter((name) => name !== "default" && !(name in namespace));
      for (const name of names) reveal(namespace, name, () => from[name]);
    },
  });
}

function sourceIn(
  files: ReadonlyMap<string, Loaded>,
  file: string,
  line: number,
  column: number,
): SourcePlace | undefined {
  const loaded = files.get(file);
  const offset = loaded?.compiled.origin({ line, column });
  if (loaded === undefined || offset === undefined) return undefined;
  return { title: basename(file), text: loaded.text, ...positionAt(loaded.text, offset) };
}

function read(path: string): Loaded {
  const text = readFileSync(path, "utf8");
  const compiled = compileCell(text, () => false);
  return { stamp: stampOf(path), text, compiled, imports: new Set(), namespace: createScope() };
}

/** Whether a file and all that it imports are as they were when it ran. */
function isFresh(files: ReadonlyMap<string, Loaded>, path: string, seen = new Set<string>()): boolean {
  const loaded = files.get(path);
  if (loaded === undefined || seen.has(path)) return loaded !== undefined;
  seen.add(path);
  return loaded.stamp === stampOf(path) && [...loaded.imports].every((one) => isFresh(files, one, seen));
}

function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "gone" : `${stats.mtimeMs} ${stats.size}`;
}

function reveal(namespace: Record<string, unknown>, name: string, get: () => unknown): void {
  Object.defineProperty(namespace, name, { get, enumerable: true, configurable: true });
}
