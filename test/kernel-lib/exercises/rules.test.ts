/** @file Rules on networks that no lecture has: what counts is the graph, not the exercise. */

import { describe, expect, it } from "vitest";
import {
  checkValue,
  random,
  rederive,
  sigmoid,
  tensor,
  wantExample,
  wantGradientCheck,
  type Tensor,
  type Verdict,
} from "../../../kernel-lib/index.js";
import { drawn } from "../../../kernel-lib/exercises/drawing.js";

const outcome = ({ passed, code }: Verdict) => ({ passed, code });

const numbers = random(5);
const M = drawn(numbers, [3, 3]).named("M");
const s = drawn(numbers, [3, 1]).named("s");
const o = drawn(numbers, [3, 1]).named("o");
const q = M.matmul(s).add(o).named("q");
const S = drawn(numbers, [3, 3]).named("S");
const Q = M.matmul(S).add(o).named("Q");

describe("On the way forward", () => {
  it.each<[string, Tensor, Tensor, string]>([
    ["the products of a row and a column that are not added", M.mul(s.transpose()).add(o), q, "M14"],
    ["square weights turned around", M.transpose().matmul(s).add(o), q, "M07"],
    ["square inputs turned around", M.matmul(S.transpose()).add(o), Q, "M19"],
  ])("%s are told", (_, answer, right, code) => {
    expect(outcome(checkValue(answer, right))).toEqual({ passed: false, code });
    expect(outcome(checkValue(right, right))).toEqual({ passed: true, code: undefined });
  });

  it("a row in place of an example's column is told, in every shape of a row", () => {
    const T = drawn(numbers, [3, 5]).named("T");
    const t = tensor([[1], [6], [11]].map(([at]) => [T.data[at]])).named("t", { sample: 2 });
    const R = M.matmul(T).add(o).named("R");
    const want = wantExample(M.matmul(t).add(o).named("r", { sample: 2 }), R, 1);
    const row = Array.from(R.data.slice(5, 10));
    const column = [1, 6, 11].map((at) => [R.data[at]]);
    expect(outcome(want.judge(column, "r"))).toEqual({ passed: true, code: undefined });
    for (const answer of [row, [row], row.map((each) => [each])])
      expect(outcome(want.judge(answer, "r"))).toEqual({ passed: false, code: "M24" });
    expect(() => wantExample(q, R, 5)).toThrow("no column 5");
  });
});

it.each([
  ["dp = -t/p", undefined],
  ["dp = -t / (p log(10))", "M08"],
  ["dq = -t (1 - p) / log(2)", "M08"],
])("A logarithm of another base is told on the way back: %s", async (line, code) => {
  const t = tensor(0.4).named("t");
  const inner = tensor(0.7).named("q");
  const loss = sigmoid(inner).named("p").log().mul(t).neg().named("C");
  expect(outcome(await rederive(loss, inner).line(line))).toEqual({ passed: code === undefined, code });
});

describe("A gradient check", () => {
  const at = [0.5, -1.2];
  const of = ([x, y]: readonly number[]): number => 1e3 + Math.exp(3 * x) + 0.02 * Math.sin(y);
  const slopes = [3 * Math.exp(1.5), 0.02 * Math.cos(1.2)];
  const gradient = [slopes[0] * 1.01, slopes[1] * 1.3];
  const check = wantGradientCheck(of, { at, slopes, gradient, names: ["x", "y"] });

  /** What a program reports that measures and compares like this. */
  function said(measure: (ask: typeof of, index: number) => number, isRelative: boolean) {
    const found = at.map((_, index) => measure(check.of, index));
    const errors = found.map((slope, index) => {
      const size = isRelative ? Math.max(Math.abs(gradient[index]), Math.abs(slope)) : 1;
      return Math.abs(gradient[index] - slope) / size;
    });
    const error = Math.max(...errors);
    const worst = ["x", "y"][errors.indexOf(error)];
    const parts = [check.wants.worst.judge(worst, "worst"), check.wants.error.judge(error, "error")];
    return parts.find(({ passed }) => !passed) ?? parts[0];
  }

  const moved = (index: number, by: number): number[] =>
    at.map((each, i) => (i === index ? each + by : each));
  const central = (h: number) => (ask: typeof of, index: number) =>
    (ask(moved(index, h)) - ask(moved(index, -h))) / (2 * h);

  it("passes with central differences and relative errors", () => {
    expect(outcome(said(central(1e-4), true))).toEqual({ passed: true, code: undefined });
    expect(check.wants.worst.clear()).toBe(true);
  });

  it.each([
    ["on one side", (ask: typeof of, index: number) => (ask(moved(index, 1e-2)) - ask(at)) / 1e-2, true],
    ["within the rounding", central(1e-12), true],
    ["absolutely", central(1e-4), false],
  ])("that compares %s is told", (_, measure, isRelative) => {
    expect(outcome(said(measure, isRelative))).toEqual({ passed: false, code: "M31" });
  });
});
