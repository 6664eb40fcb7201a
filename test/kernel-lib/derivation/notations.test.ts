/** @file Every notation: each case of the corpus written in it, checked as it is written, set and spoken. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { setUp } from "../../../kernel-lib/corpus/setting.js";
import { NOTATIONS, notationOf, type NotationName } from "../../../kernel-lib/derivation/notations.js";
import { pointsOf } from "../../../kernel-lib/derivation/points.js";
import { givenLatex, shownLines, threeColumns } from "../../../kernel-lib/derivation/present.js";
import { negative } from "../../../kernel-lib/formula/build.js";
import { parts, type Form } from "../../../kernel-lib/formula/form.js";
import {
  derive,
  deriveHessian,
  tensor,
  type CorpusCase,
  type Derivation,
  type Tensor,
} from "../../../kernel-lib/index.js";
import { complaints } from "../writing/typesetters.js";
import { confusions, faults } from "../writing/readings.js";
import { parseProgram } from "../../../kernel-lib/syntax/grammar.js";
import { called, runProgram } from "../../../kernel-lib/syntax/program.js";
import type { NameParts } from "../../../kernel-lib/tensor/name.js";
import { batchExample, workedExample, type Network } from "./networks.js";

const { cases } = JSON.parse(
  readFileSync(new URL("../../corpus/corpus-public.json", import.meta.url), "utf8"),
) as { cases: readonly CorpusCase[] };

describe.each(NOTATIONS.filter((name) => name !== "examples"))("in %s notation", (notation) => {
  it.each(cases.map(({ id }, at) => [id, at] as const))("%s is derived, set and spoken", (_, at) => {
    const { result, source, seed, elsewhere } = setUp(cases[at]);
    const derivation = derive(result, source, { seed, elsewhere, notation });
    expect(complaints(derivation)).toEqual([]);
    expect([...faults(derivation), ...confusions(derivation)]).toEqual([]);
  });
});

describe("in the notation per example", () => {
  /** Cases of a batch, with the data's columns said to be examples. */
  const batches = cases.filter(({ id }) => /^(net-batch|net3-batch|net-mse)\//.test(id));

  it.each(batches.map((given) => [given.id, given] as const))("%s is derived, set and spoken", (_, given) => {
    const derivation = derivedPerExample(given);
    expect(complaints(derivation)).toEqual([]);
    expect(faults(derivation)).toEqual([]);
    expect(threeColumns(derivation).plain).toContain("Σ_i");
  });

  it("is every batch of the corpus", () => {
    expect(batches.length).toBe(13);
  });

  const X = tensor([
    [1, 2, 3],
    [0.5, -1, 2],
  ]).named("X", { examples: "columns" });
  const W = tensor([[0.3, -0.2]]).named("W");

  it("writes what is computed column by column, softmax and all", () => {
    const V = tensor([
      [0.3, -0.2],
      [0.1, 0.4],
    ]).named("V");
    const P = V.matmul(X).softmax({ axis: 0 }).named("P");
    const Y = tensor([
      [1, 0, 1],
      [0, 1, 0],
    ]).named("Y", { sumsToOne: "columns", examples: "columns" });
    const derivation = derive(Y.mul(P.log()).sum().div(-3), V, { notation: "examples" });
    expect(threeColumns(derivation).plain).toMatchInlineSnapshot(`"1/3 · Σ_i((P^(i) − Y^(i)) (X^(i))ᵀ)"`);
  });

  it.each<[string, Tensor]>([
    [
      "what is centred over the batch",
      W.matmul(X.sub(X.mean({ axis: 1, keepdims: true })))
        .square()
        .sum(),
    ],
    ["products of examples with each other", X.transpose().matmul(X).mul(W.sum()).sum()],
    ["the largest example", W.matmul(X).max()],
  ])("refuses %s, and says so", (_, loss) => {
    expect(derive(loss, W).lines.length).toBeGreaterThan(0);
    expect(() => derive(loss, W, { notation: "examples" })).toThrow(
      "example by example; write the batch with",
    );
  });

  it("needs data that are said to have examples, as many in each", () => {
    const { loss, parameters } = workedExample();
    expect(() => derive(loss, parameters.W1, { notation: "examples" })).toThrow(
      'named("X", { examples: "columns" })',
    );
    const Y = tensor([[1, 2]]).named("Y", { examples: "columns" });
    const both = W.matmul(X).sum().add(Y.sum());
    expect(() => derive(both, W, { notation: "examples" })).toThrow("does not have the 3 examples of X");
  });
});

function derivedPerExample({ variables, expression, wrt }: CorpusCase): Derivation {
  const scope = new Map(
    variables.map(({ name, latex, sample }) => {
      const facts: NameParts = name === "X" || name === "Y" ? { examples: "columns" } : {};
      return [name, called(tensor(sample), { base: name, ...(latex !== undefined && { latex }), ...facts })];
    }),
  );
  const { result, scope: known } = runProgram(parseProgram(expression), scope);
  return derive(result, known.get(wrt) ?? result, { notation: "examples" });
}

