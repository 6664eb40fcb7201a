/** @file Derivations written for other places. */

import { describe, expect, it } from "vitest";
import { derive, exported, readDerivation } from "../../../kernel-lib/index.js";
import { workedExample } from "./networks.js";

const byB1 = (detail: "brief" | "steps" = "steps") => {
  const { loss, parameters } = workedExample();
  return derive(loss, parameters.b1, { detail });
};

describe("a derivation exported", () => {
  it("to Markdown is a numbered list with its check", () => {
    const text = exported(byB1(), "markdown");
    expect(text).toMatch(
      /^\*\*Derivation of \$\\frac\{\\partial \\ell\}\{\\partial b\^\{\[1\]\}\}\$, shape 3 × 1 like \$b/,
    );
    expect(text).toContain("\n1. chain rule: $");
    expect(text).toContain("central differences agree");
    expect(text.match(/\$/g)?.length).toSatisfy((count: number) => count % 2 === 0);
  });

  it("to LaTeX is one displayed formula", () => {
    const text = exported(byB1(), "latex");
    expect(text.startsWith("\\[\n\\begin{aligned}")).toBe(true);
    expect(text.endsWith("\\end{aligned}\n\\]\n")).toBe(true);
  });

  it("to HTML says each formula in words as well", () => {
    expect(exported(byB1(), "html")).toContain('title="the derivative of ell by b of layer 1 equals');
  });

  it.each(["brief", "steps"] as const)("to JSON from %s keeps every line and every digit", (detail) => {
    const derivation = byB1(detail);
    const data = readDerivation(exported(derivation, "json"));
    expect(data.by).toBe("b^[1]");
    expect(data.gradient).toEqual(derivation.gradient.toArray());
    expect(data.lines.map(({ rule }) => rule)).toEqual(derivation.lines.map(({ rule }) => rule));
    expect(data.lines.map(({ value }) => value)).toEqual(
      derivation.lines.map(({ value }) => value.toArray()),
    );
    expect(data.closedForm.plain).toBe("(W^[2])ᵀ (ŷ − y) ⊙ σ′(z^[1])");
    expect(data.closedForm.form).toBe("(W2.T @ (yhat - y)) * A1 * (1 - A1)");
  });

  it("to anything else is refused with what there is", () => {
    // Text that comes from a program's user is not held by the types.
    const format = JSON.parse('"pdf"') as "json";
    expect(() => exported(byB1(), format)).toThrow(
      'exported: "pdf" is not a format; write "latex", "markdown", "html", "json"',
    );
  });
});
