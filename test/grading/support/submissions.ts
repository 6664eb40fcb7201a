/** @file Submissions of unit 08 for tests: the solved notebook with some cells replaced. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLONE } from "../../support/imports.js";

interface Cell {
  readonly cell_type: string;
  readonly metadata: { readonly course?: { readonly role: string; readonly id: string } };
  readonly source: string | readonly string[];
}

interface Notebook {
  readonly cells: readonly Cell[];
}

/** What a submission differs in from a right one. */
export interface Difference {
  /** Other code for the cells with these ids. */
  readonly cells?: Readonly<Record<string, string>>;
  /** A cell that runs before all others. */
  readonly first?: string;
  /** A cell of the student's own below the one with this id. */
  readonly below?: { readonly id: string; readonly cell: object };
  readonly student?: string;
  readonly record?: object;
  readonly untouched?: boolean;
  readonly metadata?: object;
}

/** Writes a submission of unit 08. */
export function writeSubmission(folder: string, name: string, difference: Difference = {}): void {
  const {
    cells = {},
    first,
    below,
    student = name,
    record = {},
    untouched = false,
    metadata = {},
  } = difference;
  const kind = untouched ? "exercises" : "solutions";
  const file = join(CLONE, "notebooks", kind, `08-backpropagation-1.${kind}.ipynb`);
  const notebook = JSON.parse(readFileSync(file, "utf8")) as Notebook;
  const changed = notebook.cells.flatMap((cell): object[] => {
    const id = cell.metadata.course?.id ?? "";
    const kept = Object.hasOwn(cells, id) ? { ...cell, source: cells[id] } : cell;
    return id === below?.id ? [kept, { cell_type: "code", metadata: {}, ...below.cell }] : [kept];
  });
  const before = first === undefined ? [] : [{ cell_type: "code", metadata: {}, source: first, outputs: [] }];
  const content = {
    ...{ kind: "chainrule submission", format: 1, unit: "08", pack: "0.1.0", record },
    student: { id: student, term: "autumn" },
    notebook: { ...notebook, metadata, cells: [...before, ...changed] },
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
}
