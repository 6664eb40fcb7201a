/** @file Messages: every key has a text in every shipped language, with the same gaps. */

import { expect, it } from "vitest";
import { messageText } from "../../../kernel-lib/index.js";
import { CATALOGUE } from "../../../kernel-lib/exercises/messages.js";

const KEYS = Object.keys(CATALOGUE.en) as (keyof typeof CATALOGUE.en)[];
const gaps = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

it("The catalogue has the 32 misconceptions", () => {
  expect(KEYS.filter((key) => /^M\d\d$/.test(key))).toHaveLength(32);
});

it.each(KEYS)("%s has a text in both languages with the same gaps", (key) => {
  const { en, hi } = CATALOGUE;
  expect(en[key].trim()).not.toBe("");
  expect(hi[key]).toMatch(/[\u0900-\u097F]/);
  expect(gaps(hi[key])).toEqual(gaps(en[key]));
});

it("A gap that nothing fills is an error with its name", () => {
  expect(() => messageText({ key: "M16", parameters: { count: 4 } })).toThrow("needs {loss}");
});
