/** @file The edits that make a cell's top-level names properties of one object, which all cells share. */

import type { ESTree } from "rolldown/utils";

import type { Edit } from "./edits.js";
import { DEFAULT, defaultName } from "./linking.js";
import { walk, type Visit } from "./walk.js";

/** The names in the translated code of what the kernel hands to a cell; the student's text holds none of them. */
export interface Handles {
  /** The object whose properties are the names that cells share. */
  readonly scope: string;
  readonly import: string;
  readonly meta: string;
  readonly using: string;
}

/** What a cell's translation is made of. */
export interface Sharing {
  readonly edits: readonly Edit[];
  /** Functions that exist before the first line runs. */
  readonly functions: readonly string[];
  /** Whether the cell waits for something itself, outside its functions. */
  readonly isAsync: boolean;
}

/** Finds the edits of a parsed module; shared identifiers are those that stand for names of cells. */
export function sharing(
  program: ESTree.Program,
  isShared: (identifier: ESTree.Node) => boolean,
  handles: Handles,
): Sharing {
  const edits: Edit[] = [];
  const functions: string[] = [];
  const unset = new Set<ESTree.Node>();
  let isAsync = false;
  walk(program, (visit) => {
    const { node, parent, isInFunction } = visit;
    if (isRemoved(node)) {
      edits.push({ start: node.start, end: node.end, text: "" });
      return false;
    }
    if (!isInFunction) isAsync ||= isWaiting(node);
    if (node.type === "FunctionDeclaration" && isAtTop(parent)) functions.push(node.id?.name ?? "");
    if (node.type === "Identifier" && isShared(node) && !unset.has(node)) {
      edits.push(...identifierEdits(visit, handles));
    }
    if (node.type === "VariableDeclaration" && isOfCell(visit)) {
      for (const { id, init } of node.declarations) if (init === null && isVarStatement(visit)) unset.add(id);
    }
    edits.push(...statementEdits(visit, handles));
    return true;
  });
  return {
    edits,
    functions: functions.filter((name) => name !== ""),
    isAsync,
  };
}

/** Imports are made before the cell begins; exports mean nothing to other cells, which see every name. */
function isRemoved(node: ESTree.Node): boolean {
  return (
    node.type === "ImportDeclaration" ||
    node.type === "ExportAllDeclaration" ||
    (node.type === "ExportNamedDeclaration" && node.declaration === null)
  );
}

function isWaiting(node: ESTree.Node): boolean {
  return node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await);
}

function isAtTop(parent: ESTree.Node | undefined): boolean {
  return parent?.type === "Program" || parent?.type.startsWith("Export") === true;
}

/** `x` → `scope.x`; called, it must not become the `this` of its function; `{ x }` keeps its key. */
function identifierEdits({ node, parent, key }: Visit, { scope }: Handles): readonly Edit[] {
  if (node.type !== "Identifier" || parent === undefined) return [];
  const { name, start, end } = node;
  const isName = key === "id" && /^(?:Function|Class)Declaration$/.test(parent.type);
  const isKey = key === "key" && parent.type === "Property" && parent.shorthand;
  if (isName || isKey) return [];
  const isCalled = key === "callee" && parent.type === "CallExpression";
  const isTag = key === "tag" && parent.type === "TaggedTemplateExpression";
  return [{ start, end, text: isCalled || isTag ? `(0, ${scope}.${name})` : `${scope}.${name}` }];
}

function statementEdits(visit: Visit, handles: Handles): readonly Edit[] {
  const { node, parent } = visit;
  switch (node.type) {
    case "Property":
      return node.shorthand && node.key.type === "Identifier"
        ? [before(node.key, `${keyFor(node.key.name)}: `)]
        : [];
    case "VariableDeclaration":
      return isOfCell(visit) ? declarationEdits(visit, node) : [];
    case "ClassDeclaration":
      if (!isAtTop(parent) || node.id === null) return [];
      return [before(node, `${handles.scope}.${node.id.name} = `), after(node, ";")];
    case "ExportNamedDeclaration":
      return node.declaration === null ? [] : [without(node, node.declaration)];
    case "ExportDefaultDeclaration":
      return defaultEdits(node, handles);
    case "ImportExpression":
      return [{ start: node.start, end: node.start + "import".length, text: handles.import }];
    case "MetaProperty":
      return node.meta.name === "import" ? [{ start: node.start, end: node.end, text: handles.meta }] : [];
    default:
      return [];
  }
}

