/** @file A step that folds a matrix along an axis, or all of it: a kernel of its own. */

import { sizeOf } from "../tensor/shape.js";
import { foldFunction, type FoldKernel } from "./fold-kernel.js";
import type { Step } from "./recording.js";
import type { StepKind } from "./workspace.js";

/** What the row makes of each result in the end is done in JavaScript. */
export const foldStep: StepKind = (step, workspace) => {
  const { operation, inputs, output } = step;
  const { fold } = operation.compute ?? {};
  if (fold === undefined) return undefined;
  const [{ slot }] = inputs;
  const single = workspace.isSingle(output.slot);
  const lines = linesOf(step);
  if (lines === undefined || workspace.isSingle(slot) !== single) return undefined;
  const { by, finish } = fold;
  const into = workspace.view(output.slot);
  const kernel = { ...lines, by, single, from: workspace.addressOf(slot), into: into.byteOffset };
  const folded = workspace.kernel((name) => foldFunction(name, kernel));
  if (finish === undefined) return [folded];
  const count = lines.along === "rows" ? lines.columns : lines.rows;
  const finished = (): void => {
    for (let i = 0; i < into.length; i++) into[i] = finish(into[i], count);
  };
  return [folded, finished];
};

/** What is folded, as rows or as columns of a matrix: all entries, or the first or the last axis. */
function linesOf({
  inputs: [{ shape }],
  settings,
}: Step): Pick<FoldKernel, "rows" | "columns" | "along"> | undefined {
  const { axis } = settings;
  if (axis === undefined) return { rows: 1, columns: sizeOf(shape), along: "rows" };
  if (typeof axis !== "number") return undefined;
  const others = sizeOf(shape) / shape[axis];
  if (axis === shape.length - 1) return { rows: others, columns: shape[axis], along: "rows" };
  return axis === 0 ? { rows: shape[axis], columns: others, along: "columns" } : undefined;
}
