/** @file Every spelling of a formula: what it says in the corpus grammar, as students type it, and in LaTeX. */

import { describe, expect, it } from "vitest";
import {
  contextOf,
  equivalent,
  readFormula,
  sigmoid,
  tensor,
  type FormulaSyntax,
} from "../../../kernel-lib/index.js";
import { distance } from "../../../kernel-lib/autodiff/check.js";
import { evaluate } from "../../../kernel-lib/formula/evaluate.js";
import { parseProgram } from "../../../kernel-lib/syntax/grammar.js";
import { runProgram } from "../../../kernel-lib/syntax/program.js";

const x = tensor([
  [0.5, 0.1, 0.2, -0.3],
  [0.3, 1, 2, 3],
]).named("x");
const W1 = tensor([
  [0.2, 0.4],
  [0.1, 0.3],
  [0.5, -0.2],
]).named("W", { layer: 1 });
const b1 = tensor([[0.2], [0.4], [0.1]]).named("b", { layer: 1 });
const z1 = W1.matmul(x).add(b1).named("z", { layer: 1 });
const A1 = sigmoid(z1).named("A", { layer: 1 });
const W2 = tensor([[0.2, 0.4, 0.6]]).named("W", { layer: 2 });
const yhat = sigmoid(W2.matmul(A1)).named("ŷ");
const y = tensor([[0, 1, 1, 0]]).named("y");
const c = tensor(2.5).named("c");
const first = tensor([[1], [2]]).named("x", { sample: 2 });
const S = tensor([
  [2, 1],
  [0, 3],
]).named("S");
const theta = tensor(0.7).named("θ");
const context = contextOf([yhat, y, c, first, S, theta], { constants: { m: 4 } });

/** What each line means in the corpus grammar, then the same as students type it, and in LaTeX. */
const SPELLINGS: readonly (readonly [
  corpus: string,
  student: readonly string[],
  latex: readonly string[],
])[] = [
  [
    "W1 @ x",
    ["W1*x", "W1 x", "W1(x)", "W1·x", "W^[1] x", "W_1 x", "W₁ x", "(W1)(x)", "W1 × x"],
    [
      "W^{[1]}x",
      "W^{[1]}\\,x",
      "W^{[1]}\\cdot x",
      "W_1x",
      "W_{1} x",
      "W1x",
      "\\mathbf{W}^{[1]}\\left(x\\right)",
    ],
  ],
  [
    "c * x",
    ["c x", "c*x", "x c", "c(x)", "c .* x", "c·x"],
    ["cx", "c\\cdot x", "c\\left(x\\right)", "x\\times c"],
  ],
  [
    "A1 * (1 - A1)",
    ["A1 .* (1-A1)", "A1⊙(1−A1)", "A1 ∘ (1 - A1)", "sigma'(z1)", "σ'(z1)", "σ′(z1)", "sigmoid'(z1)"],
    [
      "A^{[1]}\\odot\\left(1-A^{[1]}\\right)",
      "A^{[1]}\\circ(1-A^{[1]})",
      "\\sigma'\\left(z^{[1]}\\right)",
      "\\sigma^{\\prime}\\mleft(z^{[1]}\\mright)",
    ],
  ],
  [
    "A1.T",
    ["A1'", "A1ᵀ", "A1^T", "A1.T", "A1’", "A1.'", "A^[1]ᵀ"],
    [
      "{A^{[1]}}^\\top",
      "A^{[1]T}",
      "A^{[1]\\top}",
      "A^{[1]^\\top}",
      "\\left(A^{[1]}\\right)^{T}",
      "A_1^{\\intercal}",
    ],
  ],
  [
    "1/4 * sum(x)",
    ["1/m sum(x)", "1/m*sum(x)", "(1/m) sum(x)", "sum(x)/m", "1/m Σ(x)"],
    ["\\frac{1}{m}\\sum x", "\\frac1m\\sum x", "\\frac{\\sum x}{m}", "\\frac14\\operatorname{sum}(x)"],
  ],
  ["1/4 * (yhat - y) @ A1.T", ["1/m (yhat - y) A1'", "1/m (ŷ − y) A1ᵀ"], ["\\frac1m(\\hat y-y)A^{[1]\\top}"]],
  // Of one precedence, from the left: a product of matrices comes before ⊙ that follows it, and after ⊙ before it.
  [
    "(W2.T @ (yhat - y)) * A1",
    ["W2' (yhat - y) .* A1", "W2'*(ŷ-y)⊙A1"],
    ["W^{[2]\\top}(\\hat{y}-y)\\odot A^{[1]}"],
  ],
  ["(b1 * A1) @ x.T", ["b1 .* A1 x'", "b1⊙A1 xᵀ", "b1 .* A1 * x'"], ["b^{[1]}\\odot A^{[1]}x^\\top"]],
  ["c / 2 * c", ["c/2 c", "c/2*c"], ["\\frac{c}{2}c", "c/2c"]],
  ["x**2", ["x.^2", "x .^ 2", "x^2", "x²", "x .* x", "x**2"], ["x^2", "x^{2}", "x^{\\odot 2}", "x\\odot x"]],
  ["(x**2).T", ["x²ᵀ", "x.^2'", "(x^2)'"], ["{x^2}^\\top", "(x^2)^T"]],
  ["S @ S", ["S S", "S*S", "matpow(S, 2)"], ["SS", "S\\,S"]],
  ["inv(S)", ["S^-1", "S^(-1)", "S⁻¹", "inv(S)"], ["S^{-1}", "\\operatorname{inv}(S)"]],
  ["-c**2", ["-c^2", "−c²"], ["-c^2", "-c^{2}"]],
  ["c**-1", ["c^-1", "1/c", "c⁻¹"], ["c^{-1}", "\\frac1c", "1/c"]],
  ["y / yhat", ["y/yhat", "y ./ ŷ"], ["\\frac{y}{\\hat y}", "y/\\hat{y}", "y\\oslash\\hat y"]],
  ["x_2", ["x_2"], ["x^{(2)}", "x_2", "x_{2}"]],
  ["theta * x", ["theta x", "θ x", "θ*x"], ["\\theta x", "\\theta\\,x"]],
  [
    "log(yhat)",
    ["log(yhat)", "ln(ŷ)"],
    ["\\log\\left(\\hat y\\right)", "\\ln\\hat{y}", "\\ln(\\hat y)", "log(\\hat y)"],
  ],
  ["sqrt(c)", ["sqrt(c)"], ["\\sqrt{c}", "\\sqrt c"]],
  ["abs(x)", ["abs(x)"], ["\\left|x\\right|", "\\lvert x\\rvert", "\\operatorname{abs}(x)"]],
  ["sum(x, axis=1, keepdims=true)", ["sum(x, axis=1, keepdims=true)"], ["\\sum_{\\text{columns}} x"]],
  [
    "sum(x, axis=0)",
    ["sum(x, axis=0)", "sum(x, axis=-2)"],
    ["\\operatorname{sum}(x,\\mathrm{axis}=0)", "sum(x,axis=0)"],
  ],
  ["mean(x, axis=1, keepdims=true)", ["mean(x, axis=1, keepdims=true)"], ["mean(x,axis=1,keepdims=true)"]],
  ["sum(y * x) - sum(x)", ["sum(y .* x) - sum(x)"], ["\\sum y\\odot x-\\sum x"]],
  ["sigmoid(W1 @ x + b1)", ["sigma(W1 x + b1)", "σ(W1 x + b1)"], ["\\sigma\\left(W^{[1]}x+b^{[1]}\\right)"]],
  ["1.5e-2 * c", ["1.5e-2 c", ".015 c"], ["0.015c"]],
  ["pi * c", ["pi c", "π c"], ["\\pi c"]],
];

