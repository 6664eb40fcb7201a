/** @file TypeScript to JavaScript: types go, enums, namespaces, decorators and `using` become plain code. */

import { originalPositionFor, TraceMap, type SourceMapInput } from "@jridgewell/trace-mapping";
import { parseSync, transformSync, type ESTree } from "rolldown/utils";

import { edited, offsetAt, positionAt, type Edit } from "./edits.js";
import { nestsTooDeeply } from "./nesting.js";
import { walk } from "./walk.js";

/** A text that is not TypeScript, with the place of the first part that is wrong. */
export class SyntaxProblem extends SyntaxError {
  override readonly name = "SyntaxError";
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** JavaScript made from TypeScript. */
export interface Translation {
  readonly code: string;
  /** Names of enums and namespaces: their code adds to what the name holds, so a new cell must begin afresh. */
  readonly merged: readonly string[];
  /** Whether the last statement is an expression, whose value is the module's. */
  readonly hasValue: boolean;
  /** The offset in the TypeScript text of an offset in `code`; undefined where no text of the student's stands behind it. */
  readonly origin: (offset: number) => number | undefined;
}

const TARGET = "node20";

/**
 * Translates a module's text. Resources that it declares at its top by `using` go through the function named by `using`,
 * which has to dispose of them when the module is over.
 * @throws SyntaxProblem at the first mistake.
 */
export function translated(text: string, using: string): Translation {
  const { edits, merged, hasValue } = preparation(text, using);
  const prepared = edited(text, edits);
  const { code, map, errors } = transformSync("cell.ts", prepared.text, {
    lang: "ts",
    sourceType: "module",
    sourcemap: true,
    target: TARGET,
    typescript: { onlyRemoveTypeImports: true },
    decorator: { legacy: true },
  });
  const error = errors.at(0);
  if (error !== undefined) throw new SyntaxProblem(error.message, 0);
  const trace = new TraceMap(map as SourceMapInput);
  return {
    code,
    merged,
    hasValue,
    origin(offset) {
      const { line, column } = originalPositionFor(trace, positionAt(code, offset));
      return line === null ? undefined : prepared.origin(offsetAt(prepared.text, { line, column }));
    },
  };
}

interface Preparation {
  readonly edits: readonly Edit[];
  readonly merged: readonly string[];
  readonly hasValue: boolean;
}

const NEEDS_PREPARATION = /\b(?:using|enum|namespace|module)\b/;

/**
 * What the translator must not do on its own: it drops enums that the same text does not need (a later cell may), so
 * they are exported; it wraps all of a module that holds a resource, so a `using` at the top becomes a call.
 */
function preparation(text: string, using: string): Preparation {
  // The parser, which is native code, would end the process.
  if (nestsTooDeeply(text)) throw new SyntaxProblem("Brackets are nested too deeply", 0);
  const { program, errors } = parseSync("cell.ts", text, {
    lang: "ts",
    sourceType: "module",
    showSemanticErrors: true,
  });
  const error = errors.at(0);
  if (error !== undefined) throw new SyntaxProblem(error.message, error.labels[0]?.start ?? text.length);
  const { body } = program;
  const hasValue = isValue(body.findLast(({ type }) => type !== "EmptyStatement"));
  if (!NEEDS_PREPARATION.test(text)) return { edits: [], merged: [], hasValue };
  refuseMovingExports(program);
  const exported = new Set(body.flatMap((node) => mergedName(exportedDeclaration(node))));
  const own = new Set(body.flatMap(mergedName).filter((name) => !exported.has(name)));
  const ending = { start: text.length, end: text.length, text: `\nexport { ${[...own].join(", ")} };` };
  return {
    edits: [...body.flatMap((node) => usingEdits(node, using)), ending],
    merged: [...own, ...exported],
    hasValue,
  };
}

const MOVING =
  "A namespace exports what does not change: write `const`, and keep what does in an object of its own.";

/** The translator would give `export let x` of a namespace once, as it is at first, whatever becomes of it. */
function refuseMovingExports(program: ESTree.Program): void {
  walk(program, ({ node }) => {
    if ("declare" in node && node.declare) return false;
    for (const one of node.type === "TSModuleBlock" ? node.body : []) {
      const declaration = exportedDeclaration(one);
      if (declaration?.type !== "VariableDeclaration" || declaration.declare === true) continue;
      if (declaration.kind !== "const") throw new SyntaxProblem(MOVING, declaration.start);
    }
    return true;
  });
}

function isValue(node: TopLevel | undefined): boolean {
  if (node?.type !== "ExportDefaultDeclaration") return node?.type === "ExpressionStatement";
  return !node.declaration.type.endsWith("Declaration");
}

type TopLevel = ESTree.Program["body"][number] | ESTree.Declaration | null;

function exportedDeclaration(node: TopLevel): TopLevel {
  return node?.type === "ExportNamedDeclaration" ? node.declaration : null;
}

/** The name of an enum or namespace; none for anything else, or where only types are declared. */
function mergedName(node: TopLevel): readonly string[] {
  if (node?.type !== "TSEnumDeclaration" && node?.type !== "TSModuleDeclaration") return [];
  return node.id.type === "Identifier" && !node.declare ? [node.id.name] : [];
}

/** `using a = b` → `const a = $using(b)`; `await using` waits for what its resource needs to close. */
function usingEdits(node: TopLevel, using: string): readonly Edit[] {
  if (node?.type !== "VariableDeclaration" || !node.kind.endsWith("using")) return [];
  const isAwaited = node.kind === "await using";
  const [first] = node.declarations;
  return [
    { start: node.start, end: first.start, text: "const " },
    ...node.declarations.flatMap(({ init }) =>
      init === null
        ? []
        : [
            { start: init.start, end: init.start, text: `${using}(` },
            { start: init.end, end: init.end, text: isAwaited ? ", true)" : ")" },
          ],
    ),
  ];
}
