/** @file What a derivation may be told, and what it says of a slip. */

import { describe, expect, it } from "vitest";
import { derive, ones, tensor, type DeriveOptions } from "../../../kernel-lib/index.js";
import { shownLines } from "../../../kernel-lib/derivation/present.js";
import { workedExample } from "./networks.js";

const { loss, parameters } = workedExample();

/** Options as a cell without type checks hands them over. */
function unchecked(json: string): DeriveOptions {
  return JSON.parse(json) as DeriveOptions;
}

describe("a derivation's options", () => {
  it.each([
    [
      '{ "detail": "everything" }',
      'derive: the detail "everything" is not known; write "brief" or "steps" or "full"',
    ],
    ['{ "depth": 2 }', 'derive: there is no option "depth"; there are detail, digits, seed, elsewhere'],
    ['{ "digits": 0 }', "derive: digits is 0; give a whole number from 1 to 17, such as 4"],
    ['{ "digits": 2.5 }', "derive: digits is 2.5; give a whole number from 1 to 17, such as 4"],
    ['{ "digits": 18 }', "derive: digits is 18; give a whole number from 1 to 17, such as 4"],
  ])("refuse %s", (options, message) => {
    expect(() => derive(loss, parameters.W1, unchecked(options))).toThrow(message);
  });

  it.each([1, 17])("take %d significant digits", (digits) => {
    expect(derive(loss, parameters.W1, { digits }).options.digits).toBe(digits);
  });
});

describe("a line read aloud", () => {
  it("says which factors cancel", () => {
    const line = shownLines(derive(loss, parameters.b2)).find(({ latex }) => latex.includes("\\cancel"));
    expect(line?.spoken).toMatchInlineSnapshot(
      `"equals the fraction y hat minus y over cancelled y hat times cancelled open bracket 1 minus y hat close bracket end of fraction times cancelled y hat times cancelled open bracket 1 minus y hat close bracket times 1"`,
    );
  });
});

describe("a line with every detail", () => {
  it("has the law of an operation beside that operation alone, a square with its exponent", () => {
    const [X, w] = [ones([2, 3]).named("X"), tensor([[0.4], [0.1], [0.2]]).named("w")];
    const lines = shownLines(derive(X.matmul(w).pow(2).sum().named("L"), w, { detail: "full" }));
    expect(lines.map(({ plain, rule, law }) => `${plain} [${rule}] ${law?.plain ?? ""}`.trim()))
      .toMatchInlineSnapshot(`
        [
          "∂L/∂w = 2 · Xᵀ X w [every summand counts once, power rule, product rule for matrices]",
          "u = X w, v = u^2, L = sum(v) [a symbol for each step]",
          "∂L/∂w = ∂L/∂v · ∂v/∂u · ∂u/∂w [chain rule]",
          "∂L/∂v = ones(2, 1) [every summand counts once] Y = sum(X), ∂Y/∂X = ones(2, 1)",
          "∂v/∂u = 2 · u [power rule] c = a^2, ∂c/∂a = 2 · a",
          "∂L/∂u = ∂L/∂v ⊙ ∂v/∂u [chain rule]",
          "∂L/∂w = Xᵀ ∂L/∂u [product rule for matrices] C = A B, ∂L/∂B = Aᵀ ∂L/∂C",
          "∂L/∂w = Xᵀ (∂L/∂v ⊙ ∂v/∂u) [order, transposes and ⊙ from the shapes]",
          "= Xᵀ (ones(2, 1) ⊙ 2 · u) [put in the local derivatives]",
          "= 2 · Xᵀ u [cancel and collect]",
          "= 2 · Xᵀ (X w) [put in the intermediate results]",
          "= 2 · Xᵀ X w [cancel and collect]",
        ]
      `);
  });
});