const CASES = SPELLINGS.flatMap(([corpus, student, latex]) => [
  ...student.map((text) => ["student", text, corpus] as const),
  ...latex.map((text) => ["latex", text, corpus] as const),
]);

describe("A formula", () => {
  it.each(CASES)("in %s, %s, says %s", async (syntax, text, corpus) => {
    const meant = runProgram(parseProgram(corpus), context.scope).result;
    const found = await readFormula({ syntax, text }, context);
    if (found.kind !== "form") throw new Error(found.message);
    const [here] = context.points;
    const value = evaluate(found.form, here);
    expect(value.shape).toEqual(meant.shape);
    expect(found.form.shape).toEqual(meant.shape);
    expect(distance(value, meant)).toBeLessThan(1e-14);
  });
});

describe("What is no formula", () => {
  it.each<readonly [FormulaSyntax, string, string]>([
    ["student", "A1 (1-A1)", "matmul: inner sizes differ"],
    ["student", "w1 x", "the name w1 is not known here; did you mean W1?"],
    ["student", "log x", "log is a function; write log(…) with brackets"],
    ["student", "(x", "is not closed"],
    ["student", "x)", "was never opened"],
    ["student", "x y +", "is not a formula"],
    ["student", "", "nothing is written"],
    ["student", "x $ y", '"$" at place 3'],
    ["student", "W[k]", '"[" at place 2'],
    ["student", "S^2", "write .^ 2 for each entry, or the matrix times itself for the product, as in X X"],
    ["student", "S^3", "write .^ 3 for each entry, or matpow(X, 3) for the product of so many matrices X"],
    ["student", "softmax'(x)", "has no meaning entry by entry"],
    ["latex", "\\sum_{i=1}^{m} x", "a sum over an index"],
    ["latex", "A^{[3]}", "the name A^{[3]} is not known here; did you mean A1?"],
    ["latex", "\\frac{x}", "the end, where more is needed"],
    ["latex", "\\placeholder{}", "a part is still empty"],
    ["latex", "x^{[1", "cannot read"],
    ["corpus", "x @@ y", "cannot read"],
    ["corpus", "shift(x)", "there is no function shift; known are abs, acos, asin, atan, cos,"],
  ])("in %s, %s, is told as data", async (syntax, text, message) => {
    const found = await readFormula({ syntax, text }, context);
    expect(found).toMatchObject({ message: expect.stringContaining(message) as string });
  });

  it("names the first part that cannot be typed, its place and the shapes", async () => {
    const text = "1/m (yhat - y)A1 + W2' b1";
    const answer = await equivalent({ syntax: "student", text }, W2, context);
    expect(answer).toMatchObject({
      equal: false,
      by: "shape",
      part: { text: "1/m (yhat - y)A1", place: { start: 0, end: 16 } },
      shapes: [
        [1, 4],
        [3, 4],
      ],
    });
  });
});
