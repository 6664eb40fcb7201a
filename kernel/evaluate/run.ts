/** @file One run of compiled code over a scope: imports first, then the code, then the end of its resources. */

import type { CompiledCell } from "../syntax/cell.js";
import type { CellImport } from "../syntax/linking.js";
import { OnlyTypes, type ModuleNamespace } from "./platform.js";
import { createResources, type Thrown } from "./resources.js";
import { bindImports, type Scope } from "./scope.js";

/** What stands behind `with` in an import. */
export type ImportAttributes = Readonly<Record<string, string>>;

/** What code runs in. */
export interface Surroundings {
  readonly scope: Scope;
  readonly load: (specifier: string, attributes: ImportAttributes) => Promise<ModuleNamespace>;
  /** Its `import.meta`. */
  readonly meta: Readonly<Record<string, unknown>>;
  readonly evaluate: (code: string, name: string) => unknown;
  /** Called with what an `export * from` passes on. */
  readonly spread?: (namespace: ModuleNamespace) => void;
}

/** Runs it. The value of the last expression, if there is one, comes in an array: it may be a promise, and stays one. */
export async function runCompiled(
  compiled: CompiledCell,
  name: string,
  { scope, load, meta, evaluate, spread }: Surroundings,
): Promise<readonly unknown[]> {
  for (const one of compiled.imports) {
    const namespace = await loaded(one, load);
    bindImports(scope, one, namespace);
    if (one.isSpread && !(namespace instanceof OnlyTypes)) spread?.(namespace);
  }
  for (const one of compiled.merged) scope[one] = undefined;
  for (const one of compiled.hoisted) if (!Object.hasOwn(scope, one)) scope[one] = undefined;
  const code = evaluate(compiled.code, name);
  if (typeof code !== "function")
    throw new TypeError(`${name}: its code is no function; please report this.`);
  const resources = createResources();
  const dynamic = (specifier: unknown, options?: { readonly with?: ImportAttributes }): unknown =>
    load(String(specifier), options?.with ?? {});
  let returned: unknown;
  let thrown: Thrown | undefined;
  try {
    returned = await Reflect.apply(code, undefined, [scope, dynamic, meta, resources.use]);
  } catch (error) {
    thrown = { error };
  }
  thrown = await resources.dispose(thrown);
  if (thrown !== undefined) throw thrown.error as Error;
  return Array.isArray(returned) ? (returned as readonly unknown[]) : [];
}

/** What names of types are imported from need not run. */
async function loaded(
  { specifier, attributes, names }: CellImport,
  load: Surroundings["load"],
): Promise<ModuleNamespace | OnlyTypes> {
  try {
    return await load(specifier, attributes);
  } catch (error) {
    if (error instanceof OnlyTypes && Object.keys(names).length > 0) return error;
    throw error;
  }
}
