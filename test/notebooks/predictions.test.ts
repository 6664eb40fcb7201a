/** @file What exercises let students predict, against the program of the lecture that they then run. */

import { beforeAll, expect, it } from "vitest";
import { exercisesOf, taskOf } from "../../kernel-lib/index.js";
import { exerciseNames, handOver, SEEDS } from "./practice.js";

let unit = "";

beforeAll(async () => {
  const name = exerciseNames().find((each) => each.startsWith("03")) ?? "no exercises of unit 03";
  unit = await handOver(name);
});

it.each(SEEDS)("Two sweeps without a reset leave at a what 03.twice says, for seed %i", (seed) => {
  const exercise = exercisesOf(unit).find(({ id }) => id === "03.twice");
  if (exercise === undefined) throw new Error("there is no exercise 03.twice");
  const { given, question, wants = {} } = taskOf(exercise, seed);
  const gradient = swept({ c: given["c"].item(), d: given["d"].item() }, 2);
  const letter = String(wants["choice"].exact?.right);
  expect(question.find((line) => line.startsWith(`(${letter})`))).toContain(`${gradient["a"]}: u passes on`);
});

/** The sweep of the lecture over u = a + b, v = u c, w = u d, f = v + w, so many times over the same gradients. */
function swept({ c, d }: { readonly c: number; readonly d: number }, times: number): Record<string, number> {
  const arrows = [
    { tail: "v", head: "f", local: 1 },
    { tail: "w", head: "f", local: 1 },
    { tail: "u", head: "v", local: c },
    { tail: "u", head: "w", local: d },
    { tail: "a", head: "u", local: 1 },
  ];
  const gradient: Record<string, number> = { f: 0, v: 0, w: 0, u: 0, a: 0 };
  for (let run = 0; run < times; run++) {
    gradient["f"] = 1;
    for (const node of ["f", "v", "w", "u"])
      for (const { tail, local } of arrows.filter(({ head }) => head === node))
        gradient[tail] += gradient[node] * local;
  }
  return gradient;
}
