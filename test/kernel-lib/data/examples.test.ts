/** @file Examples as columns: images, splitting, shuffling, batches, and the generated sets. */

import { describe, expect, it } from "vitest";
import { loadDataset } from "../../../kernel-lib/data/dataset.js";
import {
  batches,
  examplePicker,
  exampleCount,
  imageExamples,
  pickExamples,
  shuffle,
  split,
} from "../../../kernel-lib/data/examples.js";
import { blobs, circles, moons, spiral, xor } from "../../../kernel-lib/data/generate.js";
import { tensor } from "../../../kernel-lib/tensor/create.js";
import { inPrecision } from "../../../kernel-lib/nn/parameters.js";
import { random, uniform } from "../../../kernel-lib/tensor/random.js";

const five = { X: tensor([[1, 2, 3, 4, 5], [10, 20, 30, 40, 50]]), Y: tensor([[0, 1, 0, 1, 0]]) }; // prettier-ignore

describe("imageExamples", () => {
  it("puts each image in a column of numbers from 0 to 1 and marks the positive class", () => {
    const { test } = loadDataset("fashion-mnist", { classes: [0, 9], perClass: 3 });
    const { X, Y } = imageExamples(test, { positive: 9 });
    expect(X.shape).toEqual([784, 6]);
    expect(Y.shape).toEqual([1, 6]);
    expect(Array.from(Y.data)).toEqual(Array.from(test.labels, (label) => (label === 9 ? 1 : 0)));
    const pixel = 14 * 28 + 10;
    expect(X.data[pixel * 6 + 4]).toBe(test.images.data[4 * 784 + pixel] / 255);
    expect(Math.max(...X.data)).toBe(1);
  });

  it("uses the labels themselves as targets when no class is the positive one", () => {
    const { test } = loadDataset("fashion-mnist", { perClass: 1 });
    expect(Array.from(imageExamples(test).Y.data)).toEqual(Array.from(test.labels));
  });

  it("refuses a positive class of which there is no image", () => {
    const { test } = loadDataset("fashion-mnist", { classes: [0, 1], perClass: 1 });
    expect(() => imageExamples(test, { positive: 9 })).toThrow("imageExamples: no image has the label 9");
  });
});

