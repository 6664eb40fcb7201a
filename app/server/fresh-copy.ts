/** @file What a student gets of an original: without outputs, and with links that hold where all notebooks lie together. */

import { isObject, parseObject, type JsonObject } from "./json.js";

/** The notebook as a student begins with it. */
export function freshCopy(content: Buffer): Buffer {
  return withFlatLinks(withoutOutputs(content));
}

/** In the course lectures and exercises lie in folders beside each other, a student's copies in one. */
const LINK_ACROSS = /\]\(\.\.\/(?:lectures|exercises)\/(?=[\w.-]+\.ipynb\))/g;

function withFlatLinks(content: Buffer): Buffer {
  const text = content.toString("utf8");
  return Buffer.from(text.replaceAll(LINK_ACROSS, "]("));
}

/** A student runs the cells: what they show, and what a question about it asks, is not told beforehand. */
function withoutOutputs(content: Buffer): Buffer {
  const notebook = parseObject(content.toString("utf8"));
  const cells: readonly unknown[] = Array.isArray(notebook?.cells) ? notebook.cells : [];
  if (!cells.some(hasRun)) return content;
  const fresh = cells.map((cell) => (hasRun(cell) ? { ...cell, execution_count: null, outputs: [] } : cell));
  return Buffer.from(`${JSON.stringify({ ...notebook, cells: fresh }, undefined, 1)}\n`);
}

function hasRun(cell: unknown): cell is JsonObject {
  return isObject(cell) && cell.cell_type === "code" && typeof cell.execution_count === "number";
}
