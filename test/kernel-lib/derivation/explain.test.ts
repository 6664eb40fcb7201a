/** @file Explanations: every step that a derivation names has its law, and every law is true. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { centralDifferences, distance } from "../../../kernel-lib/autodiff/check.js";
import { replay } from "../../../kernel-lib/autodiff/replay.js";
import { ancestors, leaves } from "../../../kernel-lib/autodiff/trace.js";
import { setUp } from "../../../kernel-lib/corpus/setting.js";
import { rowLaw } from "../../../kernel-lib/derivation/laws.js";
import { evaluate } from "../../../kernel-lib/formula/evaluate.js";
import {
  bundle,
  derive,
  deriveHessian,
  explain,
  relu,
  tensor,
  type CorpusCase,
  type Derivation,
  type Line,
  type Tensor,
} from "../../../kernel-lib/index.js";
import { STEP_LAWS } from "../../../kernel-lib/operations/laws.js";
import { table } from "../../../kernel-lib/operations/methods.js";
import { random, uniform } from "../../../kernel-lib/tensor/random.js";
import { workedExample } from "./networks.js";
import { derivationOf, randomProgram } from "./random-programs.js";

const corpus = JSON.parse(
  readFileSync(new URL("../../corpus/corpus-public.json", import.meta.url), "utf8"),
) as { cases: CorpusCase[] };

/** Every line, those that lines are opened into included. */
function everyLine({ lines }: Derivation): Line[] {
  return lines.flatMap((line) => [line, ...line.unfolded.flatMap(({ derivation }) => everyLine(derivation))]);
}

function plain(line: Line | undefined): unknown {
  return line && bundle(explain(line))["text/plain"];
}

describe("an explanation", () => {
  const { loss, parameters } = workedExample();
  const derivation = derive(loss, parameters["W1"], { detail: "full" });
  const ruled = (rule: string): Line | undefined => everyLine(derivation).find((line) => line.rule === rule);

  it("of a local derivative gives its laws, their letters and what they need", () => {
    expect(plain(ruled("product rule, derivative of the logarithm"))).toMatchInlineSnapshot(`
      "Why ∂ℓ/∂ŷ = −y / ŷ + (1 − y) / (1 − ŷ)
      product rule
        in general: c = a · b, ∂c/∂b = a
        here: a is 1 − y, b is log(1 − ŷ), c is (1 − y) · log(1 − ŷ)
      product rule
        in general: c = a · b, ∂c/∂b = a
        here: a is y, b is log(ŷ), c is y · log(ŷ)
      derivative of the logarithm
        in general: y = log(x), ∂y/∂x = 1 / x
        here: x is 1 − ŷ, y is log(1 − ŷ)
        needs: x > 0; here x is 1 − ŷ = 0.4761
      derivative of the logarithm
        in general: y = log(x), ∂y/∂x = 1 / x
        here: x is ŷ, y is log(ŷ)
        needs: x > 0; here x is ŷ = 0.5239"
    `);
  });

  it("of a matrix product says which factor is which", () => {
    expect(plain(ruled("product rule for matrices"))).toMatchInlineSnapshot(`
      "Why ∂ℓ/∂A^[1] = (W^[2])ᵀ ∂ℓ/∂z^[2]
      product rule for matrices
        in general: C = A B, ∂L/∂B = Aᵀ ∂L/∂C
        here: A is W^[2], B is A^[1], C is W^[2] A^[1]"
    `);
  });

  it("of a common denominator says what is above and below", () => {
    expect(plain(ruled("common denominator"))).toMatchInlineSnapshot(`
      "Why ∂ℓ/∂ŷ = (ŷ − y) / (ŷ · (1 − ŷ))
      changed: −y / ŷ + (1 − y) / (1 − ŷ) = (ŷ − y) / (ŷ · (1 − ŷ))
      common denominator
        why: Each fraction is brought to the product of the denominators.
        in general: a / b + c / d = (a · d + c · b) / (b · d)
        here: a is −y, b is ŷ, c is 1 − y, d is 1 − ŷ"
    `);
  });

  it("of the chain rule names the result, the source and what lies between", () => {
    expect(plain(ruled("chain rule"))).toMatchInlineSnapshot(`
      "Why ∂ℓ/∂W^[1] = ∂ℓ/∂ŷ · ∂ŷ/∂z^[2] · ∂z^[2]/∂A^[1] · ∂A^[1]/∂z^[1] · ∂z^[1]/∂W^[1]
      chain rule
        why: A small change passes on through every tensor in between; along a path the factors multiply, over the paths they add.
        in general: ∂L/∂x = ∂L/∂u · ∂u/∂x + ∂L/∂v · ∂v/∂x
        here: L is ℓ, x is W^[1], u is z^[1]"
    `);
  });

  it("of a substitution says what was put in", () => {
    expect(plain(ruled("put in the local derivatives"))).toMatchInlineSnapshot(`
      "Why ∂ℓ/∂ŷ = (−1) · 1 · y / ŷ + (−1) · 1 · (1 − y) · (−1) / w
      put in the local derivatives
        why: Equals may be put in for equals: each symbol by what a line above found.
        here: ∂ℓ/∂r is −1, ∂r/∂v is 1, ∂v/∂u is y, ∂u/∂ŷ is 1 / ŷ, ∂r/∂q is 1, ∂q/∂p is 1 − y, ∂p/∂w is 1 / w, ∂w/∂ŷ is −1"
    `);
  });

  it("of a known sum names the fact, and of a kink the side", () => {
    const y = tensor([[0], [1], [0]]).named("y", { sumsToOne: "columns" });
    const z = tensor([[0.3], [-0.2], [0.5]]).named("z");
    const loss = y
      .mul(z.log_softmax({ axis: 0 }))
      .sum()
      .neg()
      .named("L");
    const sums = everyLine(derive(loss, z)).find(({ rule }) => rule === "the entries add up to 1");
    expect(sums && explain(sums).laws[0].facts).toEqual([
      "the entries of y add up to 1, as the name of the tensor says",
    ]);
    const x = tensor(0.4).named("x");
    const side = derive(relu(x).mul(x.exp()).named("f"), x).lines.find(
      ({ rule }) => rule === "on this side of the kink",
    );
    expect(side && explain(side).laws[0].facts).toMatchInlineSnapshot(`
      [
        "step(x) is 1 here, since x = 0.4",
        "relu(x) is x here, since x = 0.4",
      ]
    `);
  });

  it("is typeset, in HTML and in words", () => {
    const line = ruled("quotient rule");
    const { "text/html": html, "text/latex": latex } = line === undefined ? {} : bundle(explain(line));
    expect(html).toContain('title="c equals');
    expect(html).toContain("b ≠ 0");
    expect(latex).toContain("\\begin{array}{l}");
  });
});

