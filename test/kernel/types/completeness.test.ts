/** @file Whether a text may be run as it is. */

import { expect, it } from "vitest";
import { completenessOf } from "../../../kernel/types/completeness.js";

it.each([
  "",
  "1 + 1",
  "const x = 1;",
  "f()\n",
  "if (a) { b() }",
  "1 +\n\n",
  "async",
  "await f()",
  "export const a = 1",
])("%j is complete", (text) => {
  expect(completenessOf(text)).toEqual({ status: "complete" });
});

it.each([
  ["const x = (", "  "],
  ["const s = `abc", ""],
  ["/* abc", ""],
  ["f(1,", ""],
  ["x.", ""],
  ["1 +", ""],
  ["[1, [", "  "],
  ["const f = () =>", "  "],
  ["function f() {\n  if (a) {", "    "],
  ["class A {\n  b() {\n    c;", "    "],
  ["interface P {", "  "],
])("%j goes on, with %j before its next line", (text, indent) => {
  expect(completenessOf(text)).toEqual({ status: "incomplete", indent });
});

it.each(["}", "a b", "const s = 'abc", "const r = /abc", ") + 1", "let 1 = 2", "if (a) } {"])(
  "%j is invalid",
  (text) => {
    expect(completenessOf(text)).toEqual({ status: "invalid" });
  },
);
