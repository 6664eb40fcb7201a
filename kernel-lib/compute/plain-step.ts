/** @file A step that is none of those with a kernel: its row's own rule. */

import { untraced } from "../tensor/apply.js";
import { Tensor } from "../tensor/tensor.js";
import type { Action, Workspace } from "./workspace.js";
import type { Step } from "./recording.js";

/** The row's rule on what lies in memory, its result copied to its place. */
export function plainStep(
  { operation, inputs, settings, output }: Step,
  workspace: Workspace,
): readonly Action[] {
  const operands = inputs.map(({ slot, shape }) => new Tensor(workspace.view(slot), shape));
  const into = workspace.view(output.slot);
  return [
    () => {
      into.set(untraced(() => operation.evaluate(operands, settings)).data);
    },
  ];
}
