/** @file What a board says of a wrong line holds for its graph: signs, terms, factors, numbers. */

import { describe, expect, it } from "vitest";
import { checkGradient, rederive, tensor } from "../../../kernel-lib/index.js";
import { batchExample, workedExample } from "../derivation/networks.js";

const { loss, parameters } = workedExample();

describe("Where no logarithm is in the result", () => {
  const [a, b, c] = [1, 2, 3].map((value, at) => tensor(value).named("abc"[at]));
  const f = a.mul(b).named("u").sub(c).square().named("f");

  it.each(["da = -(2 b (u - c))", "da = 2 b (c - u)"])(
    "a turned sign is told without one: %s",
    async (line) => {
      const { code, message } = await rederive(f, a).line(line);
      expect(code).toBe("M09");
      expect(message).toBe(
        "The size fits, but a sign in what you wrote for a is turned. Each term needs its own sign. Put in one example with easy numbers and look which term is off.",
      );
    },
  );

  it("nor in numbers", () => {
    const { code, reason } = checkGradient(4, f, { by: a });
    expect({ code, key: reason.key }).toEqual({ code: "M09", key: "opposite" });
  });
});

it("The lecture's dW = 1/m dZ Aᵀ is asked what dZ is before it is called too small", async () => {
  const { loss: mean, parameters: shared } = batchExample();
  const board = rederive(mean, shared["W2"]);
  expect(await board.line("dW2 = 1/m dZ2 A1'")).toMatchObject({ code: "M17", reason: { key: "M17-errors" } });
  await board.line("dZ2 = 1/m (Yhat - Y)");
  expect((await board.line("dW2 = 1/m dZ2 A1'")).reason.key).toBe("M17");
  await board.line("dZ2 = Yhat - Y");
  expect((await board.line("dW2 = 1/m dZ2 A1'")).passed).toBe(true);
});

it.each([
  ["W2", "dyhat = -y/ŷ", "Your line lacks the term (1 − y) / (1 − ŷ); the rest fits."],
  ["W2", "dyhat = (1-y)/(1-ŷ)", "Your line lacks the term −y / ŷ; the rest fits."],
  ["W2", "dz2 = -0.4761", "Your line has numbers only."],
  ["W2", "dz2 = ŷ - 1", "Your line has the right value for these numbers, and for others it has not"],
  ["W2", "dyhat = -1/ŷ", "Your line has the right value for these numbers"],
  ["W2", "dyhat = 2 ŷ", "Differentiate once more: ℓ = −(y · log(ŷ) + (1 − y) · log(1 − ŷ))."],
  ["W2", "∂ŷ/∂z2 = 2 ŷ", "Differentiate once more: ŷ = σ(z^[2])."],
  ["W2", "dW2 = dz2 ∂z2/∂W2", "∂z2/∂W2 has an entry for every pair of entries"],
  ["W2", "dz2 = (ŷ-y) ŷ (1-ŷ)", "The factor ∂ŷ/∂z^[2] is in your line once too often."],
  ["W2", "dz2 = dyhat (1-ŷ^2)", "The factor you used equals 1 − ŷ^2."],
  ["W1", "dz1 = W2' dz2 * A1 * (1-A1)", "⊙, typed .*"],
])("on the board of %s, %s is answered: %s", async (source, line, words) => {
  expect((await rederive(loss, parameters[source]).line(line)).message).toContain(words);
});
