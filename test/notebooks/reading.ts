/** @file Notebooks read from disk: their cells, and what these hold and show. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CLONE } from "../support/imports.js";
import type { Output } from "./agreement.js";

/** A cell as a notebook keeps it. */
export interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly Output[];
  readonly metadata: {
    readonly course?: { readonly id: string; readonly role: string; readonly varies?: boolean };
  };
}

export const LECTURES: string = join(CLONE, "notebooks", "lectures");

/** The notebooks of a folder, in the order of the course. */
export function notebooksIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .sort();
}

export function cellsIn(file: string): readonly Cell[] {
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly cells: readonly Cell[] }).cells;
}

/** Text that a notebook keeps whole or in lines. */
export function textOf(lines: unknown): string {
  return Array.isArray(lines) ? lines.join("") : String(lines);
}

/** The forms of every value that the cells of a notebook show, each with the cell's id. */
export function shownIn(file: string): readonly { readonly id: string; readonly forms: Forms }[] {
  return cellsIn(file).flatMap(({ id, outputs = [] }) =>
    outputs.map(({ data = {} }) => ({
      id,
      forms: Object.fromEntries(Object.entries(data).map(([type, form]) => [type, textOf(form)])),
    })),
  );
}

type Forms = Readonly<Record<string, string | undefined>>;
