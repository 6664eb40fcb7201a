/** @file One line of text that makes names of earlier cells known in a cell. */

import { IDENTIFIER, type Declarations, type Meaning } from "./declarations.js";

/** What earlier cells declared by a name, and the namespace of the one that did last. */
export interface Known {
  readonly meaning: Meaning;
  readonly cell: string;
}

/** What is known before a text, and what the text needs of it. */
export interface Linking {
  readonly known: ReadonlyMap<string, Known>;
  readonly declarations: Declarations;
  /** The names that occur in the text, or all of them. */
  readonly which: "occurring" | "all";
  /** What stands before a namespace's name. */
  readonly from: string;
}

/** A line to stand before a text, and the cells whose names it makes known. */
export interface Head {
  readonly head: string;
  readonly uses: ReadonlySet<string>;
}

/**
 * Makes the line. Functions, classes, types and whatever was imported get an alias; a variable is declared again with
 * the same type, because an alias cannot be assigned to.
 */
export function headFor(text: string, { known, declarations, which, from }: Linking): Head {
  const uses = new Set<string>();
  let head = "";
  for (const name of which === "all" ? known.keys() : new Set(text.match(IDENTIFIER))) {
    const earlier = known.get(name);
    if (earlier === undefined) continue;
    const origin = `${from}${earlier.cell}.${name}`;
    const own = declarations.names.get(name);
    if (own !== undefined) head += exported(declared(name, origin, missingIn(own, earlier.meaning)));
    else if (isVariable(earlier.meaning)) head += declared(name, origin, earlier.meaning).join("");
    else head += `import ${name} = ${origin};`;
    uses.add(earlier.cell);
  }
  return { head, uses };
}

function isVariable({ value }: Meaning): boolean {
  return value !== undefined && value !== "entity";
}

/** A constant is set to the earlier one, so that `let x = K` is of the type number where K is 8. */
function variable(name: string, origin: string, kind: Meaning["value"]): string {
  if (kind === "let" || kind === "var") return `declare ${kind} ${name}: typeof ${origin};`;
  return `const ${name} = ${origin};`;
}

/** What a name meant earlier and does not mean anew: the value where the cell declares a type by that name, say. */
function missingIn(own: Meaning, earlier: Meaning): Meaning {
  if (own.isImport === true) return {};
  return {
    ...(own.value === undefined && earlier.value !== undefined && { value: earlier.value }),
    ...(own.type === undefined && earlier.type !== undefined && { type: earlier.type }),
  };
}

/** So that a later cell finds both meanings in one place. */
function exported(declarations: readonly string[]): string {
  return declarations.map((one) => `export ${one}`).join("");
}

/** Declarations of a name with the value and the type that it had; an alias would be neither of the cell's own. */
function declared(name: string, origin: string, { value, type }: Meaning): readonly string[] {
  const parameters = Array.from({ length: type ?? 0 }, (_, index) => `T${index}`);
  const list = (write: (parameter: string) => string): string =>
    parameters.length === 0 ? "" : `<${parameters.map(write).join(", ")}>`;
  const alias = `type ${name}${list((one) => `${one} = any`)} = ${origin}${list((one) => one)};`;
  return [
    ...(value === undefined ? [] : [variable(name, origin, value)]),
    ...(type === undefined ? [] : [alias]),
  ];
}
