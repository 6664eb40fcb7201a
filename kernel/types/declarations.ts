/** @file The names that a cell's text declares at its top level. */

import { parseSync, type ESTree } from "rolldown/utils";
import { nestsTooDeeply } from "../syntax/nesting.js";

/** What a name stands for: as a value, as a type, or as both. */
export interface Meaning {
  /** How its value is declared; an `entity` cannot be assigned to. Absent: it has none. */
  readonly value?: "const" | "let" | "var" | "entity";
  /** How many type parameters its type takes. Absent: it is no type, or that is not known. */
  readonly type?: number;
  /** Stands for whatever another module exports. */
  readonly isImport?: boolean;
}

/** The declarations of a cell. */
export interface Declarations {
  readonly names: ReadonlyMap<string, Meaning>;
  /** What it imports from, `import()` of a text included. */
  readonly specifiers: readonly string[];
  /** The parsed text; where it is not TypeScript there is none, and the names are guessed from its words. */
  readonly program?: ESTree.Program;
}

type Names = Map<string, Meaning>;

const FUNCTION = /Function|^(?:ClassBody|TSModuleBlock)$/;

/** An identifier, as the language has it. */
export const IDENTIFIER = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;

const DECLARATION =
  /\b(const|let|var|function|class|interface|type|enum|namespace)[ \t]+([\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)/gu;
const IMPORT_CLAUSE = /\bimport\b([^"'`;()]*?)(?:\bfrom\b|$)/gu;
const KEYWORDS: ReadonlySet<string> = new Set(["import", "from", "as", "type"]);

/** Reads the declarations of a cell, or guesses them where its text is not whole. */
export function declarationsOf(text: string): Declarations {
  if (nestsTooDeeply(text)) return { names: new Map(), specifiers: [] };
  const { program, errors, module } = parseSync("cell.ts", text, { sourceType: "module" });
  if (errors.length > 0) return { names: guessed(text), specifiers: [] };
  const names: Names = new Map();
  for (const node of program.body) declare(node, names);
  const reexported = module.staticExports.flatMap(({ entries }) => entries);
  return {
    names,
    specifiers: [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...reexported.flatMap(({ moduleRequest }) => (moduleRequest === null ? [] : [moduleRequest.value])),
      ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => textIn(text.slice(start, end))),
    ],
    program,
  };
}

function textIn(literal: string): readonly string[] {
  return /^(["'`])[^$\\]*\1$/.test(literal) ? [literal.slice(1, -1)] : [];
}

function declare(node: ESTree.Node, names: Names): void {
  const add = (name: string, meaning: Meaning): void => {
    names.set(name, { ...names.get(name), ...meaning });
  };
  switch (node.type) {
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      if (node.declaration !== null) declare(node.declaration, names);
      break;
    case "ImportDeclaration":
      for (const { local } of node.specifiers) add(local.name, { value: "entity", isImport: true });
      break;
    case "TSImportEqualsDeclaration":
      add(node.id.name, { value: "entity", isImport: true });
      break;
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      if (node.id !== null) add(node.id.name, { value: "entity" });
      break;
    case "ClassDeclaration":
      if (node.id !== null) add(node.id.name, { value: "entity", type: parametersOf(node) });
      break;
    case "TSEnumDeclaration":
      add(node.id.name, { value: "entity", type: 0 });
      break;
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      add(node.id.name, { type: parametersOf(node) });
      break;
    case "TSModuleDeclaration":
      for (const name of namespaceName(node)) add(name, { value: "entity" });
      break;
    default:
      for (const [name, kind] of variablesOf(node)) add(name, { value: kind });
  }
}

function parametersOf(node: { readonly typeParameters?: ESTree.TSTypeParameterDeclaration | null }): number {
  return node.typeParameters?.params.length ?? 0;
}

/** None for `declare module "name"` and `declare global`. */
function namespaceName(node: ESTree.TSModuleDeclaration | ESTree.TSGlobalDeclaration): readonly string[] {
  if (node.kind === "global") return [];
  let first: ESTree.Node = node.id;
  while (first.type === "TSQualifiedName") first = first.left;
  return first.type === "Identifier" ? [first.name] : [];
}

/** The variables that a statement declares at the top level; from inside a statement only `var` reaches up there. */
export function variablesOf(statement: ESTree.Node): readonly (readonly [string, "const" | "let" | "var"])[] {
  return topLevelNodes(statement).flatMap((node) => {
    if (node.type !== "VariableDeclaration" || (node !== statement && node.kind !== "var")) return [];
    const kind = node.kind === "let" || node.kind === "var" ? node.kind : "const";
    return node.declarations.flatMap(({ id }) => boundBy(id)).map((name) => [name, kind] as const);
  });
}

/** A node and all below it, but for what lies in a function or a class; a long sum is too deep for a recursion. */
export function topLevelNodes(root: ESTree.Node): readonly ESTree.Node[] {
  const found: ESTree.Node[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (FUNCTION.test(node.type)) continue;
    found.push(node);
    waiting.push(...childrenOf(node).toReversed());
  }
  return found;
}

function boundBy(pattern: ESTree.Node): readonly string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap(boundBy);
    case "Property":
      return boundBy(pattern.value);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element === null ? [] : boundBy(element)));
    case "AssignmentPattern":
      return boundBy(pattern.left);
    case "RestElement":
      return boundBy(pattern.argument);
    default:
      return [];
  }
}

function childrenOf(node: ESTree.Node): readonly ESTree.Node[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is ESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function guessed(text: string): Names {
  const names: Names = new Map();
  for (const [, kind, name] of text.matchAll(DECLARATION)) {
    names.set(name, kind === "interface" || kind === "type" ? { type: 0 } : { value: "entity" });
  }
  for (const [, clause] of text.matchAll(IMPORT_CLAUSE)) {
    for (const [name] of clause.matchAll(IDENTIFIER)) {
      if (!KEYWORDS.has(name)) names.set(name, { value: "entity", isImport: true });
    }
  }
  return names;
}
