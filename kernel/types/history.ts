/** @file The cells that ran, as the compiler reads them, and how a text refers to what they declared. */

import { basename } from "node:path";
import { declarationsOf, type Declarations, type Meaning } from "./declarations.js";
import { headFor, type Known } from "./linkage.js";
import { AWAITED, MODULES, namespaceBody, type ModuleLines } from "./namespace.js";

/** A file to write. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** A text with what makes earlier names known in it. */
export interface LinkedText {
  readonly text: string;
  /** Where the cell's own text begins. */
  readonly offset: number;
  readonly declarations: Declarations;
}

/**
 * The cells that ran. Each is a namespace of one file, which imports nothing but a second one with what cells import:
 * a file whose imports stay the same is taken in anew much faster than a new file, or one with a new import.
 */
export interface History {
  /** The files as they are now. */
  files(): readonly FileText[];
  /** Adds a cell; whether a later one has anything of it. */
  accept(cell: string): boolean;
  /** Puts before a text what it needs to see of earlier cells: the names that occur in it, or all of them. */
  link(text: string, which: "occurring" | "all"): LinkedText;
}

/** The files of a history, which lie in one folder. */
export interface HistoryFiles {
  /** All accepted cells. */
  readonly previous: string;
  /** What they import. */
  readonly modules: string;
}

interface Accepted {
  readonly text: string;
  /** Cells whose names it uses. */
  readonly uses: ReadonlySet<string>;
}

/** Starts an empty history. */
export function newHistory(paths: HistoryFiles): History {
  const known = new Map<string, Known>();
  const cells = new Map<string, Accepted>();
  const lines = newModuleLines();
  let count = 0;
  return {
    files: () => [
      { path: paths.modules, text: lines.text() },
      { path: paths.previous, text: namespacesOf(cells, paths) },
    ],
    accept(cell) {
      const declarations = declarationsOf(cell);
      const { names, program } = declarations;
      if (program === undefined) return false;
      const before = lines.text();
      const body = namespaceBody(cell, program, lines);
      if (names.size === 0) return lines.text() !== before;
      const { head, uses } = headFor(cell, { known, declarations, which: "occurring", from: "" });
      const text = `${head}\n${body}`;
      // A cell that runs again unchanged declares the same classes: values of its first run are still theirs.
      const again = [...cells].find(([, one]) => one.text === text);
      count += 1;
      const [name] = again ?? [`$chainrule$${count}`];
      cells.set(name, { text, uses });
      for (const [own, meaning] of names) {
        known.set(own, { meaning: withEarlier(meaning, known.get(own)?.meaning), cell: name });
      }
      for (const one of unreachable(cells, known)) cells.delete(one);
      return true;
    },
    link(text, which) {
      const declarations = declarationsOf(text);
      const handle = unusedName(text);
      const { head } = headFor(text, { known, declarations, which, from: `${handle}.` });
      // The semicolon ends the last import for good: behind one, compilers offer words of import statements.
      const line = `import * as ${handle} from "./${basename(paths.previous, ".ts")}";${head};\n`;
      return { text: line + text, offset: line.length, declarations };
    },
  };
}

function namespacesOf(cells: ReadonlyMap<string, Accepted>, { modules }: HistoryFiles): string {
  const namespaces = [...cells].map(([cell, { text }]) => `export namespace ${cell} { ${text}\n}\n`);
  return `import * as ${MODULES} from "./${basename(modules, ".ts")}";\n${namespaces.join("")}`;
}

function newModuleLines(): ModuleLines & { readonly text: () => string } {
  const references = new Map<string, string>();
  const kept = new Set([AWAITED]);
  return {
    reference(imported, from) {
      const key = `${imported} ${from}`;
      const name = references.get(key) ?? `import${references.size + 1}`;
      references.set(key, name);
      if (imported === "=") kept.add(`import ${name} = ${from}; export { ${name} };`);
      else if (imported === "*") kept.add(`export * as ${name} from ${from};`);
      else kept.add(`export { ${imported} as ${name} } from ${from};`);
      return `${MODULES}.${name}`;
    },
    keep: (text) => kept.add(text),
    text: () => `${[...kept].join("\n")}\n`,
  };
}

/** A name that now is a type only keeps the value it had, and the other way round. */
function withEarlier(now: Meaning, earlier: Meaning | undefined): Meaning {
  return now.isImport === true ? now : { ...earlier, ...now, isImport: false };
}

/** Cells that no known name and no cell in use leads to. */
function unreachable(
  cells: ReadonlyMap<string, Accepted>,
  known: ReadonlyMap<string, Known>,
): readonly string[] {
  const reached = new Set<string>();
  const reach = (cell: string): void => {
    if (reached.has(cell)) return;
    reached.add(cell);
    for (const used of cells.get(cell)?.uses ?? []) reach(used);
  };
  for (const { cell } of known.values()) reach(cell);
  return [...cells.keys()].filter((cell) => !reached.has(cell));
}

function unusedName(text: string): string {
  let name = "$chainrule";
  while (text.includes(name)) name += "_";
  return name;
}
