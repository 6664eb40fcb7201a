/** @file A step that is a product of two matrices: a call of the machine's kernel. */

import type { Place } from "./recording.js";
import type { StepKind, Workspace } from "./workspace.js";
import { worthSkipping, type MatrixRead } from "./zeros.js";

/** Transposes are read where they come from; a batch with many zeros is multiplied without them. */
export const productStep: StepKind = ({ operation, inputs, output }, workspace) => {
  const single = workspace.isSingle(output.slot);
  const fits = ({ slot, shape }: Place): boolean => shape.length === 2 && workspace.isSingle(slot) === single;
  if (operation.role?.kind !== "matrix product" || !inputs.every(fits)) return undefined;
  const [left, right] = inputs.map((place) => workspace.matrixAt(place));
  const sides = [left, right].flatMap((matrix) => read(matrix, workspace));
  const values = [...output.shape, inputs[0].shape[1], ...sides, workspace.addressOf(output.slot)];
  const { recording, machine } = workspace;
  const { product, skipping } = machine.kernels(single);
  const maySkip = !left.turned && workspace.isGiven(right.slot);
  const multiplier = { rows: left.shape[0], build: machine.build };
  const kernel = maySkip && worthSkipping(right, recording, multiplier) ? skipping : product;
  return [
    () => {
      kernel(...values);
    },
  ];
};

/** Where a matrix begins, and how far apart neighbours of a column and of a row are, in bytes. */
function read({ slot, shape, turned }: MatrixRead, workspace: Workspace): number[] {
  const { byteOffset, BYTES_PER_ELEMENT: size } = workspace.view(slot);
  return [byteOffset, ...(turned ? [size, shape[1] * size] : [shape[1] * size, size])];
}
