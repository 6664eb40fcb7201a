/** @file Boards: right lines pass in any form, and each mistake is called by its own code, on graphs of every kind. */

import { describe, expect, it } from "vitest";
import { bundle, rederive, sigmoid, tanh, tensor, uniform, type Tensor } from "../../../kernel-lib/index.js";
import { batchExample, crossEntropy, workedExample } from "../derivation/networks.js";

const { loss, parameters } = workedExample();

/** A network that the course does not have: 4-3-2 with tanh inside, two outputs and a squared error. */
function foreignNetwork(): { loss: Tensor; parameters: Readonly<Record<string, Tensor>> } {
  const draw = (rows: number, columns: number, seed: number): Tensor =>
    uniform([rows, columns], { seed, low: -0.9, high: 0.9 });
  const V = draw(3, 4, 1).named("V");
  const c = draw(3, 1, 2).named("c");
  const U = draw(2, 3, 3).named("U");
  const s = draw(4, 1, 4).named("s");
  const t = draw(2, 1, 5).named("t");
  const q = V.matmul(s).add(c).named("q");
  const h = tanh(q).named("h");
  const p = sigmoid(U.matmul(h).named("r")).named("p");
  return { loss: p.sub(t).square().sum().named("E"), parameters: { V, c, U } };
}

describe("On the worked example", () => {
  it.each([
    ["W2", "dyhat = -y/yhat + (1-y)/(1-yhat)"],
    ["W2", "∂ℓ/∂ŷ = (ŷ - y)/(ŷ.*(1-ŷ))"],
    ["W2", "∂ŷ/∂z2 = yhat.*(1-yhat)"],
    ["W2", "dz2 = yhat - y"],
    ["W2", "dz2 = -(y - yhat)"],
    ["W2", "dz2 = (-y/yhat + (1-y)/(1-yhat)) .* yhat .* (1-yhat)"],
    ["W2", "(yhat - y) .* A1'"],
    ["W2", "dW2 = dz2 @ A1.T"],
    ["b2", "db2 = dz2"],
    ["W1", "dA1 = W2' @ dz2"],
    ["W1", "∂A1/∂z1 = A1.*(1-A1)"],
    ["W1", "dz1 = (W2' @ (yhat-y)) .* A1 .* (1-A1)"],
    ["W1", "dW1 = dz1 @ x'"],
    ["b1", "db1 = dz1"],
  ])("the board of %s accepts %s and shows its value", async (source, line) => {
    const verdict = await rederive(loss, parameters[source]).line(line);
    expect(verdict.passed).toBe(true);
    expect(verdict.code).toBeUndefined();
    expect(verdict.value).toBeDefined();
  });

  it.each([
    ["W2", "dz2 = y - yhat", "M09"],
    ["W2", "dz2 = -y/yhat + (1-y)/(1-yhat)", "M10"],
    ["W2", "dz2 = (yhat - y).*yhat.*(1-yhat)", "M11"],
    ["W1", "dz1 = W2' @ dz2", "M12"],
    ["W1", "dz1 = (W2' @ dz2) .* sigmoid(A1).*(1-sigmoid(A1))", "M13"],
    ["W1", "dz1 = (W2' @ dz2) .* (1 - A1.^2)", "M13"],
    ["W1", "dz1 = (W2' @ dz2) .* z1.*(1-z1)", "M13"],
    ["W1", "dz1 = (W2' @ dz2) .* A1", "M13"],
    ["W2", "dW2 = dz2 @ z1'", "M15"],
    ["W2", "dW2 = dz2 @ x'", "M15"],
    ["W2", "dW2 = dz2 @ A1", "M19"],
    ["W1", "dA1 = W2 @ dz2", "M19"],
    ["W1", "dW1 = x' @ dz1", "M23"],
    ["W1", "dW1 = dz1 .* x", "M19"],
    ["W1", "dA1 = (W2 - 0.1.*dW2)' @ dz2", "M20"],
    ["W1", "dz1 = ((W2 - 0.5.*dW2)' @ dz2) .* A1.*(1-A1)", "M20"],
    ["W1", "dz1 = A1 - y", "M26"],
    ["W2", "dz2 = yhat - y_i", "M25"],
    ["W2", "dW2 = dz2 @ A_1'", "M24"],
    ["b2", "∂b2/∂ℓ = dz2", "M32"],
    ["W1", "dW1 = ((W2' @ (y - yhat)) .* A1.*(1-A1)) @ x'", "M09"],
    ["W1", "(W2' @ (yhat - y)) @ x'", "M12"],
  ])("the board of %s answers %s with %s", async (source, line, code) => {
    const verdict = await rederive(loss, parameters[source]).line(line);
    expect(verdict.message).not.toContain("{");
    expect(verdict).toMatchObject({ passed: false, code });
  });
});

