/** @file What an import of a CommonJS package gives: all its properties, also those that Node.js does not foresee. */

import type { ModuleNamespace } from "../evaluate/platform.js";

/**
 * The namespace of a loaded module. Of CommonJS, Node.js names only the exports that it finds by reading the text; the
 * others are properties of `default`, and TypeScript's types promise them as exports.
 */
export function namespaceOf(module: unknown): ModuleNamespace {
  if (!isRecord(module)) throw new TypeError("import: the module has no namespace.");
  const { default: exported } = module;
  if (!isRecord(exported) || !isCommonJs(module, exported)) return module;
  const rest = Object.keys(exported).filter((name) => !(name in module));
  if (rest.length === 0) return module;
  const merged: Record<string, unknown> = {};
  const view = (name: string, owner: ModuleNamespace): void => {
    Object.defineProperty(merged, name, { get: () => owner[name], enumerable: true });
  };
  for (const name of Object.keys(module)) view(name, module);
  for (const name of rest) view(name, exported);
  return merged;
}

/** Every export that Node.js found is a property of the default one, as it is of no module written with `export`. */
function isCommonJs(module: ModuleNamespace, exported: ModuleNamespace): boolean {
  return Object.keys(module).every(
    (name) => name === "default" || name === "module.exports" || module[name] === exported[name],
  );
}

function isRecord(value: unknown): value is ModuleNamespace {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