describe("a gradient of the batch reads", () => {
  const { loss, parameters } = examplesNamed();
  const text = (notation: NotationName): string => {
    const derivation = derive(loss, parameters.W1, { notation });
    const lines = shownLines(derivation).map(({ plain }) => plain);
    return [...givenLatex(derivation).slice(0, 3), lines[0], ...lines.slice(-4)].join("\n");
  };

  it("for one entry, with sums over indices", () => {
    expect(text("index")).toMatchInlineSnapshot(`
      "Z^{[1]}_{ij} = \\sum_{k} W^{[1]}_{ik}\\,X_{kj} + b^{[1]}_{i}
      A^{[1]}_{ij} = \\sigma\\left(Z^{[1]}_{ij}\\right)
      Z^{[2]}_{i} = \\sum_{j} W^{[2]}_{j}\\,A^{[1]}_{ji} + b^{[2]}
      ∂L/∂W^[1]_i,j = Σ_k,l,p(∂L/∂Ŷ_p · ∂Ŷ_p/∂Z^[2]_p · ∂Z^[2]_p/∂A^[1]_k,l · ∂A^[1]_k,l/∂Z^[1]_k,l · ∂Z^[1]_k,l/∂W^[1]_i,j)
      ∂L/∂W^[1]_i,j = Σ_k(∂L/∂Z^[1]_i,k · X_j,k)
      ∂L/∂W^[1]_i,j = Σ_k(W^[2]_i · ∂L/∂Ŷ_k · ∂Ŷ_k/∂Z^[2]_k · ∂A^[1]_i,k/∂Z^[1]_i,k · X_j,k)
      = 1/4 · Σ_k(W^[2]_i · (Ŷ_k − Y_k) · Ŷ_k · (1 − Ŷ_k) · σ′(Z^[1]_i,k) · X_j,k / (Ŷ_k · (1 − Ŷ_k)))
      = 1/4 · Σ_k(W^[2]_i · (Ŷ_k − Y_k) · σ′(Z^[1]_i,k) · X_j,k)"
    `);
  });

  it("for one example, with sums over the examples", () => {
    expect(text("examples")).toMatchInlineSnapshot(`
      "Z^{[1](i)} = W^{[1]}\\,X^{(i)} + b^{[1]}
      A^{[1](i)} = \\sigma\\left(Z^{[1](i)}\\right)
      Z^{[2](i)} = W^{[2]}\\,A^{[1](i)} + b^{[2]}
      ∂L/∂W^[1] = ∂L/∂Ŷ · ∂Ŷ/∂Z^[2] · ∂Z^[2]/∂A^[1] · ∂A^[1]/∂Z^[1] · ∂Z^[1]/∂W^[1]
      ∂L/∂W^[1] = Σ_i(∂L/∂Z^[1](i) (X^(i))ᵀ)
      ∂L/∂W^[1] = Σ_i(((W^[2])ᵀ (∂L/∂Ŷ^(i) · ∂Ŷ^(i)/∂Z^[2](i)) ⊙ ∂A^[1](i)/∂Z^[1](i)) (X^(i))ᵀ)
      = Σ_i(((W^[2])ᵀ ((Ŷ^(i) − Y^(i)) / (4 · Ŷ^(i) · (1 − Ŷ^(i))) · Ŷ^(i) · (1 − Ŷ^(i))) ⊙ σ′(Z^[1](i))) (X^(i))ᵀ)
      = 1/4 · Σ_i(((W^[2])ᵀ (Ŷ^(i) − Y^(i)) ⊙ σ′(Z^[1](i))) (X^(i))ᵀ)"
    `);
  });

  it("in differentials", () => {
    expect(text("differential")).toMatchInlineSnapshot(`
      "Z^{[1]} = W^{[1]}\\,X + b^{[1]}
      A^{[1]} = \\sigma\\left(Z^{[1]}\\right)
      Z^{[2]} = W^{[2]}\\,A^{[1]} + b^{[2]}
      dL = trace((∂L/∂W^[1])ᵀ dW^[1])
      dL = trace((∂L/∂Z^[1] Xᵀ)ᵀ dW^[1])
      dL = trace((((W^[2])ᵀ (∂L/∂Ŷ ⊙ ∂Ŷ/∂Z^[2]) ⊙ ∂A^[1]/∂Z^[1]) Xᵀ)ᵀ dW^[1])
      = trace((((W^[2])ᵀ ((Ŷ − Y) / (4 · Ŷ ⊙ (1 − Ŷ)) ⊙ Ŷ ⊙ (1 − Ŷ)) ⊙ σ′(Z^[1])) Xᵀ)ᵀ dW^[1])
      = trace((1/4 · ((W^[2])ᵀ (Ŷ − Y) ⊙ σ′(Z^[1])) Xᵀ)ᵀ dW^[1])"
    `);
  });
});

/** The lecture's batch, its columns said to be examples. */
function examplesNamed(): Network {
  return batchExample({ examples: "columns" });
}

describe("a line that is wrong as it is written", () => {
  const { loss, parameters } = examplesNamed();
  const { dependence, lines } = derive(loss, parameters.W2);
  const { here, there } = pointsOf(dependence);
  const last = lines[lines.length - 1];
  /** The closed form with two factors of its products of matrices exchanged, or its constant lost. */
  const wrong: readonly Form[] = [
    negative(last.after),
    ...parts(last.after).filter(({ shape }) => shape.length === 2 && shape[1] === 3),
  ];

  it.each(["index", "examples", "differential"] as const)("is refused in %s notation", (name) => {
    const notation = notationOf(name, dependence);
    expect(notation.check(last, here)).toBeLessThan(1e-12);
    expect(wrong.length).toBeGreaterThan(1);
    for (const after of wrong) {
      for (const point of [here, there])
        expect(() => notation.check({ ...last, after }, point)).toThrow("differs");
    }
  });
});

it("is asked for by a name that is known, in the details that it has", () => {
  const x = tensor(2).named("x");
  const ask = (options: object) => () => derive(x.square(), x, options);
  expect(ask({ notation: "einstein" })).toThrow('write "lecture" or "index" or "examples" or "differential"');
  expect(ask({ notation: "index", detail: "full" })).toThrow("written in the lecture's notation only");
  const inIndices: object = { notation: "index" };
  expect(() => deriveHessian(x.square(), x, inIndices)).toThrow("in the lecture's notation only");
});
