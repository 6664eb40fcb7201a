/** @file Boards know what the lecture calls a name besides: A2 for ŷ, g for the activation. */

import { describe, expect, it } from "vitest";
import { rederive, sigmoid, tanh, tensor } from "../../../kernel-lib/index.js";
import { workedExample } from "../derivation/networks.js";

const { loss, parameters } = workedExample();

describe("The lecture's other names", () => {
  it.each([
    ["W2", "dz2 = A2 - y"],
    ["W2", "dA2 = -y/A2 + (1-y)/(1-A2)"],
    ["W2", "∂A2/∂z2 = A2.*(1-A2)"],
    ["W2", "∂ℓ/∂A2 = (yhat-y)/(A2.*(1-A2))"],
    ["W1", "dz1 = (W2' dz2) .* g'(z1)"],
    ["W1", "dz1 = (W2' dz2) .* g′(z1)"],
  ])("are read on the board of %s: %s", async (source, line) => {
    expect((await rederive(loss, parameters[source]).line(line)).message).toBe("Right.");
  });

  it.each([
    "dz^{[2]}=A^{[2]}-y",
    "dz^{[1]}=\\left(W^{[2]}\\right)^\\top dz^{[2]}\\odot g'\\left(z^{[1]}\\right)",
  ])("are read in LaTeX too: %s", async (line) => {
    expect((await rederive(loss, parameters["W1"]).line(line, "latex")).message).toBe("Right.");
  });

  it("are not known where layers differ in their activation, or a tensor has the name", async () => {
    const z1 = tensor([[0.3]]).named("z", { layer: 1 });
    const z2 = tanh(z1).named("A", { layer: 1 }).mul(2).named("z", { layer: 2 });
    const board = rederive(sigmoid(z2).named("A", { layer: 2 }).square().named("f"), z1);
    expect((await board.line("dz1 = dA1 .* g'(z1)")).message).toContain("There is no g in this graph.");
    const g = sigmoid(tensor([[0.3]]).named("z", { layer: 1 })).named("g");
    const other = rederive(g.mul(g).named("f"), g);
    expect((await other.line("dg = 2 g")).message).toBe("Right.");
  });

  it("do not hide which names a line may use", async () => {
    const board = rederive(loss, parameters["W2"]);
    expect((await board.line("dz2 = A3 - y")).message).toMatchInlineSnapshot(
      `"There is no A3 in this graph. Nearest to it: A1."`,
    );
    expect((await board.line("dz2 = guess - y")).message).toMatchInlineSnapshot(
      `"There is no guess in this graph. You may use y, W2, W1, x, b1, z1, A1, b2, z2, yhat, ell; a d before a name is the derivative by it."`,
    );
  });
});
