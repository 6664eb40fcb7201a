/** @file A step that transposes a matrix: nothing to do where products read it the other way round. */

import { readByProductsOnly } from "./uses.js";
import type { StepKind } from "./workspace.js";

/** For transposes that only products read. */
export const transposeStep: StepKind = ({ operation, inputs: [matrix], output }, workspace) => {
  if (operation.role?.kind !== "transpose" || matrix.shape.length !== 2) return undefined;
  const isSingle = (other: number): boolean => workspace.isSingle(other);
  if (!readByProductsOnly(output, workspace.recording, isSingle)) return undefined;
  workspace.readTurned(output.slot, matrix);
  return [];
};