describe("A turned sign", () => {
  it.each([
    ["dyhat = -y/yhat - (1-y)/(1-yhat)", "your line has the term −(1 − y) / (1 − ŷ); the rest fits"],
    ["dyhat = y/yhat + (1-y)/(1-yhat)", "your line has the term y / ŷ; the rest fits"],
    ["dyhat = y/yhat - (1-y)/(1-yhat)", "Right size, opposite sign."],
  ])("in %s is told with its term", async (line, words) => {
    const verdict = await rederive(loss, parameters["W2"]).line(line);
    expect(verdict).toMatchObject({ passed: false, code: "M09" });
    expect(verdict.message).toContain(words);
  });
});

describe("On the batch", () => {
  const batch = batchExample();

  it.each([
    ["W2", "dZ2 = 1/4 .* (Yhat - Y)"],
    ["W2", "dW2 = 1/4 .* (Yhat - Y) @ A1'"],
    ["b2", "db2 = sum(dZ2, axis=1, keepdims=true)"],
    ["W1", "dW1 = 1/4 .* ((W2' @ (Yhat - Y)) .* A1 .* (1 - A1)) @ X'"],
  ])("the board of %s accepts %s", async (source, line) => {
    expect(await rederive(batch.loss, batch.parameters[source]).line(line)).toMatchObject({ passed: true });
  });

  it.each([
    ["W2", "dW2 = (Yhat - Y) @ A1'", "M16"],
    ["W2", "dW2 = 1/4 .* dZ2 @ A1'", "M17"],
    ["b2", "db2 = dZ2", "M18"],
    ["b1", "db1 = sum(dZ1, axis=0, keepdims=true)", "M18"],
    ["W2", "dW2 = dZ2 .* A1", "M14"],
  ])("the board of %s answers %s with %s", async (source, line, code) => {
    expect(await rederive(batch.loss, batch.parameters[source]).line(line)).toMatchObject({
      passed: false,
      code,
    });
  });

  it("a line for each example on its own passes, and later lines may put the mean in", async () => {
    const board = rederive(batch.loss, batch.parameters["W2"]);
    expect((await board.line("dZ2 = Yhat - Y")).reason.key).toBe("right-per-example");
    expect((await board.line("dW2 = 1/4 .* dZ2 @ A1'")).passed).toBe(true);
    expect(board.done).toBe(true);
  });
});

describe("On a network that the course does not have", () => {
  const foreign = foreignNetwork();

  it.each([
    ["V", "dr = 2.*(p - t).*p.*(1-p)", undefined],
    ["V", "dr = 2.*(t - p).*p.*(1-p)", "M09"],
    ["V", "dr = 2.*(p - t)", "M10"],
    ["V", "dq = (U' @ dr) .* (1 - h**2)", undefined],
    ["V", "dq = U' @ dr", "M12"],
    ["V", "dq = (U' @ dr) .* h.*(1-h)", "M13"],
    ["V", "dq = (U' @ dr) .* (1 - q**2)", "M13"],
    ["V", "dV = dq @ s", "M19"],
    ["V", "dV = s' @ dq", "M23"],
    ["U", "dU = dr @ q'", "M15"],
    ["V", "dh = (U - 0.3.*dU)' @ dr", "M20"],
    ["V", "dp = p - t", undefined],
  ])("the board of %s answers %s with %s", async (source, line, code) => {
    const verdict = await rederive(foreign.loss, foreign.parameters[source]).line(line);
    expect(verdict.code).toBe(code);
  });
});

describe("On a node that is used twice", () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((value, at) => tensor(value).named("abcd"[at]));
  const u = a.add(b).named("u");
  const v = u.mul(c).named("v");
  const w = u.mul(d).named("w");
  const f = v.add(w).named("f");

  it.each([
    ["du = c + d", undefined],
    ["du = c", "M01"],
    ["du = d", "M01"],
    ["du = c.*d", "M02"],
    ["du = u + d", "M04"],
  ])("%s gives %s", async (line, code) => {
    const verdict = await rederive(f, a).line(line);
    expect(verdict.passed).toBe(code === undefined);
    expect(verdict.code).toBe(code);
  });
});

