/** @file Slopes that a program measures: how it asked tells why its result is off. */

import { expect, it } from "vitest";
import { measured, tensor, wantNumber, type Verdict } from "../../../kernel-lib/index.js";

type Asked = (at: readonly number[]) => number;

/** sin x + e^y, high above 0, at (1, 0.5): the slope by x is cos 1. */
const { of, want } = measured(([x, y]) => 1e4 + Math.sin(x) + Math.exp(y), [1, 0.5]);
const judge = (program: (of: Asked) => number): Verdict =>
  want(wantNumber(tensor(Math.cos(1)), { tolerance: 1e-6 })).judge(program(of), "slope");

const central = (h: number) => (ask: Asked) => (ask([1 + h, 0.5]) - ask([1 - h, 0.5])) / (2 * h);
const oneSided = (h: number) => (ask: Asked) => (ask([1 + h, 0.5]) - ask([1, 0.5])) / h;

it.each([
  ["a one-sided difference that is off", oneSided(1e-3), "M31"],
  ["one to the other side", oneSided(-1e-3), "M31"],
  ["a central difference within the rounding", central(1e-11), "M31"],
  ["a central difference that is off for another reason", (ask: Asked) => 2 * central(1e-4)(ask), "wrong"],
  ["a central difference turned around", (ask: Asked) => -central(1e-4)(ask), "opposite"],
  ["a number that was not measured", () => 7, "wrong"],
])("The verdict tells %s", (_, program, says) => {
  const { passed, code, reason } = judge(program);
  expect({ passed, says: code ?? reason.key }).toEqual({ passed: false, says });
});

it("A central difference with a step in between passes, also after a program that asked badly", () => {
  expect(judge(oneSided(1e-3)).code).toBe("M31");
  expect(judge(central(1e-4))).toMatchObject({ passed: true });
});
