/** @file Random numbers: the stream of a seed, the distributions, what is refused. */

import { describe, expect, it } from "vitest";
import { normal, random, uniform } from "../../../kernel-lib/tensor/random.js";

const DRAWS = 20_000;

describe("random", () => {
  // Reference values: sfc32 as published, in C with glibc's log.
  it.each([
    [0, [0.31748144353787644, 0.18830282972553158, 0.22070574447598978]],
    [7, [0.42793696737952103, 0.30773366600809182, 0.17272426490461135]],
    [Number.MAX_SAFE_INTEGER, [0.76098433588376979, 0.76052388580549901, 0.44309726632753477]],
  ])("gives the published generator's stream for the seed %d", (seed, expected) => {
    const generator = random(seed);
    expect(expected.map(() => generator.uniform())).toEqual(expected);
  });

  it.each([
    [0, [-0.5762849300882904, -1.5220069873138036, -0.25948172417567417]],
    [7, [-0.66220205896331197, -1.0074728258489354, 0.51960741098820207]],
    [Number.MAX_SAFE_INTEGER, [0.78101713145810914, -0.47300607958599261, 0.00035889686280944107]],
  ])("gives the same normal numbers as other machines for the seed %d", (seed, expected) => {
    const generator = random(seed);
    for (const value of expected) expect(generator.normal()).toBeCloseTo(value, 15);
  });

  it("goes on drawing from a generator that it is given", () => {
    const generator = random(3);
    const first = normal([2, 2], { seed: generator });
    const second = normal([2, 2], { seed: generator });
    expect(second.data).not.toEqual(first.data);
    expect(first.data).toEqual(normal([2, 2], { seed: 3 }).data);
  });

  it("spreads uniform numbers evenly over their range", () => {
    const { data } = uniform([DRAWS], { seed: 1, low: -2, high: 4 });
    const tenths = new Array<number>(10).fill(0);
    for (const value of data) tenths[Math.floor((value + 2) / 0.6)]++;
    for (const count of tenths) expect(Math.abs(count - DRAWS / 10)).toBeLessThan(5 * Math.sqrt(DRAWS / 10));
  });

  it("gives normal numbers their mean, deviation and symmetry", () => {
    const { data } = normal([DRAWS], { seed: 1, mean: 10, deviation: 2 });
    const moment = (power: number): number =>
      Array.from(data).reduce((sum, value) => sum + ((value - 10) / 2) ** power, 0) / DRAWS;
    expect(moment(1)).toBeCloseTo(0, 1);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(moment(3)).toBeCloseTo(0, 1);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
  });

  it("permutes every number exactly once, each order of three as often as the others", () => {
    const generator = random(5);
    const counts = new Map<string, number>();
    for (let round = 0; round < 6000; round++) {
      const order = generator.permutation(3).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(["012", "021", "102", "120", "201", "210"]);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(generator.permutation(0)).toEqual(new Int32Array(0));
  });

  it.each([-1, 0.5, NaN, 2 ** 53])("refuses the seed %d", (seed) => {
    expect(() => random(seed)).toThrow(
      `random: the seed is ${seed}; give a whole number from 0 to 2⁵³ − 1, as in random(7)`,
    );
  });

  it.each([0, -1, 1.5])("refuses to choose among %d numbers", (limit) => {
    expect(() => random(1).integer(limit)).toThrow(`random: the limit is ${limit}; give a whole number ≥ 1`);
  });
});
