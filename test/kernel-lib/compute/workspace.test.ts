/** @file Places in one memory: what nobody asks for any more makes room. */

import { expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import { ownMachine } from "../../../kernel-lib/compute/engine.js";
import { spaceFor } from "../../../kernel-lib/compute/machine.js";
import { recordedTwice } from "../../../kernel-lib/compute/recording.js";
import { scheduled } from "../../../kernel-lib/compute/schedule.js";
import { Workspace } from "../../../kernel-lib/compute/workspace.js";
import { fromData, uniform, type Tensor } from "../../../kernel-lib/index.js";

it("gives the place of a value that was read for the last time to one that comes after", () => {
  const [W, x] = [
    uniform([9, 9], { seed: 1, low: -1, high: 1 }),
    uniform([9, 9], { seed: 2, low: -1, high: 1 }),
  ];
  const chain = (weights: Tensor, first: Tensor): { kept: Tensor; last: Tensor } => {
    const kept = weights.matmul(first).tanh();
    let last = kept;
    for (let layer = 0; layer < 20; layer++) last = weights.matmul(last).tanh();
    return { kept, last };
  };
  const recording = recordedTwice(chain, [W, x]);
  // Both inputs and outputs, and two for what lies between.
  const machine = ownMachine(spaceFor(new Array<number>(6).fill(81), false));
  if (machine === undefined) throw new Error("this engine has no vectors");
  const workspace = new Workspace(recording, machine, { carried: new Map(), early: 0 });
  const actions = workspace.linked(scheduled(workspace)).flat();
  const run = (): Tensor[] => {
    [W, x].forEach(({ data }, at) => {
      workspace.view(recording.inputs[at].slot).set(data);
    });
    for (const action of actions) action();
    return recording.outputs.map(({ slot, shape }) => fromData(workspace.view(slot).slice(), shape));
  };
  const { kept, last } = chain(W, x);
  const first = run();
  expect(distance(first[0], kept)).toBeLessThan(1e-14);
  expect(distance(first[1], last)).toBeLessThan(1e-9);
  expect(run()).toEqual(first);
});
