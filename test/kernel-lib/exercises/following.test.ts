/** @file Errors that are carried on: what follows from a wrong value is told so, and earns its method. */

import { describe, expect, it } from "vitest";
import {
  answers,
  creditOf,
  drawnNetwork,
  fromData,
  random,
  sub,
  taskOf,
  wantGradient,
  wantUpdate,
  wantValue,
  type DrawnNetwork,
  type Tensor,
} from "../../../kernel-lib/index.js";

type Slips = Readonly<Record<string, (right: Tensor) => Tensor>>;

/** A pass by hand, line after line; at a slip the value is changed, and the lines after it use what was written. */
function byHand({ x, y, layers: [one, two] }: DrawnNetwork, slips: Slips): Record<string, Tensor> {
  const written: Record<string, Tensor> = {};
  const line = (name: string, right: Tensor): Tensor => {
    const value = name in slips ? slips[name](right) : right;
    // Four decimals, as on paper.
    written[name] = fromData(
      value.data.map((entry) => Number(entry.toFixed(4))),
      value.shape,
    );
    return value;
  };
  const A1 = line("A1", line("z1", one.W.matmul(x).add(one.b)).sigmoid());
  const yhat = line("yhat", line("z2", two.W.matmul(A1).add(two.b)).sigmoid());
  const dz2 = line("dz2", yhat.sub(y));
  const dW2 = line("dW2", dz2.matmul(A1.transpose()));
  const dA1 = line("dA1", two.W.transpose().matmul(dz2));
  const dz1 = line("dz1", dA1.mul(A1).mul(sub(1, A1)));
  line("dW1", dz1.matmul(x.transpose()));
  line("newW2", two.W.sub(dW2.mul(0.5)));
  return written;
}

function drawnPass(seed: number) {
  let network = drawnNetwork(random(seed));
  const exercise = answers({
    ...{ id: "99.pass", type: "N", title: "A pass", points: 10, hints: ["", "", ""] },
    ask: (numbers) => {
      network = drawnNetwork(numbers);
      const { loss, yhat, layers, clear } = network;
      const [one, two] = layers;
      return {
        clear,
        wants: {
          ...{ z1: wantValue(one.z), A1: wantValue(one.A), z2: wantValue(two.z), yhat: wantValue(yhat) },
          ...{ dz2: wantGradient(loss, two.z), dW2: wantGradient(loss, two.W) },
          ...{ dA1: wantGradient(loss, one.A), dz1: wantGradient(loss, one.z) },
          ...{ dW1: wantGradient(loss, one.W), newW2: wantUpdate(loss, two.W, { rate: 0.5 }) },
        },
      };
    },
  });
  const task = taskOf(exercise, seed);
  return { network, task };
}

const half = (right: Tensor): Tensor => right.mul(0.5);
const third = (right: Tensor): Tensor => right.div(3);

describe.each([1, 2, 3])("In the pass of student %s", (seed) => {
  const { network, task } = drawnPass(seed);
  it.each<[string, Slips, string, number]>([
    ["the first line", { z1: half }, "✗→→→→→→→→→", 4.5],
    ["the output", { yhat: half }, "✓✓✓✗→→→→→→", 6],
    ["the error", { dz2: half }, "✓✓✓✓✗→→→→→", 6.5],
    ["a gradient that is used once more", { dW2: half }, "✓✓✓✓✓✗✓✓✓→", 8.5],
    ["the update alone", { newW2: half }, "✓✓✓✓✓✓✓✓✓✗", 9],
    ["two lines, each by itself", { dz2: half, dz1: third }, "✓✓✓✓✗→→✗→→", 6],
  ])("a slip in %s is carried on, and only there marked wrong", async (_, slips, signs, points) => {
    const found = await task.judge(byHand(network, slips));
    const { parts = [] } = found;
    const seen = parts.map(({ passed, follows }) => (passed ? "✓" : follows === undefined ? "✗" : "→"));
    expect(seen.join("")).toBe(signs);
    expect(creditOf(task, 10, found)).toBe(points);
  });

  it("each line names the slip that it comes from", async () => {
    const { parts = [] } = await task.judge(byHand(network, { A1: half, dz1: third }));
    const from = parts.map(({ follows }) => follows);
    expect(from).toEqual([undefined, undefined, 2, 2, 2, 2, 2, undefined, 8, 2]);
  });

  it("a value that does not follow is wrong, and earns nothing", async () => {
    const { parts = [] } = await task.judge({
      ...byHand(network, { z1: half }),
      z2: network.layers[1].z.mul(7),
    });
    expect(parts[2].passed).toBe(false);
    expect(parts[2].follows).toBeUndefined();
  });
});
