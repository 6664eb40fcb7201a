/** @file Formulas that are larger than anybody needs: judged by their values, or refused with the reason. */

import { describe, expect, it } from "vitest";
import { contextOf, equivalent, ones, readFormula, rederive } from "../../../kernel-lib/index.js";
import { workedExample } from "../derivation/networks.js";

const { loss, parameters } = workedExample();
const { W2 } = parameters;

/** Fractions whose common denominator has as many factors as there are fractions. */
function fractions(count: number): string {
  return Array.from({ length: count }, (_, at) => `1/(yhat + ${at + 1})`).join(" + ");
}

/** The same formula with 0 behind it, written as a long sum and what takes it away again. */
function padded(formula: string): string {
  const each = fractions(150);
  return `${formula} + ${each} - (${each})`;
}

async function compared(text: string, right: string) {
  const student = (formula: string) => ({ syntax: "student", text: formula }) as const;
  return equivalent(student(text), student(right), contextOf([loss]));
}

describe("A formula of 300 fractions", () => {
  it("is compared by its values where it is right", async () => {
    expect(await compared(padded("yhat - y"), "yhat - y")).toMatchObject({ equal: true, by: "value" });
  });

  it("is compared by its values where it is wrong", async () => {
    expect(await compared(padded("yhat"), "yhat - y")).toMatchObject({ equal: false, by: "value" });
    expect(await compared(fractions(300), "yhat")).toMatchObject({ equal: false, by: "value" });
  });

  it("says that it is too large for algebra where its values cannot decide", async () => {
    const { equal, by, message } = await compared(
      `${fractions(300)} + log(-yhat)`,
      `${fractions(299)} + log(-yhat)`,
    ).then((found) => ({ message: "", ...found }));
    expect({ equal, by }).toEqual({ equal: false, by: "undecided" });
    expect(message).toMatch(/^is too large to compare by algebra, and gives numbers at 0 of/);
  });

  it("is judged on a board: right, with a mistake that has a code, and wrong", async () => {
    const board = rederive(loss, W2);
    expect(await board.line(`dz2 = ${padded("yhat - y")}`)).toMatchObject({ passed: true });
    expect(await board.line(`dz2 = ${padded("y - yhat")}`)).toMatchObject({ code: "M09" });
    expect(await board.line(`dz2 = ${fractions(300)}`)).toMatchObject({
      passed: false,
      reason: { key: "different" },
    });
  });
});

it.each([
  ["long", Array.from({ length: 3000 }, () => "yhat").join(" * "), "5999 names, numbers and signs"],
  ["long in primes", `yhat${"'".repeat(3000)}`, "3001 names, numbers and signs"],
  ["deep", `${"sigma(".repeat(300)}yhat${")".repeat(300)}`, "more than 100 deep"],
])("A formula that is too %s is refused, and the reason is told", async (_, text, reason) => {
  expect(await compared(text, "yhat")).toMatchObject({ equal: false, by: "reading" });
  const verdict = await rederive(loss, W2).line(`dz2 = ${text}`);
  expect(verdict.reason.key).toBe("unread");
  expect(verdict.message).toContain(reason);
});

/** A formula put into itself so many times. */
function nested(around: (formula: string) => string, times: number): string {
  let formula = "W1";
  for (let time = 0; time < times; time++) formula = around(formula);
  return formula;
}

it.each([
  ["zeros", "zeros(100000, 100000)"],
  ["ones", "ones(1e9)"],
  ["an identity", "eye(1e300)"],
  ["many that are large", Array.from({ length: 30 }, () => "ones(1000, 1000)").join(" + ")],
  ["a matrix power", "matpow(W1 W1', 1e9)"],
  ["outer products", nested((formula) => `outer(vec(${formula}), vec(${formula}))`, 4)],
  ["diagonal matrices", nested((formula) => `diag(vec(${formula}))`, 5)],
  ["Kronecker products", nested((formula) => `kron(${formula}, W1)`, 20)],
])("A formula that would compute without an end is refused before it does: %s", async (_, text) => {
  const reading = await readFormula({ syntax: "student", text }, contextOf([loss]));
  expect(reading).toMatchObject({
    kind: "unreadable",
    message: expect.stringMatching(
      /computes more than 10,\d{3},\d{3} entries; write smaller sizes/,
    ) as unknown,
  });
  expect((await rederive(loss, W2).line(`dz2 = ${text}`)).passed).toBe(false);
});

it("Large data may be used in a formula as often as anybody needs", async () => {
  const X = ones([784, 500]).named("X");
  const w = ones([1, 784]).named("w");
  const context = contextOf([w.matmul(X).sum().named("ℓ")]);
  const text = Array.from({ length: 8 }, () => "(X .* X)").join(" + ");
  expect(await readFormula({ syntax: "student", text }, context)).toMatchObject({ kind: "form" });
});
