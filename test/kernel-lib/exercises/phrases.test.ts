/** @file Verdicts in Hindi: what parsers and operations say of a line is told in Hindi as well. */

import { describe, expect, it } from "vitest";
import { messageText, rederive } from "../../../kernel-lib/index.js";
import { inHindi } from "../../../kernel-lib/exercises/phrases.js";
import { workedExample } from "../derivation/networks.js";

const { loss, parameters } = workedExample();
const DEVANAGARI = /[\u0900-\u097F]/;

describe("A problem of a line", () => {
  it.each([
    "",
    "dz2 = ŷ ? y",
    "dz2 = ŷ.dot(y)",
    "dz2 = ()",
    "dz2 = (ŷ - y",
    "dz2 = ŷ - y)",
    "dz2 = ŷ - = y",
    "dz2 = ŷ - - *",
    `dz2 = ${"ŷ + ".repeat(1300)}y`,
    `dz2 = ${"(".repeat(101)}ŷ${")".repeat(101)}`,
    "dz2 = [1, 2]",
    "dz2 = sum(ŷ, axis=y)",
    "dz2 = sum(ŷ, 1)",
    "dz2 = reshape(ŷ)",
    "ŷ + 1 = y",
    "dz1 = W1^3 b1^y",
    "dW1 = W1 W1",
    "dW1 = W1 .* W2",
    "dz1 = sum(z1, axis=7)",
    "dz2 = matmul'(ŷ)",
  ])("is told in Hindi, case %#", async (line) => {
    const { reason } = await rederive(loss, parameters.W1).line(line);
    const { problem } = reason.parameters;
    expect(problem).toEqual(expect.any(String));
    const advice = String(problem).split("; ").at(-1);
    expect(inHindi(String(problem))).toMatch(DEVANAGARI);
    expect(messageText(reason, "hi")).not.toContain(`; ${advice}`);
  });

  it.each(["dz^{[2]}=\\frac{y}{\\placeholder{}}", "dz^{[2]}=\\int y", "\\frac{d\\hat{y}}{dz^{[2]}=1}"])(
    "is told in Hindi where it is in LaTeX: %s",
    async (line) => {
      const { reason } = await rederive(loss, parameters.W2).line(line, "latex");
      expect(messageText(reason, "hi").replace(/^[^:]*:/, "")).toMatch(DEVANAGARI);
    },
  );
});

it("Words between the gaps are told in Hindi, symbols as they are", async () => {
  const { reason } = await rederive(loss, parameters.W1).line("dz1 = W2' dz2 * A1 * (1-A1)");
  expect(messageText(reason, "hi")).toMatch(/^जहाँ ⊙ चाहिए वहाँ आपने matrix product लिखा है।/);
});
