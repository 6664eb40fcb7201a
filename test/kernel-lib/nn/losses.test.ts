/** @file Losses: their values, and that the safe form is the same loss. */

import { describe, expect, it } from "vitest";
import {
  accuracy,
  bce,
  bceFromLogits,
  gradients,
  sigmoid,
  squaredError,
  tensor,
} from "../../../kernel-lib/index.js";

describe("losses", () => {
  it("keep the shape: one loss per entry", () => {
    const [yhat, y] = [tensor([[0.5, 0.25]]), tensor([[1, 0]])];
    expect(bce(yhat, y).shape).toEqual([1, 2]);
    expect(squaredError(yhat, y).toArray()).toEqual([[0.25, 0.0625]]);
  });

  it.each([-3, -0.4, 0, 0.7, 5])("agree, from ŷ = σ(z) and from z itself, at z = %d", (value) => {
    const [z, y] = [tensor(value), tensor(1)];
    const [direct, safe] = [bce(sigmoid(z), y), bceFromLogits(z, y)];
    expect(safe.item()).toBeCloseTo(direct.item(), 12);
    expect(gradients(safe, { z }).z.item()).toBeCloseTo(gradients(direct, { z }).z.item(), 12);
  });

  it.each([
    [800, 1, 0, 0],
    [800, 0, 800, 1],
    [-800, 1, 800, -1],
    [-800, 0, 0, 0],
    [0, 1, Math.LN2, -0.5],
  ])("from z = %d with y = %d are finite: %d, with the slope σ(z) − y = %d", (z, y, loss, slope) => {
    const logits = tensor(z);
    const value = bceFromLogits(logits, tensor(y));
    expect(value.item()).toBeCloseTo(loss, 12);
    expect(gradients(value, { logits }).logits.item()).toBeCloseTo(slope, 12);
  });

  it("count the share of examples on the right side", () => {
    expect(accuracy(tensor([[0.9, 0.2, 0.4]]), tensor([[1, 0, 1]]))).toBeCloseTo(2 / 3, 12);
    expect(accuracy(tensor([[3, -1]]), tensor([[1, 1]]), { threshold: 0 })).toBe(0.5);
  });
});
