/** @file What each code cell's last run came to, kept in the notebook itself, so that "done" survives a reload. */

import type { Cell, ICellModel } from "@jupyterlab/cells";
import { element } from "../page/element.js";

/** How a cell's run stands, in the words that the page shows; the first two pass, the others are results. */
export type RunState =
  | "waiting"
  | "running"
  | "ran"
  | "stopped with an error"
  | "was interrupted"
  | "did not finish"
  | "did not run";

const METADATA_KEY = "chainrule";

/** True for a cell that a run of the notebook has to run: code that is not blank. */
export function isRunnable(model: ICellModel): boolean {
  return model.type === "code" && model.sharedModel.getSource().trim() !== "";
}

/** True for a cell that is meant to fail, marked by Jupyter's own tag for it. */
export function mayFail(model: ICellModel): boolean {
  const tags: unknown = model.getMetadata("tags");
  return Array.isArray(tags) && tags.includes("raises-exception");
}

/** Notes a result in the notebook, for the source as it is now; a changed cell counts as not run. */
export function recordRun(model: ICellModel, state: RunState): void {
  if (state === "ran" || state === "stopped with an error") {
    model.setMetadata(METADATA_KEY, { run: state, source: fingerprint(model) });
  } else if (state === "running") {
    model.deleteMetadata(METADATA_KEY);
  }
}

/** The recorded result of the cell's present source, or null when that has not been run. */
export function recordedRun(model: ICellModel): RunState | null {
  const record: unknown = model.getMetadata(METADATA_KEY);
  if (typeof record !== "object" || record === null || !("run" in record) || !("source" in record))
    return null;
  if (record.source !== fingerprint(model)) return null;
  return record.run === "ran" || record.run === "stopped with an error" ? record.run : null;
}

/** Shows a cell's state in words beside it; "ran" needs none, the cell's number says it. */
export function showRunState(cell: Cell, state: RunState | null): void {
  cell.node.querySelector(":scope > .run-state")?.remove();
  delete cell.node.dataset.run;
  if (state === null || state === "ran") return;
  cell.node.dataset.run = state;
  cell.node.append(element("p", { attributes: { class: "run-state" } }, state));
}

/** FNV-1a over the source: enough to notice an edit. */
function fingerprint(model: ICellModel): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(model.sharedModel.getSource())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
