/** @file When products skip zeros: by how many there are and how they lie, and never where the environment says so. */

import { afterEach, describe, expect, it, vi } from "vitest";
import { ownMachine } from "../../../kernel-lib/compute/engine.js";
import { recordedTwice, type Recording } from "../../../kernel-lib/compute/recording.js";
import { scheduled } from "../../../kernel-lib/compute/schedule.js";
import { Workspace } from "../../../kernel-lib/compute/workspace.js";
import type { Build } from "../../../kernel-lib/compute/tile-kernel.js";
import { worthSkipping } from "../../../kernel-lib/compute/zeros.js";
import { fromData, type Tensor } from "../../../kernel-lib/index.js";
import { random } from "../../../kernel-lib/tensor/random.js";

const ROWS = 64;
const [INNER, COLUMNS] = [100, 40];

describe("zeros of the right matrix are worth skipping", () => {
  it.each([
    { zeros: "all", held: () => false, as: "it lies", expected: true },
    { zeros: "none", held: () => true, as: "it lies", expected: false },
    { zeros: "three fifths, anywhere", held: anywhere(2 / 5), as: "it lies", expected: true },
    { zeros: "three fifths, anywhere", held: anywhere(2 / 5), as: "its transpose", expected: true },
    { zeros: "a third, anywhere", held: anywhere(2 / 3), as: "it lies", expected: false },
    { zeros: "a third, in whole rows", held: inRows(2 / 3), as: "it lies", expected: true },
    { zeros: "a fifth, in whole rows", held: inRows(4 / 5), as: "it lies", expected: false },
    { zeros: "every second column", held: inColumns, as: "it lies", expected: false },
    { zeros: "every second column", held: inColumns, as: "its transpose", expected: true },
  ])("or not, by where they lie: $zeros, read as $as: $expected", ({ held, as, expected }) => {
    expect(worth(matrix([INNER, COLUMNS], held), { turned: as !== "it lies" })).toBe(expected);
  });

  it("where vectors are wide only if there are fewer others", () => {
    const matrices = [3 / 5, 2 / 3].map((share) => matrix([INNER, COLUMNS], inRows(share)));
    expect(matrices.map((right) => worth(right, { build: "wide" }))).toEqual([true, false]);
  });

  it("where there is enough to multiply", () => {
    const few = matrix([INNER, COLUMNS], () => false);
    expect([16, 17].map((rows) => worth(few, { rows }))).toEqual([false, true]);
  });
});

describe("CHAINRULE_SKIP_ZEROS", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ["off", "product", 0],
    ["on", "skipping", 1],
    [undefined, "skipping", 1],
  ])("set to %s, lets a plan multiply by %s", (setting, _, skipped) => {
    vi.stubEnv("CHAINRULE_SKIP_ZEROS", setting);
    const left = matrix([ROWS, INNER], () => true);
    const right = matrix([INNER, COLUMNS], anywhere(0.2));
    const recording = recordedTwice((a: Tensor, b: Tensor) => a.matmul(b), [left, right]);
    const { kernels, result } = run(recording, [left, right]);
    expect([kernels.skipping, kernels.product]).toEqual([skipped, 1 - skipped]);
    expect(result).toEqual(left.matmul(right).data);
  });
});

/** Runs a recording of one product; how often each kernel was called, and what came out. */
function run(recording: Recording, inputs: readonly Tensor[]) {
  const machine = ownMachine(2 ** 20);
  if (machine === undefined) throw new Error("this engine has no vectors");
  const spies = {
    product: vi.spyOn(machine.double, "product"),
    skipping: vi.spyOn(machine.double, "skipping"),
  };
  const workspace = new Workspace(recording, machine, { carried: new Map(), early: 0 });
  const [, actions] = workspace.linked(scheduled(workspace));
  inputs.forEach(({ data }, at) => {
    workspace.view(recording.inputs[at].slot).set(data);
  });
  for (const action of actions) action();
  const kernels = { product: spies.product.mock.calls.length, skipping: spies.skipping.mock.calls.length };
  return { kernels, result: workspace.view(recording.outputs[0].slot).slice() };
}

interface Use {
  readonly rows?: number;
  readonly turned?: boolean;
  readonly build?: Build;
}

function worth({ data, shape }: Tensor, { rows = ROWS, turned = false, build = "fused" }: Use): boolean {
  const recording = { numbers: [data], inputs: [], constants: new Set<number>(), steps: [], outputs: [] };
  return worthSkipping({ slot: 0, shape, turned }, { ...recording, result: {} }, { rows, build });
}

type Held = (row: number, column: number) => boolean;

function matrix([rows, columns]: readonly [number, number], held: Held): Tensor {
  const data = Float64Array.from({ length: rows * columns }, (_, at) =>
    held(Math.floor(at / columns), at % columns) ? 1 + (at % 7) : 0,
  );
  return fromData(data, [rows, columns]);
}

/** Such a share of all entries is not 0. */
function anywhere(share: number): Held {
  const seed = random(3);
  return () => seed.uniform() < share;
}

function inRows(share: number): Held {
  return (row) => row < share * INNER;
}

function inColumns(_: number, column: number): boolean {
  return column % 2 === 0;
}
