/** @file Exercises answered with formulas, over a graph that the course does not have. */

import { expect, it } from "vitest";
import { drawn, formulas, random, taskOf, tanh, type Verdict } from "../../../kernel-lib/index.js";

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
