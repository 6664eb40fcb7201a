/** @file Second derivatives as numbers: exact ones, measured ones, and what is refused. */

import { describe, expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import {
  gradients,
  hessian,
  hessianProduct,
  jacobian,
  matmul,
  sigmoid,
  tensor,
  type Tensor,
} from "../../../kernel-lib/index.js";
import { workedExample } from "../derivation/networks.js";

/** The loss of the worked example as a function of W1, so that its gradient can be measured elsewhere. */
const lossOf = (W1: Tensor): Tensor => {
  const x = tensor([[0.5], [0.3]]);
  const A1 = sigmoid(matmul(W1, x));
  return sigmoid(matmul(tensor([[0.3, -0.2, 0.4]]), A1))
    .log()
    .neg()
    .sum();
};

describe("second derivatives", () => {
  it("of xᵀ A x are A + Aᵀ", () => {
    const A = tensor([
      [1, 2],
      [5, -3],
    ]);
    const x = tensor([[0.7], [-0.2]]);
    const f = x.T.matmul(A).matmul(x).sum();
    expect(hessian(f, x).toArray()).toEqual([
      [2, 7],
      [7, -6],
    ]);
    expect(hessianProduct(f, x, tensor([[1], [2]])).toArray()).toEqual([[16], [-5]]);
  });

  it("of a linear function are 0", () => {
    const x = tensor([1, 2, 3]);
    expect(hessian(x.mul(2).sum(), x).toArray()).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it("of a network agree with differences of its gradient", () => {
    const W1 = tensor([
      [0.2, 0.4],
      [0.1, 0.3],
      [0.5, -0.2],
    ]);
    const step = 1e-4;
    const slope = (at: number, by: number): Tensor => {
      const moved = W1.data.map((value, index) => (index === at ? value + by : value));
      const W = tensor([...moved]).reshape([3, 2]);
      return gradients(lossOf(W), { W }).W.reshape([6]);
    };
    const measured = Array.from({ length: 6 }, (_, at) =>
      slope(at, step)
        .sub(slope(at, -step))
        .div(2 * step)
        .toArray(),
    );
    expect(distance(hessian(lossOf(W1), W1), tensor(measured))).toBeLessThan(1e-7);
  });

  it("are symmetric for the lecture's network", () => {
    const { loss, parameters } = workedExample();
    const matrix = hessian(loss.sum(), parameters.W1);
    expect(matrix.shape).toEqual([6, 6]);
    expect(distance(matrix, matrix.T)).toBeLessThan(1e-15);
  });

  it("of the wrong shape are refused with both shapes", () => {
    const x = tensor([1, 2]);
    expect(() => hessianProduct(x.mul(x).sum(), x, tensor([1]))).toThrow(
      "hessianProduct: the vector has shape [1], the source [2]; they must be the same",
    );
    expect(() => hessian(x.mul(x), x)).toThrow(/hessian/);
  });
});

describe("a Jacobian", () => {
  it("of a matrix product by its column is the matrix", () => {
    const A = tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const x = tensor([[0.5], [-1]]);
    expect(jacobian(A.matmul(x), x).toArray()).toEqual(A.toArray());
  });

  it("of an elementwise function is diagonal, with the derivative on the diagonal", () => {
    const z = tensor([0.3, -1.2]);
    const a = sigmoid(z);
    const expected = a.mul(a.neg().add(1)).toArray();
    const found = jacobian(a, z);
    expect([found.data[0], found.data[3]]).toEqual(expected);
    expect([found.data[1], found.data[2]]).toEqual([0, 0]);
  });
});
