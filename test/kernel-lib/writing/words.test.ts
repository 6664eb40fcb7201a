/** @file Every line of a derivation in plain text and in words: whole, balanced, without a trace of LaTeX. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { setUp } from "../../../kernel-lib/corpus/setting.js";
import { threeColumns } from "../../../kernel-lib/derivation/present.js";
import type { Form } from "../../../kernel-lib/formula/form.js";
import { reader, symbolOf } from "../../../kernel-lib/formula/read.js";
import {
  derive,
  deriveHessianProduct,
  mul,
  ones,
  relu,
  tanh,
  tensor,
  type CorpusCase,
  type Tensor,
} from "../../../kernel-lib/index.js";
import { plainOf } from "../../../kernel-lib/writing/plain.js";
import { spokenOf } from "../../../kernel-lib/writing/spoken.js";
import { confusions, faults } from "./readings.js";
import { batchExample, deepNetwork, workedExample } from "../derivation/networks.js";

const { cases } = JSON.parse(
  readFileSync(new URL("../../corpus/corpus-public.json", import.meta.url), "utf8"),
) as { cases: readonly CorpusCase[] };

describe("every line is written in plain text and in words in a derivation of", () => {
  it.each(cases.map(({ id }, at) => [id, at] as const))("%s", (_, at) => {
    const { result, source, seed, elsewhere } = setUp(cases[at]);
    const derivation = derive(result, source, { seed, elsewhere, detail: "full" });
    expect([...faults(derivation), ...confusions(derivation)]).toEqual([]);
  });

  it.each(cases.filter(({ hessian }) => hessian !== undefined).map((given) => [given.id, given] as const))(
    "the second order of %s",
    (_, given) => {
      const { result, source } = setUp(given);
      const derivation = deriveHessianProduct(result, source, ones(source.shape));
      expect([...faults(derivation), ...confusions(derivation)]).toEqual([]);
    },
  );

  it.each([
    ["the worked example", workedExample],
    ["the batch", batchExample],
    ["three layers with tanh", () => deepNetwork([3, 4, 2, 1], tanh, { examples: 5 })],
    ["three layers with relu", () => deepNetwork([2, 3, 3, 1], relu, { examples: 2 })],
  ] as const)("%s, by each of its parameters", (_, network) => {
    const { loss, parameters } = network();
    expect(Object.values(parameters).flatMap((parameter) => faults(derive(loss, parameter)))).toEqual([]);
  });
});

describe("what sounds alike is told apart:", () => {
  const x = tensor(2).named("x");
  it.each<[string, Tensor, Tensor]>([
    ["log(x) + 1 and log(x + 1)", x.log().add(1), x.add(1).log()],
    ["log(x)² and log(x²)", x.log().pow(2), x.pow(2).log()],
    ["(x + 1) x and x + x", x.add(1).mul(x), x.add(mul(1, x))],
  ])("%s", (_, a, b) => {
    const [first, second] = [a, b].map((value) => formOf(value));
    expect(spokenOf(first)).not.toBe(spokenOf(second));
    expect(plainOf(first)).not.toBe(plainOf(second));
  });
});

describe("a closed form reads", () => {
  it("in the lecture's networks", () => {
    const { loss, parameters } = workedExample();
    const batch = batchExample();
    const closed = [derive(loss, parameters.W1), derive(batch.loss, batch.parameters.b2)].map(threeColumns);
    expect(closed.map(({ plain, spoken }) => `${plain}\n${spoken}`).join("\n")).toMatchInlineSnapshot(`
      "((W^[2])ᵀ (ŷ − y) ⊙ σ′(z^[1])) xᵀ
      open bracket the transpose of W of layer 2 matrix times open bracket y hat minus y close bracket elementwise times sigma prime of z of layer 1 close bracket matrix times the transpose of x
      1/4 · sum over columns(Ŷ − Y)
      the fraction 1 over 4 end of fraction times the sum over the columns of open bracket Y hat minus Y close bracket"
    `);
  });

  it("in fractions, matrices and sums", () => {
    const ids = ["quotient-rule", "elem-power-2.5", "mc-58", "jac-softmax", "bc-col-divide"];
    const closed = cases
      .filter(({ id }) => ids.includes(id))
      .map((given) => {
        const { result, source, seed, elsewhere } = setUp(given);
        const { plain, spoken } = threeColumns(derive(result, source, { seed, elsewhere }));
        return `${plain}\n${spoken}`;
      });
    expect(closed.join("\n")).toMatchInlineSnapshot(`
      "2.5 · x^1.5
      2.5 times x to the power 1.5
      (cos(x) − 2 · sin(x) · x / (1 + x^2)) / (1 + x^2)
      the fraction cosine of x minus the fraction 2 times sine of x times x over 1 plus x squared end of fraction over 1 plus x squared end of fraction
      3 · det(X)^3 · inv(X)ᵀ
      3 times open bracket determinant of X close bracket cubed times the transpose of open bracket inverse of X close bracket
      softmax(x) ⊙ (seed − sum over rows(softmax(x) ⊙ seed))
      softmax of x elementwise times open bracket seed minus the sum over the rows of open bracket softmax of x elementwise times seed close bracket close bracket
      −sum over columns(seed ⊙ X) / c^2
      minus the fraction the sum over the columns of open bracket seed elementwise times X close bracket over c squared end of fraction"
    `);
  });
});

function formOf(value: Tensor): Form {
  return reader((tensor) => symbolOf(tensor))(value);
}
