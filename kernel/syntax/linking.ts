/** @file What a cell or a local module imports and exports. */

import type { ESTree } from "rolldown/utils";

/** One import of a cell or local module. */
export interface CellImport {
  readonly specifier: string;
  /** The names in the scope, with the export that each stands for; `*` is the module as a whole. */
  readonly names: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  /** `export * from`: all that it exports is exported again. */
  readonly isSpread: boolean;
}

/** The name in the scope of a default export that has none of its own. */
export const DEFAULT = "default";

type Statement = ESTree.Program["body"][number];

/** The import that a statement makes, also one that it only passes on. */
export function importsOf(node: Statement): readonly CellImport[] {
  switch (node.type) {
    case "ImportDeclaration":
      return [
        made(
          node.specifiers.map((one) => [one.local.name, importedName(one)]),
          node,
        ),
      ];
    case "ExportAllDeclaration":
      return [made(node.exported === null ? [] : [[passedOn(nameOf(node.exported)), "*"]], node)];
    case "ExportNamedDeclaration":
      return node.source === null
        ? []
        : [
            made(
              node.specifiers.map((one) => [passedOn(nameOf(one.exported)), nameOf(one.local)]),
              node,
            ),
          ];
    default:
      return [];
  }
}

/** The exports of a statement: each exported name with the name in the scope. */
export function exportsOf(node: Statement): readonly (readonly [string, string])[] {
  switch (node.type) {
    case "ExportAllDeclaration":
      return node.exported === null ? [] : [[nameOf(node.exported), passedOn(nameOf(node.exported))]];
    case "ExportDefaultDeclaration":
      return [["default", defaultName(node.declaration) ?? DEFAULT]];
    case "ExportNamedDeclaration":
      if (node.declaration !== null) return declaredNames(node.declaration).map((name) => [name, name]);
      return node.specifiers.map(({ local, exported }) => {
        const name = nameOf(exported);
        return [name, node.source === null ? nameOf(local) : passedOn(name)];
      });
    default:
      return [];
  }
}

/** The name that a default export declares; undefined for an expression or something nameless. */
export function defaultName(declaration: ESTree.ExportDefaultDeclaration["declaration"]): string | undefined {
  const hasName = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
  return hasName ? declaration.id?.name : undefined;
}

/** A name that no identifier can have, for what is exported again without being named here. */
function passedOn(name: string): string {
  return `export ${name}`;
}

function declaredNames(declaration: ESTree.Declaration): readonly string[] {
  if (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") {
    return declaration.id === null ? [] : [declaration.id.name];
  }
  return declaration.type === "VariableDeclaration"
    ? declaration.declarations.flatMap(({ id }) => boundNames(id))
    : [];
}

function boundNames(pattern: ESTree.BindingPattern | ESTree.BindingRestElement | null): readonly string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((one) => boundNames(one.type === "Property" ? one.value : one));
    case "ArrayPattern":
      return pattern.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

interface WithSource {
  readonly type: string;
  readonly source: { readonly value: string } | null;
  readonly attributes: readonly ESTree.ImportAttribute[];
  readonly exported?: unknown;
}

function made(names: readonly (readonly [string, string])[], node: WithSource): CellImport {
  return {
    specifier: node.source?.value ?? "",
    names: Object.fromEntries(names),
    attributes: Object.fromEntries(node.attributes.map(({ key, value }) => [nameOf(key), value.value])),
    isSpread: node.type === "ExportAllDeclaration" && node.exported === null,
  };
}

function importedName(specifier: ESTree.ImportDeclaration["specifiers"][number]): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  return specifier.type === "ImportNamespaceSpecifier" ? "*" : nameOf(specifier.imported);
}

function nameOf(node: ESTree.ModuleExportName): string {
  return node.type === "Literal" ? node.value : node.name;
}
