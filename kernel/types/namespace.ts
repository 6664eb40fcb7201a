/** @file A cell's declarations as the body of a namespace, which later cells can refer to. */

import type { ESTree } from "rolldown/utils";
import { topLevelNodes, variablesOf } from "./declarations.js";

/** What has to stand at the top of a file, outside of any namespace: imports, and changes of other modules' types. */
export interface ModuleLines {
  /** Takes in what a module exports; gives the name that stands for it in a namespace. */
  reference(imported: string, from: string): string;
  /** Takes in a text as it is. */
  keep(text: string): void;
}

/** The name by which the file of accepted cells imports the module lines. */
export const MODULES = "$chainrule$modules";

/** Among the module lines: what a promise resolves with, for a namespace knows no `await`. */
export const AWAITED = "export declare function awaited<T>(value: T): Awaited<T>;";
const AWAITED_CALL = `${MODULES}.awaited(`;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Rewrites a cell: every declaration is exported, and what declares nothing is left out. */
export function namespaceBody(text: string, program: ESTree.Program, lines: ModuleLines): string {
  const edits = program.body.flatMap((node) => [...editsOf(node, text, lines)]);
  let body = "";
  let place = 0;
  for (const { start, end, text: instead } of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    body += text.slice(place, start) + instead;
    place = end;
  }
  return body + text.slice(place);
}

function editsOf(node: ESTree.Node, text: string, lines: ModuleLines): readonly Edit[] {
  const replaced = (instead: string): readonly Edit[] => [
    { start: node.start, end: node.end, text: instead },
  ];
  switch (node.type) {
    case "ImportDeclaration":
      return replaced(importsAs(node, text, lines));
    case "TSImportEqualsDeclaration":
      return replaced(importAs(node, text, lines));
    case "ExportNamedDeclaration":
      return node.declaration === null ? replaced("") : awaitEdits(node.declaration);
    case "ExportDefaultDeclaration":
      return isNamed(node.declaration)
        ? [{ start: node.start, end: node.declaration.start, text: "export " }]
        : replaced("");
    case "VariableDeclaration":
      return [
        exportBefore(node),
        ...usingEdits(node),
        ...node.declarations.flatMap(openTypeEdits),
        ...awaitEdits(node),
      ];
    case "TSModuleDeclaration":
      if (node.kind !== "global" && node.id.type !== "Literal") return [exportBefore(node)];
      lines.keep(text.slice(node.start, node.end));
      return replaced("");
    case "ClassDeclaration":
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "TSEnumDeclaration":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return [exportBefore(node), ...awaitEdits(node)];
    default:
      return replaced(variablesFrom(node, text));
  }
}

function exportBefore({ start }: ESTree.Node): Edit {
  return { start, end: start, text: "export " };
}

function isNamed(node: ESTree.Node): boolean {
  return "id" in node && isPresent(node.id);
}

function isPresent(part: unknown): boolean {
  return part !== null && part !== undefined;
}

/** The aliases of an import: the import itself goes to the module lines. */
function importsAs(node: ESTree.ImportDeclaration, text: string, lines: ModuleLines): string {
  const from = text.slice(node.source.start, node.end);
  if (node.specifiers.length === 0) lines.keep(text.slice(node.start, node.end));
  return node.specifiers
    .map((one) => {
      const imported =
        one.type === "ImportSpecifier"
          ? text.slice(one.imported.start, one.imported.end)
          : one.type === "ImportDefaultSpecifier"
            ? "default"
            : "*";
      return `export import ${one.local.name} = ${lines.reference(imported, from)};`;
    })
    .join("");
}

/** `import a = require("m")` is an import like others; `import a = b.c` is its own alias. */
function importAs(node: ESTree.TSImportEqualsDeclaration, text: string, lines: ModuleLines): string {
  const { id, moduleReference } = node;
  const origin = text.slice(moduleReference.start, moduleReference.end);
  const isModule = moduleReference.type === "TSExternalModuleReference";
  return `export import ${id.name} = ${isModule ? lines.reference("=", origin) : origin};`;
}

/** `using` cannot be exported; its variable is a constant. */
function usingEdits({ start, kind }: ESTree.VariableDeclaration): readonly Edit[] {
  return kind === "using" || kind === "await using"
    ? [{ start, end: start + kind.length, text: "const" }]
    : [];
}

/**
 * In one text `const losses = []` becomes an array of whatever is pushed, and `let best = null` takes any type later.
 * Between cells that means any.
 */
function openTypeEdits({ id, init }: ESTree.VariableDeclarator): readonly Edit[] {
  if (id.type !== "Identifier" || isPresent(id.typeAnnotation)) return [];
  const isOpen = init === null || (init.type === "Literal" && init.value === null && !("regex" in init));
  const isOpenArray = init?.type === "ArrayExpression" && init.elements.length === 0;
  const isUndefined = init?.type === "Identifier" && init.name === "undefined";
  const type = isOpenArray ? ": any[]" : isOpen || isUndefined ? ": any" : "";
  return type === "" ? [] : [{ start: id.end, end: id.end, text: type }];
}

function awaitEdits(node: ESTree.Node): readonly Edit[] {
  return topLevelNodes(node).flatMap((one) =>
    one.type === "AwaitExpression"
      ? [
          { start: one.start, end: one.argument.start, text: AWAITED_CALL },
          { start: one.end, end: one.end, text: ")" },
        ]
      : [],
  );
}

/** What a statement declares with `var` inside of it, taken out by a function around it. */
function variablesFrom(node: ESTree.Node, text: string): string {
  const names = [...new Set(variablesOf(node).map(([name]) => name))].join(", ");
  if (names === "") return "";
  const isAsync = topLevelNodes(node).some(
    (one) => one.type === "AwaitExpression" || (one.type === "ForOfStatement" && one.await),
  );
  const statement = `{ ${text.slice(node.start, node.end)}\nreturn { ${names} }; }`;
  const call = isAsync ? `${AWAITED_CALL}(async () => ${statement})())` : `(() => ${statement})()`;
  return `export var { ${names} } = ${call};`;
}
