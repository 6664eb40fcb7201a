/** @file Notebook files: read with one check at the door, written as nbformat 4.5. */

import type { ICodeCell, INotebookContent } from "@jupyterlab/nbformat";
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const FORMAT = { major: 4, minor: 5 };
const LONGEST_ID = 8;

/**
 * The notebook in `file`, its cells with ids as nbformat 4.5 wants them.
 *
 * @throws Error that names the file and says why it is no notebook.
 */
export function readNotebook(file: string): INotebookContent {
  const content = parsed(file);
  if (!isNotebook(content)) throw new Error(`${file}: is no notebook of nbformat ${FORMAT.major}`);
  const cells = content.cells.map((cell) => ({ ...cell, id: cell.id ?? randomUUID().slice(0, LONGEST_ID) }));
  return { ...content, nbformat_minor: Math.max(FORMAT.minor, content.nbformat_minor), cells };
}

/** Writes the notebook as Jupyter does: one space of indentation, a newline at the end. */
export function writeNotebook(file: string, notebook: INotebookContent): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(notebook, undefined, 1)}\n`);
}

/** The cells that a kernel can be asked to execute: code, and not only white space. */
export function executableCells(notebook: INotebookContent): readonly ICodeCell[] {
  return notebook.cells.filter(isCode).filter((cell) => sourceOf(cell).trim() !== "");
}

/** The source of a cell as one text; on disk it may be a list of lines. */
export function sourceOf(cell: { readonly source: string | string[] }): string {
  return typeof cell.source === "string" ? cell.source : cell.source.join("");
}

/** The kernel that the notebook asks for; tslab when it asks for none. */
export function kernelOf(notebook: INotebookContent): string {
  return notebook.metadata.kernelspec?.name ?? "tslab";
}

function isCode(cell: INotebookContent["cells"][number]): cell is ICodeCell {
  return cell.cell_type === "code";
}

function parsed(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${file}: is not valid JSON (${error instanceof Error ? error.message : String(error)})`,
      {
        cause: error,
      },
    );
  }
}

function isNotebook(content: unknown): content is INotebookContent {
  if (typeof content !== "object" || content === null) return false;
  const { nbformat, nbformat_minor, metadata, cells } = content as Readonly<Record<string, unknown>>;
  return (
    nbformat === FORMAT.major &&
    typeof nbformat_minor === "number" &&
    typeof metadata === "object" &&
    metadata !== null &&
    Array.isArray(cells) &&
    cells.every(isCell)
  );
}

function isCell(cell: unknown): boolean {
  if (typeof cell !== "object" || cell === null) return false;
  const { cell_type, source } = cell as Readonly<Record<string, unknown>>;
  return typeof cell_type === "string" && (typeof source === "string" || Array.isArray(source));
}
