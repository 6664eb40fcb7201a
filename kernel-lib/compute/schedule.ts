/** @file The steps of a recording as actions in their order: each by its kind, those by arithmetic gathered into groups. */

import { entryFunction } from "./entry-kernel.js";
import { foldStep } from "./fold-step.js";
import { Group } from "./group.js";
import { plainStep } from "./plain-step.js";
import { productStep } from "./product-step.js";
import { transposeStep } from "./transpose-step.js";
import type { Step } from "./recording.js";
import type { Action, StepKind, Workspace } from "./workspace.js";

/** The kinds of step that a kernel does; any other is done by its row's own rule. */
const KINDS: readonly StepKind[] = [productStep, foldStep, transposeStep];

/** The actions of all steps before the boundary, and those of the others. */
export function scheduled(workspace: Workspace): readonly [readonly Action[], readonly Action[]] {
  const { steps } = workspace.recording;
  const isSingle = (slot: number): boolean => workspace.isSingle(slot);
  const parts: [Action[], Action[]] = [[], []];
  const partOf = (step: number): Action[] => parts[step < workspace.boundary ? 0 : 1];
  let group = new Group([]);
  const close = (last: number): void => {
    if (group.steps.length > 0) partOf(last).push(written(group, last, workspace));
    group = new Group([]);
    workspace.release(last);
  };
  steps.forEach((step, index) => {
    if (Group.takes(step, isSingle)) {
      if (!group.fits(step, isSingle)) close(index - 1);
      group = group.with(step);
    } else {
      close(index - 1);
      partOf(index).push(...actionsOf(step, workspace));
      workspace.release(index);
    }
    if (index + 1 === workspace.boundary) close(index);
  });
  close(steps.length - 1);
  return parts;
}

function actionsOf(step: Step, workspace: Workspace): readonly Action[] {
  for (const kind of KINDS) {
    const actions = kind(step, workspace);
    if (actions !== undefined) return actions;
  }
  return plainStep(step, workspace);
}

/** The kernel of a group whose last step has this number. */
function written(group: Group, last: number, workspace: Workspace): Action {
  const kernel = group.kernel({
    isSingle: (slot) => workspace.isSingle(slot),
    addressOf: (slot) => workspace.addressOf(slot),
    isKept: (slot) => workspace.isNeededAfter(slot, last),
    place: (slot, flat) => {
      if (flat) workspace.shareWithInput(slot, last);
    },
  });
  return workspace.kernel((name) => entryFunction(name, kernel));
}
