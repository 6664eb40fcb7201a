/** @file Draws that would hide a mistake are rejected; mistakes that are always one and the same are not. */

import { expect, it } from "vitest";
import {
  bce,
  drawnNetwork,
  random,
  tensor,
  wantGradient,
  wantNumber,
  wantValue,
} from "../../../kernel-lib/index.js";

/** The derivative by u of f = u c + u d: c + d, where one path gives c or d, and their product c d. */
function fork(c: number, d: number) {
  const [u, first, second] = [tensor(20).named("u"), tensor(c).named("c"), tensor(d).named("d")];
  const f = u.mul(first).named("v").add(u.mul(second).named("w")).named("f");
  return wantGradient(f, u);
}

it.each([
  [3, 5, true, "every mistake has a value of its own"],
  [2, 2, false, "2 + 2 = 2 · 2: paths that were multiplied give the right number"],
  [-8, 8, false, "c = −d: a sign that was lost gives what one path gives"],
])("With c = %d and d = %d a draw is clear: %s, because %s", (c, d, clear) => {
  expect(fork(c, d).clear()).toBe(clear);
});

it("A draw of another network is clear, though several rules make the same mistake", () => {
  const { loss, layers } = drawnNetwork(random(4), { sizes: [3, 2, 2, 1], examples: 3 });
  expect(wantGradient(loss, layers[0].W, { tolerance: 1e-7 }).clear()).toBe(true);
});

it("Labels 0 and 1 make a term of the loss vanish, and stay clear", () => {
  const yhat = tensor([[0.7, 0.2]]).named("ŷ");
  expect(wantValue(bce(yhat, tensor([[1, 0]]).named("y")).named("ℓ")).clear()).toBe(true);
});

it("Mistakes stated by hand that are equal cannot be told apart", () => {
  const mistake = (code: "M09" | "M13", value: number) => ({ code, value: tensor(value), parameters: {} });
  const want = (other: number) =>
    wantNumber(tensor(1), { mistakes: [mistake("M09", -1), mistake("M13", other)] });
  expect(want(-1).clear()).toBe(false);
  expect(want(-2).clear()).toBe(true);
});
