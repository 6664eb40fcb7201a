/** @file The names that cells share: properties of one object, which V8 reads as fast as a local variable's box. */

import type { CellImport } from "../syntax/linking.js";
import { OnlyTypes, type ModuleNamespace } from "./platform.js";

/** The values of all cells' names. */
export type Scope = Record<string, unknown>;

/** Inherited instead of what objects have, so that every name, `__proto__` too, is a property like others. */
const NOTHING = { __proto__: null };

/** An empty scope. An object without a prototype would be a hash table to V8, and every name ten times slower. */
export function createScope(): Scope {
  return { __proto__: NOTHING };
}

/** Gives each imported name a live view of what its module exports. */
export function bindImports(
  scope: Scope,
  { names, specifier }: CellImport,
  namespace: ModuleNamespace | OnlyTypes,
): void {
  for (const [local, imported] of Object.entries(names)) {
    Object.defineProperty(scope, local, {
      get() {
        // Made here, so that it names the line that uses a type as a value.
        if (namespace instanceof OnlyTypes) throw new OnlyTypes(namespace.message);
        return imported === "*" ? namespace : exportOf(namespace, imported, specifier);
      },
      // A later cell may declare the name anew.
      set: (value: unknown) => {
        redeclare(scope, local, value);
      },
      enumerable: true,
      configurable: true,
    });
  }
}

/** A type is imported like a value, and is no export once the code runs: only its use as a value is a mistake. */
function exportOf(namespace: ModuleNamespace, name: string, specifier: string): unknown {
  if (name in namespace) return namespace[name];
  throw new SyntaxError(`The module "${specifier}" has no export named "${name}".`);
}

function redeclare(scope: Scope, name: string, value: unknown): void {
  Object.defineProperty(scope, name, { value, writable: true, enumerable: true, configurable: true });
}
