/** @file How short closed forms are: what a careful reader would still shorten, by the law that does it. */

import { describe, expect, it } from "vitest";
import { derive, fromData, uniform, type Derivation, type Tensor } from "../../../kernel-lib/index.js";
import { parseProgram } from "../../../kernel-lib/syntax/grammar.js";
import { called, runProgram } from "../../../kernel-lib/syntax/program.js";
import { corpusTextOf } from "../../../kernel-lib/writing/corpus-text.js";
import { ROWS } from "./closed-forms.js";

describe("a closed form", () => {
  // Every line of every derivation is compared with the sweep and with central differences before it is shown.
  it.each(ROWS)("over %s of %s by %s is %s", (variables, program, by, closed) => {
    expect(corpusTextOf(derivation(variables, program, by).closedForm)).toBe(closed);
  });

  it.each(ROWS)(
    "over %s of %s by %s is reached without a gap between two lines",
    (variables, program, by) => {
      expect(gaps(derivation(variables, program, by))).toEqual([]);
    },
  );

  it("is reached through names that hid what cancels, in lines that say so", () => {
    const { lines } = derivation("z: y:", "e = exp(-z); p = 1/(1+e); -(y*log(p)+(1-y)*log(1-p))", "z");
    expect(lines.slice(-4).map(({ rule, after }) => `${corpusTextOf(after)}    [${rule}]`))
      .toMatchInlineSnapshot(`
      [
        "(p - y) * p * e / (1 - p)    [in the symbols of the steps]",
        "(1 / (1 + e) - y) * e / ((1 - 1 / (1 + e)) * (1 + e))    [put in the intermediate results]",
        "1 / (1 + e) - y    [common denominator]",
        "p - y    [in the symbols of the steps]",
      ]
    `);
  });

  it("says that entries add up to 1 only of what does", () => {
    for (const [variables, program] of [
      ["X:4,5", "sum((X - mean(X))**2)"],
      ["X:4,5", "C = X - mean(X, axis=0); sum(C**2)"],
      ["X:4", "sum((reshape(X,4,1)-reshape(X,1,4))**2)"],
    ]) {
      const rules = derivation(variables, program, "X").lines.map(({ rule }) => rule);
      expect(rules).toContain("sum term by term");
      expect(rules).not.toContain("the entries add up to 1");
    }
  });

  it("names a kink only where it leaves one", () => {
    const { lines } = derivation("z:4,1 y:4,1!one-hot", "e = exp(z); p = e/sum(e); -sum(y*log(p))", "z");
    expect(lines.filter(({ rule }) => rule === "on this side of the kink")).toEqual([]);
  });

  it("keeps relu(x) step(x) and |x| sign(x) right on both sides of 0", () => {
    for (const at of [-0.6, 0.6]) {
      const x = called(fromData(Float64Array.of(at), []), { base: "x" });
      const { result } = runProgram(parseProgram("relu(x)**2 + abs(x)**3"), new Map([["x", x]]));
      expect(derive(result, x).gradient.item()).toBeCloseTo(at > 0 ? 2 * at + 3 * at * at : -3 * at * at, 12);
    }
  });
});

/** Lines of the result that do not begin where the one above ended. */
function gaps({ lines }: Derivation): string[] {
  return lines.flatMap(({ rule, of, before, after }, at) => {
    const above = at === 0 || lines[at - 1].of !== of ? undefined : corpusTextOf(lines[at - 1].after);
    const begins = rule === "closed form" ? after : before;
    const gap = above !== undefined && begins !== undefined && corpusTextOf(begins) !== above;
    return gap ? [`${above} → ${corpusTextOf(begins)} [${rule}]`] : [];
  });
}

function derivation(variables: string, program: string, by: string): Derivation {
  const given = new Map(variables.split(" ").map((variable, at) => sample(variable, at + 1)));
  const { result, scope } = runProgram(parseProgram(program), given);
  const source = scope.get(by);
  if (source === undefined) throw new Error(`no variable ${by}`);
  const seed = result.size === 1 ? undefined : uniform(result.shape, { seed: 9 }).named("seed");
  return derive(result, source, { seed });
}

function sample(variable: string, seed: number): readonly [string, Tensor] {
  const [, base, sizes, fact] = /^(\w+):([\d,]*)!?([\w-]*)$/.exec(variable) ?? [];
  const shape = sizes === "" ? [] : sizes.split(",").map(Number);
  const values = uniform(shape, { seed, low: 0.3, high: 0.9 });
  switch (fact) {
    case "symmetric":
      return [base, called(values.add(values.T).detach(), { base, symmetric: true })];
    case "one-hot": {
      const entries = Float64Array.from({ length: values.size }, (_, at) => (at === 1 ? 1 : 0));
      return [base, called(fromData(entries, shape), { base, sumsToOne: "columns" })];
    }
    default:
      return [base, called(values.detach(), { base })];
  }
}
