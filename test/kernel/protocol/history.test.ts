/** @file The history's patterns, and how long they may take. */

import { expect, it } from "vitest";

import { fieldsOf } from "../../../kernel/protocol/fields.js";
import { createHistory } from "../../../kernel/protocol/history.js";

function found(pattern: string, ...inputs: readonly string[]): readonly unknown[] {
  const history = createHistory();
  inputs.forEach((input, index) => {
    history.add({ line: index + 1, input, output: null });
  });
  return history
    .find(fieldsOf("history_request", { hist_access_type: "search", pattern }))
    .map(([, , cell]) => cell);
}

it.each([
  ["abc", ["abc", "abcd", "xabc"], ["abc"]],
  ["a*", ["abc", "a", "ba"], ["abc", "a"]],
  ["*c", ["abc", "c", "ca"], ["abc", "c"]],
  ["a*b*c", ["abc", "a1b2c", "acb", "ab"], ["abc", "a1b2c"]],
  ["a*a", ["a", "aa", "aba"], ["aa", "aba"]],
  ["?", ["a", "𝑥", "ab", ""], ["a", "𝑥"]],
  ["*", ["", "a\nb"], ["", "a\nb"]],
  ["[a]", ["a", "[a]"], ["[a]"]],
])("The pattern %j finds, of %j, %j", (pattern, inputs, expected) => {
  expect(found(pattern, ...inputs)).toEqual(expected);
});

it("A pattern made to take for ever ends", () => {
  expect(found("*a".repeat(50) + "b", "a".repeat(10_000))).toEqual([]);
});
