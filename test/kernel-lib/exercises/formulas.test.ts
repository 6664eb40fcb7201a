/** @file Exercises answered with formulas, over a graph that the course does not have. */

import { expect, it } from "vitest";
import {
  drawn,
  formulas,
  log,
  pow,
  prod,
  random,
  taskOf,
  tanh,
  type Verdict,
} from "../../../kernel-lib/index.js";

const numbers = random(5);
const [V, u, c] = [
  drawn(numbers, [2, 4]).named("V"),
  drawn(numbers, [4, 1]).named("u"),
  drawn(numbers, [2, 1]).named("c"),
];
const exercise = formulas({
  ...{ id: "99.v", type: "D", title: "A layer with tanh", points: 1, hints: ["", "", ""] },
  ask: () => ({ targets: { z: V.matmul(u).add(c), v: tanh(V.matmul(u).add(c)).named("v") } }),
});

const RIGHT = { z: "V u + c", v: "v = tanh(V u + c)" };
const judged = async (answer: Readonly<Record<string, unknown>>): Promise<Verdict> =>
  taskOf(exercise, 1).judge({ ...RIGHT, ...answer });

it.each([
  ["the formula of the graph", "v = tanh(V u + c)"],
  ["the terms in another order", "tanh(c + V u)"],
  ["another form of the same", "tanh((u' V')' + c)"],
])("Right is %s", async (_, v) => {
  expect(await judged({ v })).toMatchObject({ passed: true });
});

it.each([
  ["a bias that is missing", { z: "V u" }, "M05"],
  ["a bias that is counted twice", { z: "V u + c + c" }, "M05"],
  ["an activation that falls", { v: "tanh(-(V u + c))" }, "M06"],
  ["a matrix that is turned around", { v: "tanh(V' u + c)" }, "M07"],
  ["factors in the wrong order", { v: "tanh(u V + c)" }, "M23"],
  ["brackets that are missing", { v: "1 - 2 / exp(2 (V u + c)) + 1" }, "brackets"],
  ["brackets that are missing where shapes do not fit", { v: "tanh(c + V u')'" }, "M07"],
  ["a product of the wrong kind", { v: "tanh(V .* u + c)" }, "M14"],
  ["the name of what is to be computed", { v: "v" }, "unread-line"],
  ["nothing that can be read", { v: "tanh(V u" }, "unread-line"],
  ["another value", { v: "tanh(2 V u + c)" }, "wrong"],
  ["nothing", { v: " " }, "not-answered"],
  ["no text", { v: 3 }, "not-answered"],
])("The verdict tells %s", async (_, answer, says) => {
  const { passed, code, reason } = await judged(answer);
  expect({ passed, says: code ?? reason.key }).toEqual({ passed: false, says });
});

/** How likely the marks k of three shots are, with hits q, and what a prize of 2 for each makes of it. */
const [q, k] = [
  drawn(numbers, [1, 3], { low: 0.1 }).named("q"),
  drawn(numbers, [1, 3], { low: 0.1 }).named("k"),
];
const each = q.pow(k).named("r");
const derived = formulas({
  ...{ id: "99.r", type: "D", title: "Shots", points: 1, hints: ["", "", ""] },
  ask: () => {
    const logs = k.mul(log(q)).sum().named("s");
    return {
      targets: {
        r: { of: each, names: ["q", "k"] },
        R: { of: prod(each).named("R"), names: ["r"] },
        s: { of: logs, names: ["q", "k"], without: { "a power": pow } },
        t: { of: logs.mul(2).add(q.sum()).named("t"), names: ["s", "q"] },
      },
    };
  },
});
const LINES = { r: "q.^k", R: "prod(r)", s: "sum(k .* ln(q))", t: "2 s + sum(q)" };
const partsOf = async (answer: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
  const { parts = [] } = await taskOf(derived, 1).judge({ ...LINES, ...answer });
  return parts.map(({ passed, code, reason, follows }) =>
    passed ? "right" : follows === undefined ? (code ?? reason.key) : `from ${follows}`,
  );
};

it.each([
  ["lines that are right", {}, ["right", "right", "right", "right"]],
  ["a sum for a product", { R: "sum(r)" }, ["right", "other-join", "right", "right"]],
  ["a product for a sum", { s: "prod(k .* ln(q))" }, ["right", "right", "other-join", "from 3"]],
  ["a term with the wrong sign", { t: "2 s - sum(q)" }, ["right", "right", "right", "opposite"]],
  [
    "a line that carries on a wrong sign",
    { s: "-sum(k .* ln(q))", t: "sum(q) - 2 sum(k .* ln(q))" },
    ["right", "right", "opposite", "from 3"],
  ],
  ["base and exponent exchanged", { r: "k.^q" }, ["M08", "from 1", "right", "right"]],
  ["a power that is left", { s: "sum(ln(q.^k))" }, ["right", "right", "unfinished", "right"]],
  ["a name that is to be worked out", { s: "ln(R)" }, ["right", "right", "unfinished", "right"]],
  ["an index that is left", { s: "k_i ln(q_i)" }, ["right", "right", "M25", "right"]],
  ["entries that were not multiplied", { R: "r" }, ["right", "other-shape", "right", "right"]],
  ["a formula for everything", { R: "exp(sum(k .* ln(q)))" }, ["right", "unfinished", "right", "right"]],
  ["products of matrices for products by entry", { s: "sum(k ln(q))" }, ["right", "right", "M14", "right"]],
])("Line by line it tells %s", async (_, answer, says) => {
  expect(await partsOf(answer)).toEqual(says);
});
