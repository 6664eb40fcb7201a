/** @file Formulas of the corpus spelled in LaTeX: what has no sign of its own is a word. */

import { expect, it } from "vitest";
import { latexText } from "../../../kernel-lib/corpus/spelling.js";
import { parseProgram } from "../../../kernel-lib/syntax/grammar.js";

it.each([
  ["sum(x)", "\\sum x"],
  ["sum(x, axis=0, keepdims=true)", "\\sum_{\\text{rows}} x"],
  ["sum(x, axis=1, keepdims=true)", "\\sum_{\\text{columns}} x"],
  ["sum(x, axis=2, keepdims=true)", "\\operatorname{sum}\\left(x, axis=2, keepdims=true\\right)"],
  ["sum(x, axis=-1, keepdims=true)", "\\operatorname{sum}\\left(x, axis=-1, keepdims=true\\right)"],
])("%s is spelled %s", (formula, text) => {
  expect(latexText(parseProgram(formula).result, { scope: new Map(), chance: () => 0 })).toBe(text);
});
