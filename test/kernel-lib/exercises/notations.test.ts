/** @file Boards read what students write: the notes' indices, fractions of derivatives, m and e, and Python's NumPy. */

import { describe, expect, it } from "vitest";
import { rederive, tensor } from "../../../kernel-lib/index.js";
import { batchExample, workedExample } from "../derivation/networks.js";

const worked = workedExample();
const batch = batchExample();

describe("A board of the worked example", () => {
  it.each([
    ["W2", "dW^[2] = dz^[2] A^[1]'"],
    ["W2", "dW[2] = dz[2] A[1]'"],
    ["W2", "dw2 = dz2 a1.T"],
    ["W2", "dz2 := a2 - y"],
    ["W2", "dz2 == y_hat - Y"],
    ["W2", "dz2 = 1/(1+e^(-z2)) - y"],
    ["W2", "dJ/dW2 = (ŷ-y) A1'"],
    ["W2", "dloss/dz2 = dL/dyhat * dyhat/dz2"],
    ["W2", "dz2 = ∂ℓ/∂ŷ · ∂ŷ/∂z^[2]"],
    ["W1", "dz1 = W2' dz2 .* ∂A1/∂z1"],
    ["W1", "dW^[1] = ((W^[2])^T dz^[2] ⊙ g'(z^[1])) A^[0]^T"],
    ["W1", "dW1 = np.dot(np.multiply(np.dot(W2.T, dz2), A1 - np.power(A1, 2)), x.T)"],
    ["W1", "dz^{[1]} = multiply(W^{[2]}^T dz^{[2]}, A^{[1]} .* (1 - A^{[1]}))"],
    ["W2", "dyhat = (ŷ-y)/[ŷ(1-ŷ)]"],
    ["W2", "dyhat = -np.divide(y, yhat) + np.divide(1 - y, 1 - yhat)"],
  ])("for %s reads %s", async (source, line) => {
    expect((await rederive(worked.loss, worked.parameters[source]).line(line)).message).toBe("Right.");
  });

  it.each([
    ["dz2 = ŷᵢ - yᵢ", "M25"],
    ["dz2 = ŷ^(i) - y^(i)", "M25"],
    ["dW2/dL = dz2 A1'", "M32"],
    ["dW2 = dz2 A_1'", "M24"],
  ])("answers %s with %s", async (line, code) => {
    expect(await rederive(worked.loss, worked.parameters.W2).line(line)).toMatchObject({
      passed: false,
      code,
    });
  });

  it.each([
    ["W2 = W2 - 0.1 dW2", "W2 is not asked for here. This board is about dyhat, ∂yhat/∂z2, dz2, dW2."],
    ["z2 = yhat - y", "z2 is not asked for here."],
    ["dz2 = ŷ − y ?", '"?" at place 13 has no meaning here'],
    ["dW2 = dz2.dot(A1.T)", '".dot" at place 10 is a method'],
    ["dyhat = -y log ŷ", "log is a function. Write what it is of in brackets behind it: log(…)."],
    ["dz2 = sigmoid_prime(z2)", "There is no sigmoid_prime in this graph."],
    ["dz2 = sum(yhat, 1)", "sum takes 1 argument, got 2; a setting has its name, as in sum(x, axis=1)"],
  ])("says of %s what it cannot read", async (line, words) => {
    expect((await rederive(worked.loss, worked.parameters.W2).line(line)).message).toContain(words);
  });
});

describe("A board of the batch", () => {
  it.each([
    ["W2", "dZ2 = 1/m (Yhat - Y)"],
    ["W2", "dW2 = 1/m * np.dot(A2 - Y, A1.T)"],
    ["b2", "db2 = np.sum(dZ2, axis=1, keepdims=True)"],
    ["b2", "db2 = 1/m Σ(yhat - y)"],
  ])("for %s reads %s", async (source, line) => {
    expect((await rederive(batch.loss, batch.parameters[source]).line(line)).message).toBe("Right.");
  });

  it("knows no m where a tensor has that name, or the result is no mean", async () => {
    const m = tensor(3).named("m");
    expect((await rederive(m.mul(m).named("f"), m).line("dm = 2 m")).message).toBe("Right.");
    const { message } = await rederive(worked.loss, worked.parameters.W2).line("dz2 = 1/m (yhat - y)");
    expect(message).toContain("There is no m in this graph.");
  });
});

describe("A board of a graph with two paths", () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((value, at) => tensor(value).named("abcd"[at]));
  const u = a.add(b).named("u");
  const f = u.mul(c).named("v").add(u.mul(d).named("w")).named("f");

  it.each(["∂f/∂u = ∂f/∂v ∂v/∂u + ∂f/∂w ∂w/∂u", "df/da = df/du · du/da", "∂f/∂a = ∂f/∂u * ∂u/∂a"])(
    "reads the chain rule as it is written: %s",
    async (line) => {
      expect((await rederive(f, a).line(line)).message).toBe("Right.");
    },
  );
});
