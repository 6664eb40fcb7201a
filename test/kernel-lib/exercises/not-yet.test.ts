/** @file Lines that are true and do not pass: nothing is derived from what is only known after it. */

import { describe, expect, it } from "vitest";
import { rederive } from "../../../kernel-lib/index.js";
import { batchExample, workedExample } from "../derivation/networks.js";

const { loss, parameters } = workedExample();

describe("A line that goes in a circle", () => {
  it.each([
    ["W2", "dz2 = dz2"],
    ["W2", "dW2"],
    ["W2", "∂ℓ/∂W2 = 1 .* dW2"],
    ["W2", "dyhat = dz2 / (yhat .* (1 - yhat))"],
    ["b2", "dz2 = db2"],
    ["W1", "dz2 = db2"],
    ["W1", "∂A1/∂z1 = dz1 ./ dA1"],
  ])("does not pass on the board of %s: %s", async (source, line) => {
    const board = rederive(loss, parameters[source]);
    expect(await board.line(line)).toMatchObject({ passed: false, reason: { key: "circular" } });
    expect(board.done).toBe(false);
  });

  it("nor one for each example on its own", async () => {
    const { loss: mean, parameters: shared } = batchExample();
    expect((await rederive(mean, shared["W2"]).line("dZ2 = 4 .* dZ2")).reason.key).toBe("circular");
  });
});