describe("every step", () => {
  const lines = new Map<string, Line>();

  it("that a public case names is explained by a law", () => {
    for (const given of corpus.cases) {
      const { result, source, seed, elsewhere } = setUp(given);
      const all = everyLine(derive(result, source, { seed, elsewhere, detail: "full" }));
      for (const line of all) if (!lines.has(line.rule)) lines.set(line.rule, line);
    }
    expect(lines.size).toBeGreaterThan(100);
    for (const [rule, line] of lines) {
      const { laws } = explain(line);
      expect(new Set(laws.map((law) => law.rule))).toEqual(new Set(lawNames(rule)));
      expect(laws.every(({ general, why }) => general !== undefined || why !== undefined)).toBe(true);
    }
  });

  it("of a random program is explained as well", () => {
    const named = new Map<string, Line>();
    for (let seed = 0; seed < 300; seed++) {
      const derivation = derivationOf(randomProgram(seed));
      for (const line of derivation?.lines ?? []) if (!named.has(line.rule)) named.set(line.rule, line);
    }
    expect(named.size).toBeGreaterThan(150);
    for (const line of named.values()) expect(explain(line).laws).not.toEqual([]);
  });

  it("of a second derivative is explained as well", () => {
    const { loss, parameters } = workedExample();
    for (const line of deriveHessian(loss, parameters["b2"]).lines)
      expect(explain(line).laws).not.toEqual([]);
    for (const line of deriveHessian(loss, parameters["b1"]).lines)
      expect(explain(line).laws).not.toEqual([]);
  });

  it("without a law is refused, with what to do", () => {
    const [line] = lines.values();
    expect(() => explain({ ...line, rule: "by magic" })).toThrow(
      'explain: no law is known by the name "by magic"; state it on the row that names it',
    );
  });
});

/** The laws that a step names: rules of operations are joined by commas. */
function lawNames(rule: string): string[] {
  return STEP_LAWS.some((law) => law.rule === rule) ? [rule] : rule.split(", ");
}

const uses = [...table.values()].flatMap((row) =>
  row.samples.map((sample) => ({ name: row.name, written: JSON.stringify(sample), row, sample })),
);

describe("the law of an operation in general form", () => {
  it.each(uses)("is what central differences measure: $name at $written", ({ row, sample }) => {
    const seed = random(31);
    const inputs = sample.shapes.map((shape, at) =>
      sample.data === undefined
        ? uniform(shape, { seed, ...row.domain[at] })
        : uniform(shape, { seed, low: 0, high: 0 })
            .add(tensor([...sample.data[at]]).reshape(shape))
            .detach(),
    );
    const { equations, letters } = rowLaw(
      { operation: row, inputs, settings: sample.settings ?? {} },
      inputs.map((_, at) => at),
    );
    for (const { of, form, by, output } of equations) {
      const weights = uniform(output.shape, { seed, low: 0.5, high: 1.5 });
      const environment = new Map(letters.map((letter) => [letter.name?.base ?? "", letter]));
      environment.set(`d_${output.name?.base ?? ""}`, weights);
      const entrywise = of.meaning.kind === "local";
      const measured = centralDifferences(output, by, entrywise ? {} : { seed: weights });
      expect(distance(evaluate(form, environment).expand(by.shape), measured)).toBeLessThan(1e-8);
    }
  });
});

const equations = STEP_LAWS.flatMap(({ rule, needs, equations: all }) =>
  all.map(([left, right], at) => ({ rule, needs, at, left, right })),
);

describe("the law of a step in general form", () => {
  it.each(equations)(
    "holds for any numbers, or only for those it names: $rule, $at",
    ({ left, right, needs }) => {
      expect(apart(left, right, new Map())).toBeLessThan(1e-12);
      const seed = random(5);
      const data = leaves([...ancestors(left), ...ancestors(right)]).filter(({ name }) => name !== undefined);
      for (let trial = 0; trial < 20; trial++) {
        const moved = new Map(
          data.map((letter) => [letter, uniform(letter.shape, { seed, low: 0.1, high: 0.9 })] as const),
        );
        if (needs === undefined) expect(apart(left, right, moved)).toBeLessThan(1e-12);
        else expect(apart(left, right, moved)).toBeGreaterThan(1e-3);
      }
    },
  );
});

function apart(left: Tensor, right: Tensor, moved: ReadonlyMap<Tensor, Tensor>): number {
  const at = (side: Tensor): Tensor => replay(side, moved).get(side) ?? side;
  return distance(at(left), at(right));
}
