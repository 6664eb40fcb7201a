/** @file Training loops judged by what they give, for a network and a loss that no lecture has. */

import { expect, it } from "vitest";
import { gradients, random, tensor, wantTraining, Tensor } from "../../../kernel-lib/index.js";
import { drawn } from "../../../kernel-lib/exercises/drawing.js";

const numbers = random(12);
const X = drawn(numbers, [2, 5]).named("X");
const T = drawn(numbers, [2, 5]).named("T");
const start = {
  V1: drawn(numbers, [4, 2]).named("V", { layer: 1 }),
  V2: drawn(numbers, [3, 4]).named("V", { layer: 2 }),
  c: drawn(numbers, [3, 1]).named("c"),
  V3: drawn(numbers, [2, 3]).named("V", { layer: 3 }),
};
const RATE = 0.3;
const STEPS = 3;

type Parameters = typeof start;

function lossOf({ V1, V2, c, V3 }: Parameters): Tensor {
  const H1 = V1.matmul(X).tanh().named("H", { layer: 1 });
  const H2 = V2.matmul(H1).add(c).tanh().named("H", { layer: 2 });
  return V3.matmul(H2).named("P").sub(T).square().mean().named("E");
}

const NAMES = ["V1", "V2", "c", "V3"] as const;

function each(change: (name: (typeof NAMES)[number]) => Tensor): Parameters {
  const [V1, V2, c, V3] = NAMES.map((name) => {
    const { data, shape } = change(name);
    return new Tensor(data, shape, { name: start[name].name });
  });
  return { V1, V2, c, V3 };
}

/** A loop over the library's gradients; the step is made by the caller. */
function run(
  step: (name: (typeof NAMES)[number], now: Parameters, slope: (of: string) => Tensor) => Tensor,
): Parameters {
  let now = start;
  for (let count = 0; count < STEPS; count++) {
    const before = now;
    const slopes: Readonly<Record<string, Tensor>> = gradients(lossOf(before), { ...before });
    now = each((name) => step(name, before, (of) => slopes[of]));
  }
  return now;
}

/** The same loop from weights that are all 0, which it was not given. */
function zeroRun(): Parameters {
  const zero = each((name) => start[name].mul(0));
  let now = zero;
  for (let count = 0; count < STEPS; count++) {
    const before = now;
    const slopes: Readonly<Record<string, Tensor>> = gradients(lossOf(before), { ...before });
    now = each((name) => before[name].sub(slopes[name].mul(RATE)));
  }
  return now;
}

const wants = wantTraining(lossOf(start), start, { rate: RATE, steps: STEPS });
const sums = new Map<string, Tensor>();

it.each<[string, Parameters, string | undefined]>([
  ["that is right", run((name, now, slope) => now[name].sub(slope(name).mul(RATE))), undefined],
  ["that climbs", run((name, now, slope) => now[name].add(slope(name).mul(RATE))), "M21"],
  [
    "that leaves the bias out",
    run((name, now, slope) => (name === "c" ? now.c : now[name].sub(slope(name).mul(RATE)))),
    "M22",
  ],
  [
    "that leaves all weights out",
    run((name, now, slope) => (name !== "c" ? now[name] : now.c.sub(slope(name).mul(RATE)))),
    "M22",
  ],
  [
    "that never resets its gradients",
    run((name, now, slope) => {
      const sum = sums.get(name)?.add(slope(name)) ?? slope(name);
      sums.set(name, sum);
      return now[name].sub(sum.mul(RATE));
    }),
    "M03",
  ],
  ["that starts at 0", zeroRun(), "M29"],
  ["with half the rate", run((name, now, slope) => now[name].sub(slope(name).mul(RATE / 2))), undefined],
])("A loop %s", (title, answer, code) => {
  const verdicts = NAMES.map((name) => wants[name].judge(answer[name], name));
  expect(verdicts.every(({ passed }) => passed)).toBe(title === "that is right");
  const wrong = verdicts.filter(({ passed }) => !passed);
  for (const found of wrong) expect(found.code).toBe(code);
});

it("A loop that changes each weight before the error passes it is told so", () => {
  let now = start;
  for (let count = 0; count < STEPS; count++) now = staleStep(now);
  expect(wants["V1"].judge(now.V1, "V1").code).toBe("M20");
});

/** One step by hand, from the output to the input, each weight changed first. */
function staleStep({ V1, V2, c, V3 }: Parameters): Parameters {
  const H1 = V1.matmul(X).tanh();
  const H2 = V2.matmul(H1).add(c).tanh();
  const dP = V3.matmul(H2)
    .sub(T)
    .mul(2 / T.size);
  const slope = (H: Tensor): Tensor => H.square().neg().add(1);
  const newV3 = V3.sub(dP.matmul(H2.transpose()).mul(RATE));
  const dZ2 = newV3.transpose().matmul(dP).mul(slope(H2));
  const newV2 = V2.sub(dZ2.matmul(H1.transpose()).mul(RATE));
  const dZ1 = newV2.transpose().matmul(dZ2).mul(slope(H1));
  const next = {
    V1: V1.sub(dZ1.matmul(X.transpose()).mul(RATE)),
    V2: newV2,
    c: c.sub(dZ2.sum({ axis: 1, keepdims: true }).mul(RATE)),
    V3: newV3,
  };
  return each((name) => next[name]);
}

it("An answer that is no number gets a verdict", () => {
  expect(wants["c"].judge("?", "c").passed).toBe(false);
  expect(wants["c"].judge(tensor([1, 2]), "c").passed).toBe(false);
});
