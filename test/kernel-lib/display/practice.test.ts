/** @file What a question says: whose numbers these are. */

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { given, student } from "../../../kernel-lib/index.js";
import { memoryProgress } from "../../../kernel-lib/exercises/progress.js";
import { keepProgressIn } from "../../../kernel-lib/exercises/session.js";
import { handOverSample } from "../exercises/sample.js";

handOverSample();

let said: string[] = [];
beforeEach(() => {
  said = [];
  keepProgressIn(memoryProgress());
  vi.spyOn(console, "log").mockImplementation((text: unknown) => void said.push(String(text)));
});
afterEach(() => vi.restoreAllMocks());

it("Until students have said who they are, a question with numbers says that everyone has them", () => {
  given("90.double");
  expect(said.join("\n")).toContain(
    'Everyone has these numbers. student("your id", "your term") draws yours;',
  );
  student("a", "2026");
  said = [];
  given("90.double");
  expect(said.join("\n")).not.toContain("Everyone");
});

it("A question without numbers does not", () => {
  given("90.words");
  expect(said.join("\n")).not.toContain("Everyone");
});