describe("examples", () => {
  it("keep X and Y together when they are picked", () => {
    const { X, Y } = pickExamples(five, [3, 0]);
    expect([X.toArray(), Y.toArray()]).toEqual([[[4, 1], [40, 10]], [[1, 0]]]); // prettier-ignore
    expect(() => pickExamples(five, [5])).toThrow("pickExamples: no example 5; indices go from 0 to 4");
  });

  it("come in another order after shuffling, the same one for the same seed", () => {
    const once = shuffle(five, 4);
    expect(once.X.toArray()).toEqual(shuffle(five, 4).X.toArray());
    expect(Array.from(once.X.data.subarray(0, 5)).sort()).toEqual([1, 2, 3, 4, 5]);
    for (let i = 0; i < 5; i++) expect(once.X.data[5 + i]).toBe(10 * once.X.data[i]);
  });

  it("are split so that each is in exactly one part", () => {
    const { train, test } = split(five, { share: 0.6, seed: 1 });
    expect([exampleCount(train), exampleCount(test)]).toEqual([3, 2]);
    const all = [...train.X.data.subarray(0, 3), ...test.X.data.subarray(0, 2)];
    expect(all.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([0, 1, -0.5, 0.01, NaN])("are not split by a share of %d, which leaves a part empty", (share) => {
    expect(() => split(five, { share, seed: 1 })).toThrow(
      "leaves one part empty; give a share between 0 and 1",
    );
  });

  it("come in batches that hold each once, the last one smaller", () => {
    const parts = batches(five, { size: 2 });
    expect(parts.map(({ X }) => X.toArray())).toEqual([
      [
        [1, 2],
        [10, 20],
      ],
      [
        [3, 4],
        [30, 40],
      ],
      [[5], [50]], // prettier-ignore
    ]);
    expect(parts.map(({ Y }) => Y.toArray())).toEqual([[[0, 1]], [[0, 1]], [[0]]]);
  });

  it("are shuffled anew in each epoch when batches draw from one generator", () => {
    const generator = random(2);
    const order = (): string =>
      batches(five, { size: 1, seed: generator })
        .map(({ X }) => X.data[0])
        .join("");
    expect(order()).not.toBe(order());
  });

  it("must have as many columns in X as in Y", () => {
    expect(() => exampleCount({ X: five.X, Y: tensor([[1, 0]]) })).toThrow(
      "examples: X has shape [2, 5] and Y [1, 2]",
    );
    expect(() => batches(five, { size: 0 })).toThrow("batches: the size is 0; give a whole number ≥ 1");
  });
});

describe("generated examples", () => {
  it("include the truth table of exclusive or", () => {
    expect(xor().X.toArray()).toEqual([[0, 0, 1, 1], [0, 1, 0, 1]]); // prettier-ignore
    expect(xor().Y.toArray()).toEqual([[0, 1, 1, 0]]);
  });

  it.each([
    ["moons", moons, 2],
    ["circles", circles, 2],
    ["blobs", blobs, 2],
    ["spiral", spiral, 2],
  ])("called %s are the same for the same seed, half of each class", (_, generate, classes) => {
    const points = generate({ count: 100, seed: 6 });
    expect(points.X.shape).toEqual([2, 100]);
    expect(points.Y.shape).toEqual([1, 100]);
    expect(points.Y.data.filter((label) => label === 1)).toHaveLength(100 / classes);
    expect(generate({ count: 100, seed: 6 }).X.data).toEqual(points.X.data);
    expect(generate({ count: 100, seed: 7 }).X.data).not.toEqual(points.X.data);
  });

  it("lie on circles of radius 1 and of the inner radius without noise", () => {
    const { X, Y } = circles({ count: 40, seed: 1, noise: 0, innerRadius: 0.25 });
    Y.data.forEach((label, i) => {
      expect(Math.hypot(X.data[i], X.data[40 + i])).toBeCloseTo(label === 1 ? 0.25 : 1, 12);
    });
  });

  it("lie on half circles for moons without noise", () => {
    const { X, Y } = moons({ count: 40, seed: 1, noise: 0 });
    Y.data.forEach((label, i) => {
      const [x, y] = [X.data[i], X.data[40 + i]];
      expect(label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 12);
      expect(label === 0 ? y >= 0 : y <= 0.5).toBe(true);
    });
  });

  it("take as many classes as blobs have centres and spirals have arms", () => {
    const centers = [[0, 0], [5, 5], [9, 0]] as const; // prettier-ignore
    const { X, Y } = blobs({ count: 30, seed: 1, noise: 0, centers });
    Y.data.forEach((label, i) => {
      expect([X.data[i], X.data[30 + i]]).toEqual(centers[label]);
    });
    expect(new Set(spiral({ count: 30, seed: 1, arms: 3 }).Y.data)).toEqual(new Set([0, 1, 2]));
  });

  it.each([
    [{ count: 1, seed: 1 }, "points: 1 points for 2 classes; give a whole number ≥ 2"],
    [{ count: 10.5, seed: 1 }, "points: 10.5 points for 2 classes"],
    [{ count: 10, seed: 1, noise: -1 }, "points: a noise of -1; give a standard deviation ≥ 0"],
  ])("are refused for %o", (options, message) => {
    expect(() => moons(options)).toThrow(message);
  });
});

describe("examplePicker", () => {
  it.each(["float32", "float64"] as const)(
    "picks what pickExamples picks, again and again, in %s",
    (precision) => {
      const numbers = (rows: number, seed: number) => uniform([rows, 37], { seed, low: 0, high: 1 });
      const from = { X: inPrecision(numbers(53, 1), precision), Y: inPrecision(numbers(3, 2), precision) };
      const pick = examplePicker(from);
      for (const indices of [[0], [36, 0, 0, 7], Array.from({ length: 37 }, (_, at) => 36 - at)]) {
        const { X, Y, rows } = pick(indices);
        expect({ X, Y }).toEqual(pickExamples(from, indices));
        const entryOf = (example: number, feature: number) => X.data[feature * indices.length + example];
        expect(rows.data).toEqual(rows.data.map((__, at) => entryOf(Math.floor(at / 53), at % 53)));
      }
    },
  );
});
