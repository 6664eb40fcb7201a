/** @file Forgotten brackets: a line that one pair of them makes right is told which part they belong around. */

import { describe, expect, it } from "vitest";
import { rederive } from "../../../kernel-lib/index.js";
import { batchExample, workedExample } from "../derivation/networks.js";

const { loss, parameters } = workedExample();

describe("On a board", () => {
  it.each([
    ["W2", "dyhat = (ŷ-y)/ŷ(1-ŷ)", "ŷ (1 - ŷ)"],
    ["W2", "dyhat = (ŷ-y)/ŷ*(1-ŷ)", "ŷ * (1 - ŷ)"],
    ["W2", "(yhat - y) / yhat .* (1 - yhat)", "yhat .* (1 - yhat)"],
    ["W2", "dyhat = ŷ-y/(ŷ(1-ŷ))", "ŷ - y"],
    ["W2", "dyhat = -y/ŷ + (1-y)/1-ŷ", "1 - ŷ"],
    ["W2", "∂ŷ/∂z2 = ŷ*1-ŷ", "1 - ŷ"],
    ["W2", "dz2 = -y/ŷ + (1-y)/(1-ŷ) * ŷ(1-ŷ)", "-y / ŷ + (1 - y) / (1 - ŷ)"],
    ["W2", "dW2 = ŷ - y A1'", "ŷ - y"],
    ["W1", "dz1 = W2' ŷ - y .* A1 .* (1-A1)", "ŷ - y"],
    ["W1", "dz1 = W2' (ŷ-y) .* A1 .* 1-A1", "1 - A1"],
  ])("of %s, in %s around %s", async (source, line, part) => {
    const verdict = await rederive(loss, parameters[source]).line(line);
    expect(verdict).toMatchObject({ passed: false, reason: { key: "brackets", parameters: { used: part } } });
    expect(verdict.code).toBeUndefined();
  });

  it("in mathematics as well", async () => {
    const line = String.raw`d\hat{y}=(\hat{y}-y)/\hat{y}(1-\hat{y})`;
    expect((await rederive(loss, parameters.W2).line(line, "latex")).reason.key).toBe("brackets");
  });

  it("but not where a transpose would have to go inside, or the line has another mistake as well", async () => {
    expect((await rederive(loss, parameters.W1).line("dA1 = W2 dz2'")).code).toBe("M19");
    expect((await rederive(loss, parameters.W2).line("dyhat = (y-ŷ)/ŷ(1-ŷ)")).reason.key).toBe(
      "different-one",
    );
    const batch = batchExample();
    expect((await rederive(batch.loss, batch.parameters.W2).line("dW2 = dZ2 .* A1")).code).toBe("M14");
  });
});
