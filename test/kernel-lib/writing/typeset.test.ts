/** @file Every formula of a derivation can be set by KaTeX and by MathJax, which between them all front ends use. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { setUp } from "../../../kernel-lib/corpus/setting.js";
import { latexOf } from "../../../kernel-lib/writing/latex.js";
import { called } from "../../../kernel-lib/syntax/program.js";
import {
  bundle,
  derive,
  deriveHessian,
  deriveHessianProduct,
  deriveJacobian,
  explain,
  log,
  ones,
  relu,
  sigmoid,
  tanh,
  tensor,
  zeros,
  type CorpusCase,
  type Tensor,
} from "../../../kernel-lib/index.js";
import type { Name } from "../../../kernel-lib/tensor/name.js";
import { shownLines } from "../../../kernel-lib/derivation/present.js";
import { complaint, complaints } from "./typesetters.js";
import { batchExample, deepNetwork, workedExample, type Network } from "../derivation/networks.js";

interface Case extends CorpusCase {
  readonly hessian_closed_form?: string;
  readonly jacobian_closed_form?: string;
}

const { cases } = JSON.parse(
  readFileSync(new URL("../../corpus/corpus-public.json", import.meta.url), "utf8"),
) as { cases: readonly Case[] };

it.each(["\\frac{1", "x^2^3", "\\unknown", "\\left( x"])(
  "%s is refused, so that a passing formula says something",
  (latex) => {
    expect(complaint(latex)).toBeDefined();
  },
);

describe("every formula can be typeset in a derivation of", () => {
  const networks: readonly (readonly [string, () => Network])[] = [
    ["the worked example", workedExample],
    ["the batch", batchExample],
    ["three layers with tanh", () => deepNetwork([3, 4, 2, 1], tanh, { examples: 5 })],
    ["three layers with relu", () => deepNetwork([2, 3, 3, 1], relu, { examples: 2 })],
    ["wide layers, whose matrices are cut", () => deepNetwork([12, 9, 1], sigmoid, { examples: 20 })],
  ];
  it.each(networks)("%s, by each of its parameters", (_, network) => {
    const { loss, parameters } = network();
    expect(Object.values(parameters).flatMap((parameter) => complaints(derive(loss, parameter)))).toEqual([]);
  });

  it("every detail of the worked example, and why each line holds", () => {
    const { loss, parameters } = workedExample();
    const derivation = derive(loss, parameters["W1"], { detail: "full" });
    expect(complaints(derivation)).toEqual([]);
    const laws = shownLines(derivation).flatMap(({ law }) => (law === undefined ? [] : [law.latex]));
    const explanations = derivation.lines.map((line) => bundle(explain(line))["text/latex"]);
    expect(laws.length).toBeGreaterThan(5);
    expect(
      [...laws, ...explanations].flatMap((latex) => complaint(String(latex).replaceAll("$$", "")) ?? []),
    ).toEqual([]);
  });

  it.each(cases.map(({ id }, at) => [id, at] as const))("%s", (_, at) => {
    const { result, source, seed } = setUp(cases[at]);
    expect(complaints(derive(result, source, { seed, detail: "full" }))).toEqual([]);
  });

  it.each(cases.filter(({ hessian }) => hessian !== undefined).map((given) => [given.id, given] as const))(
    "the second order of %s",
    (_, given) => {
      const { result, source } = setUp(given);
      expect(complaints(deriveHessianProduct(result, source, ones(source.shape)))).toEqual([]);
      if (given.hessian_closed_form !== undefined)
        expect(complaints(deriveHessian(result, source))).toEqual([]);
    },
  );

  it.each(
    cases
      .filter((given) => given.jacobian_closed_form !== undefined)
      .map((given) => [given.id, given] as const),
  )("the Jacobian of %s", (_, given) => {
    const { result, source } = setUp(given);
    expect(complaints(deriveJacobian(result, source))).toEqual([]);
  });
});

describe("names and numbers that", () => {
  it.each<[string, Name]>([
    ["are two words", { base: "learning_rate", layer: 1 }],
    ["are words with accents", { base: "größe" }],
    ["have a superscript of their own and a layer", { base: "x", latex: "x^{(1)}", layer: 2, hat: true }],
    ["have an index, a layer and an example", { base: "w_12", layer: 1, sample: "i", hat: true }],
    ["are Greek", { base: "ψ", layer: 1 }],
  ])("%s can stand in powers, transposes and derivatives", (_, name) => {
    const v = called(tensor([[0.00001], [2]]), name);
    const product = called(v.transpose().matmul(v), { base: "p", latex: "p^{*}" });
    expect(complaints(derive(product.pow(2).mul(product.sqrt()).sum(), v))).toEqual([]);
  });

  it.each<[string, Tensor]>([
    ["a number with a power of ten", tensor(1.5e-9).named("x")],
    ["a cut matrix", zeros([784, 32]).named("W")],
    ["a logarithm of zero, with the sentence that says so", log(tensor([[1, 0]]).named("p"))],
    ["matrices behind each other", zeros([2, 3, 12]).named("T")],
  ])("%s is typeset by itself", (_, value) => {
    const { "text/latex": latex } = bundle(value);
    expect(typeof latex === "string" ? complaint(latex.replaceAll("$", "")) : "no LaTeX").toBeUndefined();
  });

  it("are raised to each other stand above, not in a list", () => {
    const x = tensor(1.4).named("x");
    expect(latexOf(derive(x.pow(x), x).closedForm)).toMatchInlineSnapshot(
      `"\\left(\\log\\left(x\\right) + 1\\right)\\,x^{x}"`,
    );
  });
});
