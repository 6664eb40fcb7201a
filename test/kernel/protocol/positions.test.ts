/** @file Places in a text, counted as Jupyter and as JavaScript count them. */

import { describe, expect, it } from "vitest";

import { toCodePoints, toOffset } from "../../../kernel/protocol/positions.js";

describe("a place in a text", () => {
  it.each([
    ["abc", 2, 2],
    ["𝑥 = 1", 1, 2],
    ["𝑥𝑦", 2, 4],
    ["σ′", 1, 1],
    ["ab", 9, 2],
    ["", 0, 0],
    ["\ud800x", 1, 1],
  ])("of %j after %i code points is at UTF-16 offset %i", (text, codePoints, offset) => {
    expect(toOffset(text, codePoints)).toBe(offset);
  });

  it.each([
    ["𝑥 = 1", 2, 1],
    ["𝑥 = 1", 1, 0],
    ["𝑥𝑦", 4, 2],
    ["ab", 9, 2],
    ["", 0, 0],
  ])("of %j at UTF-16 offset %i is after %i code points", (text, offset, codePoints) => {
    expect(toCodePoints(text, offset)).toBe(codePoints);
  });
});
