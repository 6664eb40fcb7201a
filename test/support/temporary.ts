/** @file Folders that live as long as one test file, and notebooks to put into them. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** For the packages of a clone, on a busy machine. */
const LONGEST_REMOVAL_MS = 60_000;
const folders: string[] = [];

// Registered once for the test file: a hook that a running test adds is never called.
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}, LONGEST_REMOVAL_MS);

/** A new folder outside the clone, with a space in its name; it goes when the test file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chainrule test "));
  folders.push(folder);
  return folder;
}

/** A code cell: its source, alone or with a tag. */
export type Cell = string | { readonly source: string; readonly tag: string };

/** Writes a notebook for tslab with these code cells and gives its path. */
export function writtenNotebook(folder: string, name: string, cells: readonly Cell[]): string {
  const file = join(folder, name);
  const content = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells: cells.map((cell, index) => ({
      cell_type: "code",
      id: `cell-${index}`,
      metadata: typeof cell === "string" ? {} : { tags: [cell.tag] },
      source: typeof cell === "string" ? cell : cell.source,
      outputs: [],
      execution_count: null,
    })),
  };
  writeFileSync(file, JSON.stringify(content));
  return file;
}
