/** @file Symbols of one's own: read, set, spoken, and put in the place of names. */

import { describe, expect, it } from "vitest";
import { derivationPlain, givenLatex, threeColumns } from "../../../kernel-lib/derivation/present.js";
import { NOTATIONS } from "../../../kernel-lib/derivation/notations.js";
import {
  bundle,
  derive,
  deriveHessian,
  deriveHessianProduct,
  deriveJacobian,
  sigmoid,
  tensor,
} from "../../../kernel-lib/index.js";
import { writtenSymbol } from "../../../kernel-lib/writing/symbol.js";
import { complaint, complaints } from "../writing/typesetters.js";
import { faults } from "../writing/readings.js";
import { batchExample, workedExample } from "./networks.js";

describe("a symbol", () => {
  it.each([
    ["w", "w", "w"],
    ["\\Theta", "Θ", "capital theta"],
    ["\\theta_{1}", "θ_1", "theta sub 1"],
    ["\\hat{\\theta}_1^{(i)}", "θ̂_1^(i)", "theta hat sub 1 of example i"],
    ["\\mathbf{W}^{[1]}", "W^[1]", "W of layer 1"],
    ["W^{[l]}_{out}", "W^[l]_out", "W of layer l sub o u t"],
    ["\\mathrm{loss}", "loss", "loss"],
    ["\\varepsilon^*", "ε^*", "epsilon superscript star"],
  ])("%s is written %s and read aloud %s", (latex, plain, spoken) => {
    expect(writtenSymbol(latex)).toEqual({ latex, plain: plain.normalize("NFC"), spoken });
    expect(complaint(`\\frac{\\partial \\ell}{\\partial ${latex}} = {${latex}}^{\\top} x`)).toBeUndefined();
  });

  it.each([
    "",
    "\\",
    "\\frac{a}{b}",
    "x y",
    "W^{1}^{2}",
    "W_{1",
    "x}",
    "$x$",
    "\\unknown",
    "\\hat{}",
    "2",
    "a & b",
  ])("%j is none", (latex) => {
    expect(() => writtenSymbol(latex)).toThrow("is not a symbol");
  });
});

describe("a derivation with symbols of one's own", () => {
  const { loss, parameters } = workedExample();
  const symbols = { W1: "\\Theta", yhat: "h", z1: "\\mathbf{a}_{1}" };

  it("writes them everywhere, and nothing else changes", () => {
    const plain = derive(loss, parameters.W1);
    const renamed = derive(loss, parameters.W1, { symbols });
    expect(threeColumns(renamed).plain).toMatchInlineSnapshot(`"((W^[2])ᵀ (h − y) ⊙ σ′(a_1)) xᵀ"`);
    expect(threeColumns(renamed).spoken).toMatchInlineSnapshot(
      `"open bracket the transpose of W of layer 2 matrix times open bracket h minus y close bracket elementwise times sigma prime of a sub 1 close bracket matrix times the transpose of x"`,
    );
    expect(givenLatex(renamed)[0]).toMatchInlineSnapshot(`"\\mathbf{a}_{1} = \\Theta\\,x + b^{[1]}"`);
    expect(renamed.gradient.toArray()).toEqual(plain.gradient.toArray());
    expect(bundle(renamed)["text/latex"]).not.toContain("W^{[1]}");
    expect(derivationPlain(renamed)).not.toMatch(/W\^\[1\]|ŷ|z\^\[1\]/);
  });

  it.each(NOTATIONS)("can be set and read aloud in %s notation", (notation) => {
    const batch = batchExample({ examples: "columns" });
    const derivation = derive(batch.loss, batch.parameters.W1, {
      notation,
      symbols: { W1: "\\Theta_{1}", X: "i" },
    });
    expect([...complaints(derivation), ...faults(derivation)]).toEqual([]);
  });

  it("keeps the second point that it is given", () => {
    const x = tensor(2).named("x");
    const elsewhere = new Map([[x, tensor(3).named("x")]]);
    expect(derive(x.pow(3), x, { symbols: { x: "\\xi" }, elsewhere }).verification.secondPoint).toBe(0);
  });

  it("is possible for second derivatives and Jacobians as well", () => {
    const w = tensor([[0.2], [-0.4]]).named("w");
    const v = tensor([[1], [0.5]]).named("v");
    const f = sigmoid(w.transpose().matmul(w));
    const given = { symbols: { w: "\\omega" } };
    for (const derivation of [
      deriveHessian(f, w, given),
      deriveHessianProduct(f, w, v, given),
      deriveJacobian(w.mul(w), w, given),
    ]) {
      expect(derivationPlain(derivation)).toContain("∂ω");
      expect(derivationPlain(derivation)).not.toMatch(/∂w/);
      expect(complaints(derivation)).toEqual([]);
    }
  });

  it("refuses names that nothing has, and one symbol for two tensors", () => {
    const ask = (given: Record<string, string>) => () => derive(loss, parameters.W1, { symbols: given });
    expect(ask({ W3: "\\Theta" })).toThrow("no tensor behind the result is named W3; there are");
    expect(ask({ W1: "x" })).toThrow("two tensors would be written x");
    expect(ask({ W1: "\\frac{1}{2}" })).toThrow('"\\frac{1}{2}" is not a symbol');
  });
});