describe("A board", () => {
  it("credits the method of a line that follows from a wrong one", async () => {
    const board = rederive(loss, parameters["W2"]);
    await board.line("dz2 = y - yhat");
    expect(await board.line("dW2 = dz2 @ A1'")).toMatchObject({ passed: false, follows: 1 });
    expect(await board.line("dW2 = (y - yhat) @ A1'")).toMatchObject({ passed: false, follows: 1 });
    expect(board.derivation).toBeUndefined();
  });

  it("gives the library's own derivation once the target is reached", async () => {
    const board = rederive(loss, parameters["W2"]);
    await board.line("dz2 = y - yhat");
    await board.line("dz2 = yhat - y");
    expect((await board.line("dW2 = dz2 @ A1'")).passed).toBe(true);
    expect(board.derivation?.lines.length).toBeGreaterThan(2);
  });

  it.each([
    ["dz2 = (yhat -", "unread"],
    ["dq = yhat", "off-board"],
    ["dz2 = nothing", "unknown-name"],
    ["dz2 = g(nothing)", "unknown-name"],
    ["dz2 = yhat + 7", "different"],
    ["", "unread"],
  ])("answers %j with words instead of an error", async (line, key) => {
    expect(await rederive(loss, parameters["W2"]).line(line)).toMatchObject({
      passed: false,
      reason: { key },
    });
  });

  it("judges a traced sum of several examples by their shapes", async () => {
    const z = tensor([[0.3, -0.4]]).named("z");
    const y = tensor([[1, 0]]).named("y");
    const total = crossEntropy(sigmoid(z).named("ŷ"), y).sum().named("L");
    expect(await rederive(total, z).line("dz = sum(yhat - y)")).toMatchObject({ passed: false });
    expect(await rederive(total, z).line("dz = sub(yhat, y)")).toMatchObject({ passed: true });
  });
});

describe("A board shows itself", () => {
  it("with what each line is about, its verdict and, at the end, the derivation", async () => {
    const board = rederive(loss, parameters["b2"]);
    await board.line("dz2 = y - yhat");
    await board.line("dz2 = yhat - y");
    expect(bundle(board)["text/plain"]).toMatchInlineSnapshot(`
      "Derive ∂ell/∂b2, shape [1, 1]. Steps: dyhat, ∂yhat/∂z2, dz2, ∂z2/∂b2, db2.
      1  dz2 = y - yhat
         ✗ not yet: Right size, opposite sign. The loss starts with a minus, and the derivative of 1 − ŷ is −1. Ask whether raising z^[2] should raise or lower the loss. [M09]
      2  dz2 = yhat - y
         ✓ right: dz2 = −0.4761, shape [1, 1]."
    `);
    await board.line("db2 = dz2");
    expect(bundle(board)["text/html"]).toContain("chainrule-derivation");
  });

  it("and a verdict says in words whether the line is right", async () => {
    const board = rederive(loss, parameters["b2"]);
    expect(bundle(await board.line("dz2 = y - yhat"))["text/plain"]).toContain(
      "✗ not yet: Right size, opposite sign.",
    );
    expect(bundle(await board.line("dz2 = yhat - y"))["text/html"]).toContain("<strong>right</strong>");
  });
});

describe("A board", () => {
  it("has one id for one graph, target and data, and another for any other", () => {
    const again = workedExample();
    expect(rederive(again.loss, again.parameters.W1).id).toBe(rederive(loss, parameters.W1).id);
    expect(rederive(loss, parameters.W2).id).not.toBe(rederive(loss, parameters.W1).id);
    const other = batchExample();
    expect(rederive(other.loss, other.parameters.W1).id).not.toBe(rederive(loss, parameters.W1).id);
  });

  it("tells of every line, and of being cleared", async () => {
    const board = rederive(loss, parameters.W2);
    const counts: number[] = [];
    board.follow(() => counts.push(board.lines.length));
    await board.line("dz2 = yhat - y");
    await board.line("dW2 = dz2 A1");
    board.clear();
    expect(counts).toEqual([1, 2, 0]);
  });
});
