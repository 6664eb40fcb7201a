/** @file Hessians, their products with a vector and Jacobians, derived line by line. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import { setUp } from "../../../kernel-lib/corpus/setting.js";
import { kept } from "../../../kernel-lib/derivation/claims.js";
import { derivationPlain, givenLatex } from "../../../kernel-lib/derivation/present.js";
import {
  bce,
  bundle,
  deriveHessian,
  deriveHessianProduct,
  deriveJacobian,
  hessian,
  hessianProduct,
  jacobian,
  sigmoid,
  softmax,
  tensor,
  type CorpusCase,
  type Derivation,
} from "../../../kernel-lib/index.js";
import { number } from "../../../kernel-lib/formula/build.js";
import { workedExample } from "./networks.js";

interface SecondOrderCase extends CorpusCase {
  readonly hessian_closed_form?: string;
  readonly jacobian_closed_form?: string;
}

const { cases } = JSON.parse(
  readFileSync(new URL("../../corpus/corpus-public.json", import.meta.url), "utf8"),
) as { cases: readonly SecondOrderCase[] };

/** The lines of a derivation without the sentence on how they were checked. */
function linesOf(derivation: Derivation): string {
  return derivationPlain(derivation).split("\n").slice(0, -1).join("\n");
}

describe("every second derivative of the public corpus that has a textbook form", () => {
  const known = cases.filter(({ hessian_closed_form: closed }) => closed !== undefined);

  it.each(known.map((given) => [given.id, given] as const))("%s is derived", (_, given) => {
    const { result, source, elsewhere } = setUp(given);
    const { gradient, verification } = deriveHessian(result, source, { elsewhere });
    expect(distance(gradient, hessian(result, source))).toBeLessThan(1e-9);
    expect(Math.max(verification.lines, verification.secondPoint)).toBeLessThan(1e-9);
  });

  it("are as many as the corpus says", () => {
    expect(known.length).toBe(16);
  });
});

describe("every Jacobian of the public corpus", () => {
  const known = cases.filter(({ jacobian_closed_form: closed }) => closed !== undefined);

  it.each(known.map((given) => [given.id, given] as const))("%s is derived", (_, given) => {
    const { result, source, elsewhere } = setUp(given);
    const { gradient } = deriveJacobian(result, source, { elsewhere });
    expect(distance(gradient, jacobian(result, source))).toBeLessThan(1e-9);
  });

  it("are as many as the corpus says", () => {
    expect(known.length).toBe(5);
  });
});

