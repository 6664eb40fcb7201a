/** @file Facts about the data that formulas may use: a symmetric matrix, entries that add up to 1. */

import { describe, expect, it } from "vitest";
import { corpusTextOf } from "../../../kernel-lib/writing/corpus-text.js";
import { derive, tensor, type Tensor } from "../../../kernel-lib/index.js";

const symmetric = [
  [2, 0.5],
  [0.5, 1.5],
];
const column = tensor([[0.7], [1.3]]).named("x");

function closedForm(result: Tensor, by: Tensor): string {
  return corpusTextOf(derive(result, by).closedForm);
}

describe("a symmetric matrix", () => {
  const S = tensor(symmetric).named("S", { symmetric: true });
  const A = tensor(symmetric).named("A");
  const quadratic = (matrix: Tensor): Tensor => column.transpose().matmul(matrix).matmul(column).sum();

  it("is its own transpose in the gradient by another variable", () => {
    expect(closedForm(quadratic(S), column)).toBe("2 * (S @ x)");
    expect(closedForm(quadratic(S.inv()), column)).toBe("2 * (inv(S) @ x)");
  });

  it("must be named so: equal numbers are no fact", () => {
    expect(closedForm(quadratic(A), column)).toBe("(A + A.T) @ x");
  });

  it("has free entries where it is derived by itself", () => {
    expect(closedForm(S.matmul(S).tr().sum(), S)).toBe("2 * S.T");
  });
});

describe("entries that add up to 1", () => {
  it("leave softmax and cross-entropy as p − y, and a factor Σ y without that fact", () => {
    const z = tensor([[0.2], [0.9], [-0.4]]).named("z");
    const loss = (y: Tensor): Tensor => {
      const p = z.softmax({ axis: 0 }).named("p");
      return y.mul(p.log()).sum().neg();
    };
    const labels = [[0], [1], [0]];
    expect(closedForm(loss(tensor(labels).named("y", { sumsToOne: "columns" })), z)).toBe("p - y");
    expect(closedForm(loss(tensor(labels).named("y")), z)).toContain("sum(y, axis=0");
  });
});
