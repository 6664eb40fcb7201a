/** @file The outputs of lectures: executed once, kept by every build, left out of what students get. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** Where a chart is a drawing too, its data for Plotly are left out: they are ten times as long. */
const PLOTLY = "application/vnd.plotly.v1+json";

/** A notebook's text with the outputs that the cells of an earlier one had: those with the same id and source. */
export function withOutputsOf(text, earlier) {
  const before = new Map(JSON.parse(earlier).cells.map((cell) => [cell.id, cell]));
  return changed(text, (cell) => {
    const { source = [], outputs = [], execution_count = null } = before.get(cell.id) ?? {};
    const isSame = [source].flat().join("") === cell.source.join("");
    return isSame ? { execution_count, outputs: outputs.map(kept) } : {};
  });
}

/** The same notebook as if nothing had run. */
export function withoutOutputs(text) {
  return changed(text, () => ({ execution_count: null, outputs: [] }));
}

/** Runs notebooks on the course's kernel and gives the text of each with its outputs. */
export function executed(files) {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-outputs-"));
  try {
    const command = new URL("../app/cli/chainrule.js", import.meta.url).pathname;
    const { status } = spawnSync(process.execPath, [command, "run", ...files, "--out", folder], {
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("a lecture did not pass; its outputs are as they were");
    return files.map((file) =>
      withOutputsOf(readFileSync(file, "utf8"), readFileSync(join(folder, basename(file)), "utf8")),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Changes the code cells; keys keep their places, so that equal notebooks are equal texts. */
function changed(text, change) {
  const notebook = JSON.parse(text);
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, ...change(cell) } : cell,
  );
  return `${JSON.stringify({ ...notebook, cells }, undefined, 1)}\n`;
}

function kept(output) {
  const { [PLOTLY]: chart, ...data } = output.data ?? {};
  return chart === undefined || !("text/html" in data) ? output : { ...output, data };
}
