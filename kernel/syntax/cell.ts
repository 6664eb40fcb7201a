/** @file A cell's text made into a function's text that runs it. */

import { parseSync } from "rolldown/utils";

import { edited, offsetAt, type Position } from "./edits.js";
import { exportsOf, importsOf, type CellImport } from "./linking.js";
import { namesOf } from "./names.js";
import { sharing, valueEdits, type Handles } from "./sharing.js";
import { translated } from "./translate.js";

/** A cell ready to run. */
export interface CompiledCell {
  /**
   * The text of a function of (scope, import, meta, using): it reads and writes shared names as properties of `scope`
   * and returns an array of the last expression's value, or nothing.
   */
  readonly code: string;
  readonly imports: readonly CellImport[];
  /** What a module exports: its names, with those in its scope. */
  readonly exports: Readonly<Record<string, string>>;
  /** Names that must hold undefined when the cell begins, unless an earlier cell gave them a value. */
  readonly hoisted: readonly string[];
  /** Names of enums and namespaces, which must begin empty whatever they held. */
  readonly merged: readonly string[];
  /** The offset in the cell's text of a place in `code`; undefined where nothing of the student's stands behind it. */
  readonly origin: (position: Position) => number | undefined;
}

/**
 * Compiles a cell; known names are those that earlier cells have declared.
 * @throws SyntaxProblem where the text is not TypeScript.
 */
export function compileCell(text: string, isKnown: (name: string) => boolean): CompiledCell {
  const handles = handlesFor(text);
  const { code: javascript, merged, hasValue, origin } = translated(text, handles.using);
  const { program } = parseSync("cell.js", javascript, {
    lang: "js",
    sourceType: "module",
    preserveParens: false,
    range: true,
  });
  const { hoisted, isShared } = namesOf(program, isKnown);
  const { edits, functions, isAsync } = sharing(program, isShared, handles);
  const value = hasValue ? valueEdits(program) : [];
  const body = edited(javascript, [...edits, ...value]);
  const head =
    `(${isAsync ? "async " : ""}function (${Object.values(handles).join(", ")}) { "use strict"; ` +
    functions.map((name) => `${handles.scope}.${name} = ${name}; `).join("");
  const code = `${head}${body.text}\n})`;
  return {
    code,
    imports: program.body.flatMap(importsOf),
    exports: Object.fromEntries(program.body.flatMap(exportsOf)),
    hoisted,
    merged,
    origin(position) {
      const offset = offsetAt(code, position) - head.length;
      return offset < 0 ? undefined : origin(body.origin(offset));
    },
  };
}

/** Names that do not occur in the text. */
function handlesFor(text: string): Handles {
  let prefix = "$cell";
  while (text.includes(prefix)) prefix += "_";
  return { scope: prefix, import: `${prefix}Import`, meta: `${prefix}Meta`, using: `${prefix}Using` };
}
