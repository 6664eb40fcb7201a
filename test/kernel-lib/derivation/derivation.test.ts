/** @file Derivations: the lecture's examples line by line, and the same rules on other graphs. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import { latexOf } from "../../../kernel-lib/writing/latex.js";
import { plainOf } from "../../../kernel-lib/writing/plain.js";
import { derivationPlain } from "../../../kernel-lib/derivation/present.js";
import { spokenOf } from "../../../kernel-lib/writing/spoken.js";
import { derive, log, relu, sigmoid, sub, tanh, tensor, type Tensor } from "../../../kernel-lib/index.js";
import type { Nested } from "../../../kernel-lib/tensor/tensor.js";
import { batchExample, crossEntropy, deepNetwork, workedExample } from "./networks.js";

const corpus = JSON.parse(
  readFileSync(new URL("../../corpus/corpus-public.json", import.meta.url), "utf8"),
) as { worked_example: { backward: Record<string, Nested> } };

const notes = () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((value, at) => tensor(value).named("abcd"[at]));
  return { a, b, c, d };
};

describe("the lecture's worked example", () => {
  it.each([
    ["W1", "((W^[2])ᵀ (ŷ − y) ⊙ σ′(z^[1])) xᵀ"],
    ["b1", "(W^[2])ᵀ (ŷ − y) ⊙ σ′(z^[1])"],
    ["W2", "(ŷ − y) (A^[1])ᵀ"],
    ["b2", "ŷ − y"],
  ])("ends for %s in the textbook form %s", (name, expected) => {
    const { loss, parameters } = workedExample();
    const derivation = derive(loss, parameters[name]);
    expect(plainOf(derivation.textbook)).toBe(expected);
    expect(distance(derivation.gradient, tensor(corpus.worked_example.backward[`d${name}`]))).toBeLessThan(
      1e-12,
    );
  });

  it("is typeset with the lecture's layers in square brackets", () => {
    const { loss, parameters } = workedExample();
    expect(latexOf(derive(loss, parameters.W1).textbook)).toMatchInlineSnapshot(
      `"\\left(\\left(W^{[2]}\\right)^{\\top}\\,\\left(\\hat{y} - y\\right) \\odot \\sigma'\\left(z^{[1]}\\right)\\right)\\,x^{\\top}"`,
    );
  });

  it("can be read aloud", () => {
    const { loss, parameters } = workedExample();
    expect(spokenOf(derive(loss, parameters.W1).textbook)).toMatchInlineSnapshot(
      `"open bracket the transpose of W of layer 2 matrix times open bracket y hat minus y close bracket elementwise times sigma prime of z of layer 1 close bracket matrix times the transpose of x"`,
    );
  });

  it("has the lines a lecturer writes", () => {
    const { loss, parameters } = workedExample();
    expect(derivationPlain(derive(loss, parameters.W1))).toMatchInlineSnapshot(`
      "∂ℓ/∂W^[1] = ∂ℓ/∂ŷ · ∂ŷ/∂z^[2] · ∂z^[2]/∂A^[1] · ∂A^[1]/∂z^[1] · ∂z^[1]/∂W^[1]    [chain rule]
      ∂ℓ/∂ŷ = −y / ŷ + (1 − y) / (1 − ŷ)    [product rule, derivative of the logarithm]
      = (ŷ − y) / (ŷ · (1 − ŷ))    [common denominator]
      ∂ŷ/∂z^[2] = σ′(z^[2]) = ŷ · (1 − ŷ)    [derivative of the sigmoid]
      ∂ℓ/∂z^[2] = ∂ℓ/∂ŷ · ∂ŷ/∂z^[2]    [chain rule]
      ∂ℓ/∂A^[1] = (W^[2])ᵀ ∂ℓ/∂z^[2]    [product rule for matrices]
      ∂A^[1]/∂z^[1] = σ′(z^[1]) = A^[1] ⊙ (1 − A^[1])    [derivative of the sigmoid]
      ∂ℓ/∂z^[1] = ∂ℓ/∂A^[1] ⊙ ∂A^[1]/∂z^[1]    [chain rule]
      ∂ℓ/∂W^[1] = ∂ℓ/∂z^[1] xᵀ    [product rule for matrices]
      ∂ℓ/∂W^[1] = ((W^[2])ᵀ (∂ℓ/∂ŷ · ∂ŷ/∂z^[2]) ⊙ ∂A^[1]/∂z^[1]) xᵀ    [order, transposes and ⊙ from the shapes]
      = ((W^[2])ᵀ ((ŷ − y) / (ŷ · (1 − ŷ)) · ŷ · (1 − ŷ)) ⊙ σ′(z^[1])) xᵀ    [put in the local derivatives]
      = ((W^[2])ᵀ (ŷ − y) ⊙ σ′(z^[1])) xᵀ    [cancel and collect]
      = [[−0.0174, −0.01044], [0.0119, 0.007139], [−0.02347, −0.01408]]    [shape [3, 2]]
      Every line was evaluated: it agrees with the reverse sweep exactly at these numbers and to 3.4e-18 at a second point; central differences agree to 5.3e-13."
    `);
  });

  it.each([
    ["W1", "1/4 · ((W^[2])ᵀ (Ŷ − Y) ⊙ σ′(Z^[1])) Xᵀ"],
    ["b1", "1/4 · sum over columns((W^[2])ᵀ (Ŷ − Y) ⊙ σ′(Z^[1]))"],
    ["W2", "1/4 · (Ŷ − Y) (A^[1])ᵀ"],
    ["b2", "1/4 · sum over columns(Ŷ − Y)"],
  ])("carries the mean over the batch to %s", (name, expected) => {
    const { loss, parameters } = batchExample();
    expect(plainOf(derive(loss, parameters[name]).textbook)).toBe(expected);
  });
});

describe("the lecture's computation graphs", () => {
  it("multiplies along the one path of J = 3(a + bc)", () => {
    const { a, b, c } = notes();
    const u = b.mul(c).named("u");
    const v = a.add(u).named("v");
    expect(derivationPlain(derive(v.mul(3).named("J"), b))).toMatchInlineSnapshot(`
      "∂J/∂b = ∂J/∂v · ∂v/∂u · ∂u/∂b    [chain rule]
      ∂J/∂v = 3    [product rule]
      ∂v/∂u = 1    [sum rule]
      ∂u/∂b = c    [product rule]
      = 3 · 1 · c    [put in the local derivatives]
      = 3 · c    [cancel and collect]
      = 9    [shape []]
      Every line was evaluated: it agrees with the reverse sweep exactly at these numbers and exactly at a second point; central differences agree to 5.1e-13."
    `);
  });

  it("adds the two paths of f = (a + b)c + (a + b)d", () => {
    const { a, b, c, d } = notes();
    const u = a.add(b).named("u");
    const f = u.mul(c).named("v").add(u.mul(d).named("w")).named("f");
    expect(derivationPlain(derive(f, a))).toMatchInlineSnapshot(`
      "∂f/∂a = ∂f/∂v · ∂v/∂u · ∂u/∂a + ∂f/∂w · ∂w/∂u · ∂u/∂a    [chain rule]
      ∂f/∂v = 1    [sum rule]
      ∂f/∂w = 1    [sum rule]
      ∂v/∂u = c    [product rule]
      ∂w/∂u = d    [product rule]
      ∂u/∂a = 1    [sum rule]
      = (1 · c + 1 · d) · 1    [put in the local derivatives]
      = c + d    [cancel and collect]
      = 7    [shape []]
      Every line was evaluated: it agrees with the reverse sweep exactly at these numbers and exactly at a second point; central differences agree to 1.4e-12."
    `);
  });

  it("derives σ′ in terms of the output", () => {
    const z = tensor(0.7).named("z");
    expect(derivationPlain(derive(sigmoid(z).named("a"), z))).toMatchInlineSnapshot(`
      "∂a/∂z = σ′(z) = a · (1 − a)    [derivative of the sigmoid]
      = 0.2217    [shape []]
      Every line was evaluated: it agrees with the reverse sweep exactly at these numbers and exactly at a second point; central differences agree to 1.6e-13."
    `);
  });

  it("reaches ŷ − y for one neuron", () => {
    const [w, x, b, y] = [0.4, 1.5, -0.2, 1].map((value, at) => tensor(value).named("wxby"[at]));
    const loss = crossEntropy(sigmoid(w.mul(x).add(b).named("z")).named("ŷ"), y).named("ℓ");
    expect(plainOf(derive(loss, w).textbook)).toBe("(ŷ − y) · x");
  });
});

describe("the same rules on other graphs", () => {
  it.each<[string, (z: Tensor) => Tensor, string]>([
    ["tanh", tanh, "((W^[3])ᵀ (Ŷ − Y) ⊙ tanh′(Z^[2])) (A^[1])ᵀ"],
    ["relu", relu, "((W^[3])ᵀ (Ŷ − Y) ⊙ relu′(Z^[2])) (A^[1])ᵀ"],
    ["sigmoid", sigmoid, "((W^[3])ᵀ (Ŷ − Y) ⊙ σ′(Z^[2])) (A^[1])ᵀ"],
  ])("derives a hidden layer of a 4-5-3-1 network with %s", (_, activation, expected) => {
    const { loss, parameters } = deepNetwork([4, 5, 3, 1], activation);
    expect(plainOf(derive(loss, parameters["W2"]).textbook)).toBe(expected);
  });

  it("divides by the number of entries where the loss is a mean over outputs and examples", () => {
    const { loss, parameters } = deepNetwork([2, 3, 2], tanh, { examples: 5 });
    expect(plainOf(derive(loss, parameters["W1"]).textbook)).toBe(
      "1/10 · ((W^[2])ᵀ (Ŷ − Y) ⊙ tanh′(Z^[1])) Xᵀ",
    );
  });

  it("keeps a tensor that is shared by two losses apart by its paths", () => {
    const x = tensor([[0.5], [0.3]]).named("x");
    const W = tensor([[0.2, 0.4]]).named("W");
    const loss = W.matmul(x).square().add(W.matmul(x)).named("L");
    const { gradient } = derive(loss, W);
    expect(gradient.toArray()).toEqual([[expect.closeTo(0.72, 12), expect.closeTo(0.432, 12)]]);
  });
});

describe("what cannot be derived is refused", () => {
  const x = tensor([[1, 2]]).named("x");
  it.each<[string, () => unknown]>([
    ["a result that is not one number", () => derive(x.square(), x)],
    ["a tensor without a symbol", () => derive(tensor(2).square(), tensor(2))],
    ["a tensor that was not used", () => derive(x.square().sum(), tensor([[1, 2]]).named("w"))],
    ["another tensor of the same name", () => derive(x.square().sum(), tensor([[1, 2]]).named("x"))],
    ["two tensors of one name", () => derive(x.mul(tensor([[3, 4]]).named("x")).sum(), x)],
    ["infinite numbers on the way", () => derive(log(sub(x, x)).sum(), x)],
    ["a norm at zero", () => derive(sub(x, x).norm2(), x)],
    ["data without a symbol", () => derive(x.mul(tensor([[3, 4]])).sum(), x)],
  ])("%s", (_, attempt) => {
    expect(attempt).toThrowErrorMatchingSnapshot();
  });
});
