/** @file Wrong forms of a case, in names that its result does not depend on. */

import { expect, it } from "vitest";
import { runCase } from "../../../kernel-lib/corpus/run-case.js";

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const loss = (z: number, y: number): number => Math.log1p(Math.exp(z)) - y * z;

/** Mean loss and its gradient for two examples. */
function at(z: readonly [number, number], y: readonly [number, number]) {
  return {
    value: (loss(z[0], y[0]) + loss(z[1], y[1])) / 2,
    gradient: z.map((each, index) => (sigmoid(each) - y[index]) / 2),
  };
}

it("A form in a bound name that is not on the way to the result is compared, not failed", () => {
  const [z, y] = [
    [0.5, -1],
    [1, 0],
  ] as const;
  const elsewhere = { z: [0.2, 0.7] as const, y: [0.9, 0.3] as const };
  const result = runCase({
    id: "named-beside/z",
    group: "neural-network",
    variables: [
      { name: "z", latex: "z", sample: [...z] },
      { name: "y", latex: "y", sample: [...y] },
    ],
    expression: "p = sigmoid(z); mean(softplus(z) - y * z)",
    wrt: "z",
    ...at(z, y),
    second_point: { samples: { z: [...elsewhere.z], y: [...elsewhere.y] }, ...at(elsewhere.z, elsewhere.y) },
    wrong_forms: [
      { form: "p - y", why: "the mean over two examples is left out" },
      { form: "(y - p) / 2", why: "the sign is turned" },
    ],
  });
  expect(result.failures).toEqual([]);
  expect(result.ok).toMatchObject({
    value: true,
    gradient: true,
    symbolic: true,
    lines: true,
    refused: true,
  });
});
