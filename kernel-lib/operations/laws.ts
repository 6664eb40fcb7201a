/** @file Laws that steps rewrite formulas by, each as two expressions over letters, with the fact that it needs. */

import { tensor } from "../tensor/create.js";
import { asTensor } from "../tensor/apply.js";
import { sameShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";
import { add, div, mul, sub } from "./arithmetic.js";
import { matmul } from "./linear.js";
import { sum } from "./reduction.js";
import { diag, inv, tr } from "./square.js";
import { hstack, vstack } from "./stacking.js";
import { transpose } from "./structure.js";
import { IDENTITIES } from "./identities.js";

/** Why a step holds: in words, and as an equation where it is one. */
export interface StepLaw {
  /** The step that it stands behind. */
  readonly rule: string;
  readonly why: string;
  /** Both sides over letters; for some laws there is one for numbers and one for matrices. */
  readonly equations: readonly (readonly [left: Tensor, right: Tensor])[];
  /** What has to be known of the letters; without it the equation does not hold. */
  readonly needs?: string;
}

const [a, b, c, d] = ["a", "b", "c", "d"].map((base, at) => tensor(0.4 + 0.3 * at).named(base));
const [A, B, C] = ["A", "B", "C"].map((base, at) => square(base, at));
const [x, y] = ["x", "y"].map((base, at) => tensor([0.3 + at, 0.8, 0.5 - at]).named(base));
const [column, one] = [tensor([[0.3], [0.8]]).named("x"), tensor([[0.6]]).named("s")];
const oneHot = tensor([0.2, 0.5, 0.3]).named("y", { sumsToOne: "columns" });
const symmetric = tensor([
  [0.4, 0.7],
  [0.7, -0.2],
]).named("S", { symmetric: true });

const APART = "Factors that divide themselves leave 1, and equal terms are counted.";
const BACK = "A product with a sum is the sum of the products";

/** Every step that rewrites a formula without a rule of differentiation. */
export const STEP_LAWS: readonly StepLaw[] = [
  law("cancel and collect", APART, [
    [div(mul(a, b), mul(a, c)), div(b, c)],
    [add(a, a), mul(2, a)],
  ]),
  law("common denominator", "Each fraction is brought to the product of the denominators.", [
    [add(div(a, b), div(c, d)), div(add(mul(a, d), mul(c, b)), mul(b, d))],
  ]),
  law("split the fraction", "The fractions brought to one denominator, read backwards.", [
    [div(add(mul(a, d), mul(c, b)), mul(b, d)), add(div(a, b), div(c, d))],
  ]),
  law("multiply out", `${BACK}.`, [
    [mul(add(a, b), c), add(mul(a, c), mul(b, c))],
    [matmul(add(A, B), C), add(matmul(A, C), matmul(B, C))],
  ]),
  law("difference of squares", "Multiplied out, a b and −a b cancel.", [
    [sub(mul(a, a), mul(b, b)), mul(sub(a, b), add(a, b))],
  ]),
  law("take out common factors", `${BACK}, read backwards.`, [
    [add(mul(a, c), mul(b, c)), mul(add(a, b), c)],
    [add(matmul(A, C), matmul(B, C)), matmul(add(A, B), C)],
  ]),
  law("sum term by term", "The order in which entries are added is free.", [
    [sum(add(x, y)), add(sum(x), sum(y))],
  ]),
  {
    ...law("the entries add up to 1", "The data are said to have this sum.", [
      [sum(oneHot), asTensor(1, "sum")],
    ]),
    needs: "the entries of y add up to 1",
  },
  {
    ...law("the matrix is symmetric", "The data are said to be symmetric.", [
      [transpose(symmetric), symmetric],
    ]),
    needs: "S is symmetric",
  },
  law("a sum of products as a trace", "Both add up the products of an entry and its mirror image.", [
    [sum(mul(transpose(A), B)), tr(matmul(A, B))],
  ]),
  law("a matrix of one entry is a number", "Each entry of the product has that number as a factor.", [
    [matmul(column, one), mul(column, one)],
  ]),
  law("a diagonal matrix scales", "Row i of the product is row i times entry i.", [
    [matmul(diag(column), column), mul(column, column)],
  ]),
  law("block by block", "A row of the left matrix meets each block of the right one with its own part.", [
    [matmul(hstack(A, B), vstack(C, A)), add(matmul(A, C), matmul(B, A))],
  ]),
  law("equal to its transpose", "Turning a product round turns its factors round and their order.", [
    [transpose(inv(matmul(transpose(A), A))), inv(matmul(transpose(A), A))],
  ]),
  law(
    "put in the local derivatives",
    "Equals may be put in for equals: each symbol by what a line above found.",
  ),
  law(
    "put in the intermediate results",
    "Equals may be put in for equals: each symbol by how it was computed.",
  ),
  law(
    "in the symbols of the steps",
    "Equals may be put in for equals: what was computed before by its symbol.",
  ),
  law(
    "in terms of the output",
    "Equals may be put in for equals: the definition, solved for what is to go, puts the output in its place.",
  ),
  law("a symbol for each step", "Every operation gets a symbol, so that the chain rule can name it."),
  law("closed form", "No step makes the formula shorter: this is the result."),
  law(
    "on this side of the kink",
    "Away from its kink the function is one of its smooth pieces, and its derivative is that of the piece.",
  ),
  law(
    "chain rule",
    "A small change passes on through every tensor in between; along a path the factors multiply, over the paths they add.",
  ),
  law(
    "order, transposes and ⊙ from the shapes",
    "What arrives is passed back through each operation by its own rule; only one order fits the shapes.",
  ),
  law("gradient", "What is derived again is the first derivative, as derive finds it."),
  law("a constant has derivative 0", "What does not depend on the source does not change with it."),
  law("for every", "Two matrices that give the same product with every vector are the same matrix."),
  law("a copied entry collects from all copies", "Each copy changes the result, and the changes add."),
  ...[...new Set(IDENTITIES.map(({ law: rule }) => rule))].map((rule) =>
    law(rule, "Both sides are the same function.", identitiesOf(rule)),
  ),
];

/** Every form of an identity whose sides can be compared as they stand; a 1 may stand for many. */
function identitiesOf(rule: string): StepLaw["equations"] {
  const own = IDENTITIES.filter((identity) => identity.law === rule);
  return own.flatMap(({ longer, shorter }) =>
    sameShape(longer.shape, shorter.shape) ? [[longer, shorter]] : [],
  );
}

function law(rule: string, why: string, equations: StepLaw["equations"] = []): StepLaw {
  return { rule, why, equations };
}

function square(base: string, at: number): Tensor {
  return tensor([
    [0.2 + at, 0.7],
    [-0.4, 0.5 + 0.3 * at],
  ]).named(base);
}
