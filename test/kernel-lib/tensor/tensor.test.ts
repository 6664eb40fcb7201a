/** @file Tensors: making them, reading them, shapes and names. */

import { describe, expect, it } from "vitest";
import { filled, fromData, ones, tensor, zeros } from "../../../kernel-lib/index.js";
import { makeName, nameText } from "../../../kernel-lib/tensor/name.js";
import {
  broadcast,
  resolveAxis,
  sizeOf,
  stretchedAxes,
  stridesOf,
  type Shape,
} from "../../../kernel-lib/tensor/shape.js";
import type { Nested } from "../../../kernel-lib/tensor/tensor.js";

describe("tensor", () => {
  it.each<[string, Nested, Shape]>([
    ["a number is a scalar", 2, []],
    ["a list is 1-D", [1, 2, 3], [3]],
    [
      "rows make a matrix",
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [3, 2],
    ],
    ["an empty list has size 0", [], [0]],
    ["deeper lists have more axes", [[[1], [2]]], [1, 2, 1]],
  ])("reads the shape from the nesting: %s", (_, values, shape) => {
    expect(tensor(values).shape).toEqual(shape);
    expect(tensor(values).toArray()).toEqual(values);
    expect(JSON.parse(JSON.stringify(tensor(values)))).toEqual(values);
  });

  it("holds float64 unless asked for float32", () => {
    expect(tensor(0.1).item()).toBe(0.1);
    expect(tensor(0.1, { precision: "float32" }).item()).toBe(Math.fround(0.1));
  });

  it("fills with one number", () => {
    expect(filled([2], 7).toArray()).toEqual([7, 7]);
    expect(zeros([1, 2]).toArray()).toEqual([[0, 0]]);
    expect(ones([]).toArray()).toBe(1);
  });

  it("refuses what is not numbers in equal rows, with the next step", () => {
    expect(() => tensor([[1, 2], [3]])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: tensor: the nested arrays are not all of one length, the first ones give [2, 2]; give every row the same number of entries]`,
    );
    expect(() => tensor([1, [2]])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: tensor: the nested arrays are not all of one length, the first ones give [2]; give every row the same number of entries]`,
    );
    // A cell may pass anything where types are silenced.
    expect(() => tensor(["1"] as unknown as Nested)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: tensor: string is not a number; give numbers in nested arrays]`,
    );
    expect(() => fromData(new Float64Array(3), [2, 2])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: fromData: shape [2, 2] holds 4 entries, got 3; give a shape whose sizes multiply to 3]`,
    );
    expect(() => tensor([1, 2]).item()).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: item: a tensor of shape [2] holds 2 numbers, not one; use toArray(), or sum() first]`,
    );
  });

  it("gives a new tensor under a name and leaves the old one as it was", () => {
    const plain = tensor([1]);
    const named = plain.named("W", { layer: 1 });
    expect([plain.name, named.name]).toEqual([undefined, { base: "W", layer: 1 }]);
    expect(named.data).toBe(plain.data);
  });
});

describe("operations on tensors", () => {
  it("are functions and methods alike, and take plain numbers", () => {
    const a = tensor([[1, 2]]);
    expect(a.add(1).mul(2).toArray()).toEqual([[4, 6]]);
    expect(a.T.shape).toEqual([2, 1]);
  });

  it("stay in float32 beside plain numbers, and become float64 beside float64", () => {
    const single = tensor([1, 2], { precision: "float32" });
    expect(single.mul(0.1).data).toBeInstanceOf(Float32Array);
    expect(single.mul(tensor([1, 2])).data).toBeInstanceOf(Float64Array);
  });

  it("refuse shapes that do not fit, with both shapes and the next step", () => {
    const [a, b, c] = [tensor([[1, 2]]), tensor([[1, 2, 3]]), tensor([[1], [2], [3]])];
    expect(() => a.add(b)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: add: [1, 2] and [1, 3] do not broadcast; entries pair up only where sizes are equal or 1; matmul takes the matrix product]`,
    );
    expect(() =>
      tensor([
        [1, 2],
        [3, 4],
        [5, 6],
      ]).mul(b),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: mul: [3, 2] and [1, 3] do not broadcast; one of them lies the other way round, as in b.transpose()]`,
    );
    expect(() =>
      tensor([
        [1, 2],
        [3, 4],
        [5, 6],
      ]).matmul(c),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: matmul: inner sizes differ, [3, 2] × [3, 1]; transpose the first, as in a.transpose().matmul(b)]`,
    );
    expect(() => b.matmul(b)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: matmul: inner sizes differ, [1, 3] × [1, 3]; transpose the first, as in a.transpose().matmul(b)]`,
    );
    expect(() => a.matmul(tensor([[1], [2], [3]]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: matmul: inner sizes differ, [1, 2] × [3, 1]; change their order, as in b.matmul(a)]`,
    );
    expect(() => a.matmul(2)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: matmul: [1, 2] × [], one of them is a scalar; a scalar scales with mul]`,
    );
    expect(() => a.reshape([3])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: reshape: [1, 2] has 2 entries, [3] has 3; the sizes must multiply to the same number]`,
    );
    expect(() => a.expand([3, 3])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: expand: [1, 2] cannot be stretched to [3, 3]; only axes of size 1 stretch]`,
    );
    expect(() => a.sum({ axis: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: sum: there is no axis 2 in [1, 2]; axes are counted from 0 to 1]`,
    );
    expect(() => a.add("1" as unknown as number)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: add: expected a tensor or a number, got string; make a tensor with tensor([[1, 2]])]`,
    );
  });
});

describe("shapes", () => {
  it.each<[string, Shape, Shape, Shape | undefined]>([
    ["equal shapes stay", [2, 3], [2, 3], [2, 3]],
    ["a scalar goes with anything", [], [2, 3], [2, 3]],
    ["a row by a column", [1, 3], [2, 1], [2, 3]],
    ["missing axes are added in front", [3], [2, 3], [2, 3]],
    ["sizes that differ do not fit", [2], [3], undefined],
    ["the last axes must fit, not the first", [2], [2, 3], undefined],
    ["an axis of size 0 stretches 1", [0], [1], [0]],
  ])("broadcast: %s", (_, a, b, expected) => {
    expect(broadcast(a, b)).toEqual(expected);
    expect(broadcast(b, a)).toEqual(expected);
  });

  it.each<[Shape, Shape, number[]]>([
    [[2, 3], [2, 3], []],
    [[1, 3], [2, 3], [0]],
    [[3], [1, 3], [0]],
    [[], [2, 3], [0, 1]],
  ])("know the axes along which %j was stretched to %j", (small, large, axes) => {
    expect(stretchedAxes(small, large)).toEqual(axes);
  });

  it("have sizes and steps", () => {
    expect([sizeOf([]), sizeOf([2, 3]), sizeOf([2, 0])]).toEqual([1, 6, 0]);
    expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
    expect(resolveAxis(-1, [2, 3], "sum")).toBe(1);
  });
});

describe("names", () => {
  it.each<[string, Parameters<typeof makeName>, string]>([
    ["a letter with a layer", ["W", { layer: 1 }], "W1"],
    ["a hat typed as a character", ["ŷ"], "yhat"],
    ["a hat typed as a word", ["yhat"], "yhat"],
    ["a hat given as a part", ["y", { hat: true }], "yhat"],
    ["an example", ["x", { sample: 2 }], "x_2"],
    ["the script l", ["ℓ"], "ell"],
    ["a word", ["loss"], "loss"],
  ])("are typed in plain text: %s", (_, written, text) => {
    expect(nameText(makeName(...written))).toBe(text);
  });

  it("make one name of three ways to write ŷ", () => {
    expect(makeName("ŷ")).toEqual(makeName("yhat"));
    expect(makeName("y\u0302")).toEqual(makeName("y", { hat: true }));
  });

  it.each(["", "W[1]", "2x", "x y", "^"])("refuse %j", (written) => {
    expect(() => makeName(written)).toThrow(/is not a symbol; give a letter or a word/);
  });
});