describe("a derivation of second order", () => {
  const x = tensor([[0.5], [0.3]]).named("x");
  const w = tensor([[0.2], [-0.4]]).named("w");
  const yhat = sigmoid(w.transpose().matmul(x)).named("ŷ");
  const loss = bce(yhat, tensor([[1]]).named("y")).named("ℓ");

  it("goes from the gradient over its product with a vector to the Hessian", () => {
    const derivation = deriveHessian(loss, w);
    expect(givenLatex(derivation).at(-1)).toMatchInlineSnapshot(
      `"s = \\sum x\\,\\left(\\hat{y} - y\\right) \\odot v"`,
    );
    expect(linesOf(derivation)).toMatchInlineSnapshot(`
      "∂ℓ/∂w = x (ŷ − y)    [gradient]
      ∂²ℓ/∂w² v = ∂s/∂ŷ · ∂ŷ/∂w    [chain rule]
      ∂s/∂ŷ = xᵀ v    [every summand counts once, product rule, product rule for matrices]
      ∂s/∂w = x (∂s/∂ŷ · ŷ · (1 − ŷ))    [derivative of the sigmoid, product rule for matrices, a transpose is undone by a transpose]
      ∂²ℓ/∂w² v = x (∂s/∂ŷ · ŷ · (1 − ŷ))    [order, transposes and ⊙ from the shapes]
      = x (xᵀ v · ŷ · (1 − ŷ))    [put in the local derivatives]
      ∂²ℓ/∂w² = x (ŷ · (1 − ŷ) · xᵀ)    [for every v]
      = [[0.06249, 0.0375], [0.0375, 0.0225]]    [shape [2, 2]]"
    `);
  });

  it("of a scalar is its second derivative", () => {
    const t = tensor(0.7).named("t");
    expect(linesOf(deriveHessian(t.mul(t.log()), t))).toMatchInlineSnapshot(`
      "∂f/∂t = 1 + log(t)    [gradient]
      ∂²f/∂t² = 1 / t    [derivative of the logarithm]
      = 1.429    [shape []]"
    `);
    expect(linesOf(deriveHessian(t.square().div(2), t))).toMatchInlineSnapshot(`
      "∂f/∂t = t    [gradient]
      ∂²f/∂t² = 1    [product rule]
      = 1    [shape []]"
    `);
  });

  it("multiplies a Hessian by a vector for every parameter of the lecture's network", () => {
    const network = workedExample();
    for (const parameter of Object.values(network.parameters)) {
      const vector = parameter.add(1).detach();
      const { gradient } = deriveHessianProduct(network.loss, parameter, vector);
      expect(distance(gradient, hessianProduct(network.loss, parameter, vector))).toBeLessThan(1e-12);
    }
  });

  it("says that a constant gradient has no second derivative", () => {
    expect(linesOf(deriveHessian(w.transpose().matmul(x), w))).toMatchInlineSnapshot(`
      "∂f/∂w = x    [gradient]
      ∂²f/∂w² v = zeros(2, 1)    [a constant has derivative 0]
      ∂²f/∂w² = zeros(2, 2)    [for every v]
      = [[0, 0], [0, 0]]    [shape [2, 2]]"
    `);
  });

  it("reads off a Jacobian", () => {
    const z = tensor([[1], [0.2], [-0.5]]).named("z");
    expect(linesOf(deriveJacobian(softmax(z, { axis: 0 }).named("p"), z))).toMatchInlineSnapshot(`
      "(∂p/∂zᵀ)ᵀ s = ∂f/∂p · ∂p/∂z    [chain rule]
      ∂f/∂p = s    [every summand counts once, product rule]
      ∂f/∂z = p ⊙ (∂f/∂p − sum over rows(p ⊙ ∂f/∂p))    [derivative of the softmax, a copied entry collects from all copies]
      (∂p/∂zᵀ)ᵀ s = p ⊙ (∂f/∂p − sum over rows(p ⊙ ∂f/∂p))    [order, transposes and ⊙ from the shapes]
      = p ⊙ (s − sum over rows(p ⊙ s))    [put in the local derivatives]
      ∂p/∂zᵀ = diag(p) − p pᵀ    [for every s]
      = [[0.2404, −0.1606, −0.07977], [−0.1606, 0.1965, −0.03584], [−0.07977, −0.03584, 0.1156]]    [shape [3, 3]]"
    `);
  });

  it("is shown like any other", () => {
    const shown = bundle(deriveHessian(loss, w));
    expect(shown["text/latex"]).toContain("\\frac{\\partial^{2} \\ell}{\\partial {w}^{2}}");
    expect(shown["text/html"]).toContain("the second derivative of ell by w");
  });

  it("refuses what it has no rule for, and says what to do", () => {
    const { loss: deep, parameters } = workedExample();
    expect(() => deriveHessian(deep, parameters.W1)).toThrow(
      "whose shape is [3, 2]; derive its product with a vector, as in deriveHessianProduct",
    );
    expect(() => deriveHessianProduct(loss, w, tensor([1, 2]))).toThrow(
      "the vector has shape [2], the source [2, 1]",
    );
    expect(() => deriveJacobian(loss, w)).toThrow("is a single number and has a gradient");
    expect(() => deriveJacobian(x.matmul(w.transpose()), x)).toThrow("no rule writes the Jacobian by x");
  });

  it("refuses a formula whose numbers are others, at the data or at the second point", () => {
    const claim = (here: number, there: number) => () =>
      kept({
        form: number(2),
        environment: new Map(),
        moved: new Map([[x, w]]),
        numbers: (at) => tensor(at(x) === x ? here : there),
      });
    expect(claim(2, 2)().value.item()).toBe(2);
    expect(claim(2.1, 2)).toThrow("differs from numbers found without it");
    expect(claim(2, 2.1)).toThrow("differs from numbers found without it");
  });
});