/** `export default 3;` → `scope.default = 3;`; what has a name is declared under it. */
function defaultEdits(node: ESTree.ExportDefaultDeclaration, { scope }: Handles): readonly Edit[] {
  const { declaration } = node;
  if (defaultName(declaration) !== undefined) return [without(node, declaration)];
  const assignment = { start: node.start, end: declaration.start, text: `${scope}.${DEFAULT} = ` };
  // An expression has its semicolon already.
  return declaration.type.endsWith("Declaration") ? [assignment, after(declaration, ";")] : [assignment];
}

/** Whether a declaration's names belong to the cell, not to a function or block in it. */
function isOfCell({ node, parent, isInFunction }: Visit): boolean {
  if (isInFunction || node.type !== "VariableDeclaration") return false;
  return node.kind === "var" || isAtTop(parent);
}

function isVarStatement({ node, parent, key }: Visit): boolean {
  const isLoopHead = key === "left" && /^For(?:In|Of)Statement$/.test(parent?.type ?? "");
  return node.type === "VariableDeclaration" && node.kind === "var" && !isLoopHead;
}

/** `let a = 1, { b } = c, d;` → `scope.a = 1, ({ b: scope.b } = c), scope.d = undefined;` */
function declarationEdits(visit: Visit, node: ESTree.VariableDeclaration): readonly Edit[] {
  const [first] = node.declarations;
  const isLoopHead = visit.key === "left";
  const keyword = { start: node.start, end: first.start, text: "" };
  if (isLoopHead) return [keyword];
  return [keyword, ...node.declarations.flatMap((declarator) => declaratorEdits(declarator, node.kind))];
}

function declaratorEdits(declarator: ESTree.VariableDeclarator, kind: string): readonly Edit[] {
  const { id, init } = declarator;
  if (init === null) {
    // `var x;` leaves what x holds.
    return kind === "var"
      ? [{ start: id.start, end: id.end, text: "undefined" }]
      : [after(id, " = undefined")];
  }
  if (id.type !== "Identifier") return [before(declarator, "("), after(declarator, ")")];
  // A function takes the name of what it is first assigned to, but not from a property of the scope.
  return isNameless(init) ? [before(init, `({ ${keyFor(id.name)}: `), after(init, ` }).${id.name}`)] : [];
}

/** `{ __proto__ }` has a property of this name; `{ __proto__: … }` would have a prototype. */
function keyFor(name: string): string {
  return name === "__proto__" ? `["__proto__"]` : name;
}

function isNameless(node: ESTree.Expression): boolean {
  if (node.type === "ArrowFunctionExpression") return true;
  return (node.type === "FunctionExpression" || node.type === "ClassExpression") && node.id === null;
}

/** The last statement, an expression, becomes the cell's value: in an array, so that nobody awaits it. */
export function valueEdits(program: ESTree.Program): readonly Edit[] {
  const last = program.body.findLast((node) => node.type !== "EmptyStatement" && !isRemoved(node));
  return last === undefined
    ? []
    : [before(last, "return [("), { start: last.end - 1, end: last.end, text: ")];" }];
}

function before({ start }: ESTree.Node, text: string): Edit {
  return { start, end: start, text };
}

function after({ end }: ESTree.Node, text: string): Edit {
  return { start: end, end, text };
}

/** Without what comes before its declaration: `export`, `export default`. */
function without({ start }: ESTree.Node, declaration: ESTree.Node): Edit {
  return { start, end: declaration.start, text: "" };
}
