/** @file Long, wide and branching computations: derivations stay fast, or say why they are refused. */

import { describe, expect, it } from "vitest";
import { corpusTextOf } from "../../../kernel-lib/writing/corpus-text.js";
import { derivationPlain } from "../../../kernel-lib/derivation/present.js";
import { derive, tensor, uniform, type Tensor } from "../../../kernel-lib/index.js";

/** Seconds, where an explosion would take minutes: generous, for machines that do other things as well. */
const FAST = 5;
const LEVELS = 30;

function seconds(run: () => unknown): number {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1000;
}

/** The same step again and again, each result named. */
function repeated(start: Tensor, step: (x: Tensor) => Tensor, levels: number): Tensor {
  let x = start;
  for (let level = 1; level <= levels; level++) x = step(x).named("x", { layer: level });
  return x;
}

describe("derivations of long computations", () => {
  it("pass 64 layers", () => {
    const W = uniform([3, 3], { seed: 1, low: -1 }).named("W");
    const x = uniform([3, 1], { seed: 2 }).named("x");
    const output = repeated(x, (at) => W.matmul(at).tanh(), 64).sum();
    expect(seconds(() => derivationPlain(derive(output, x)))).toBeLessThan(FAST);
  });

  it("multiply local derivatives where every step uses the one above twice", () => {
    const x = tensor(0.1).named("x");
    const output = repeated(x, (at) => at.mul(at).add(at).mul(0.5), LEVELS);
    let text = "";
    expect(seconds(() => (text = corpusTextOf(derive(output, x).closedForm)))).toBeLessThan(FAST);
    expect(text).toMatch(/^\(2?9?.*x29.* \* .*\(x1 \+ 0\.5\) \* \(x \+ 0\.5\)$/);
  });

  it("end in the symbol of a derivative where the written form would double with every step", () => {
    const A = uniform([2, 2], { seed: 1 }).named("A");
    const x = uniform([2, 1], { seed: 2 }).named("x");
    const output = repeated(x, (at) => A.matmul(at).mul(at), LEVELS).sum();
    let text = "";
    expect(seconds(() => (text = derivationPlain(derive(output, x))))).toBeLessThan(FAST);
    expect(text.length).toBeLessThan(100_000);
  });

  it("are refused with advice where nothing on the way is named and the form would double", () => {
    let x = tensor(0.1).named("x");
    const source = x;
    for (let level = 0; level < LEVELS; level++) x = x.mul(x).add(x).mul(0.5);
    expect(() => derive(x, source)).toThrow(/name what is used more than once/);
  });
});

describe("derivations by large tensors", () => {
  it("measure a sample of the entries and say so", () => {
    const W = uniform([200, 200], { seed: 1, low: -0.1, high: 0.1 }).named("W");
    const x = uniform([200, 1], { seed: 2 }).named("x");
    const output = W.matmul(x).tanh().named("a").sum();
    let text = "";
    expect(seconds(() => (text = derivationPlain(derive(output, W))))).toBeLessThan(FAST);
    expect(text).toContain("at 64 of 40000 entries");
  });
});

describe("names", () => {
  it("may be given twice to one computation", () => {
    const x = tensor([0.4, 0.7]).named("x");
    const s = x.sin();
    const [a, b] = [s.named("a"), s.named("b")];
    expect(corpusTextOf(derive(a.mul(b).sum(), x).closedForm)).toBe("2 * cos(x) * a");
  });

  it("leave a letter for a result that has none", () => {
    const f = tensor(3).named("f");
    expect(derive(f.square(), f).gradient.item()).toBe(6);
  });
});
