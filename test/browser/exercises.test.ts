/** @file Exercises in a real browser: a wrong answer is explained, a right one counts, and the outline keeps it. */

import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import { kernelReady, LECTURES, problemsOf, saved, startCourse, type TestCourse } from "./course.js";

const UNIT = "08-backpropagation-1";
const EXERCISES = join(LECTURES, "..", "exercises", `${UNIT}.exercises.ipynb`);
const TEST_TIMEOUT_MS = 180_000;

describeWith(chromium, "exercises in a browser", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(executable, [join(LECTURES, `${UNIT}.ipynb`)], [EXERCISES]);
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it(
    "explains three mistakes, takes the right lines, and shows the pass in the outline after a reload",
    async () => {
      const page = await course.open({ unit: `${UNIT}.ipynb` });
      await kernelReady(page);
      await page.getByRole("link", { name: "the exercises of unit 08" }).click();
      await page.locator("h1", { hasText: "exercises" }).waitFor();
      await kernelReady(page);
      await page.getByRole("link", { name: "Back to the lecture of unit 08" }).click();
      await page.locator("h1", { hasText: "the output layer" }).waitFor();
      await kernelReady(page);
      const link = page.locator("#outline a", { hasText: "Exercises" });
      expect(await link.innerText()).toBe("Exercises, 0 of 11");
      expect(await link.getAttribute("aria-label")).toBe("Exercises, 0 of 11, unit 08");
      await link.click();
      await page.locator("h1", { hasText: "exercises" }).waitFor();
      await kernelReady(page);
      await run(page, "import {");
      for (const [lines, words] of [
        [["dz2 = y - yhat"], "Right size, opposite sign"],
        [["dz2 = -y/yhat + (1-y)/(1-yhat)"], "You stopped at the derivative with respect to ŷ"],
        [["dz2 = yhat - y"], "Right so far. Still to write: dyhat, ∂yhat/∂z2"],
        [["dyhat = -y/yhat + (1-y)/(1-yhat)", "∂yhat/∂z2 = yhat .* (1-yhat)", "dz2 = yhat - y"], "right"],
      ] as const) {
        await answer(page, `const dz2Lines: string[] = ${JSON.stringify(lines)};`);
        expect(await checked(page)).toContain(words);
        expect(await page.locator("#verdicts").innerText()).toContain(words);
      }
      await page.locator("#outline a", { hasText: "Exercises, 1 of 11" }).waitFor();
      await page.getByLabel("Verdicts in").selectOption("hi");
      expect(await verdict(page).innerText()).toMatch(/^✓ सही/);
      await saved(page);
      await page.reload();
      await page.locator("#outline a", { hasText: "Exercises, 1 of 11" }).waitFor();
      expect(await page.locator('#outline [data-state="under way"] .state').innerText()).toBe(
        "◐ under way, next",
      );
      await expect.poll(() => page.title()).toBe("08 Backpropagation I: the output layer: exercises");
      await expect.poll(() => verdict(page).innerText()).toMatch(/^✓ सही/);
      await answer(page, 'const dz2Lines: string[] = ["dz2 = y - yhat"];');
      expect(await checked(page)).toContain("✗ अभी नहीं: माप सही, चिह्न उल्टा।");
      expect(await page.locator("#verdicts").innerText()).toContain("✗ अभी नहीं: माप सही, चिह्न उल्टा।");
      const opened = page.context().waitForEvent("page");
      await page.getByRole("link", { name: "Back to the lecture" }).click({ modifiers: ["Control"] });
      const other = await opened;
      await other.locator("h1", { hasText: "the output layer" }).waitFor();
      await other.close();
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});

/** Writes this into the first answer cell and runs it, as a student does. */
async function answer(page: Page, text: string): Promise<void> {
  await page.locator(".jp-CodeCell", { hasText: "dz2Lines: string" }).first().locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await page.keyboard.press("Control+Enter");
  await idle(page);
}

/** Runs the check of that answer, and gives what it shows. */
async function checked(page: Page): Promise<string> {
  await run(page, 'check("08.dz2"');
  return verdict(page).innerText();
}

function verdict(page: Page): Locator {
  const cell = page.locator(".jp-CodeCell", { hasText: 'check("08.dz2"' }).first();
  return cell.locator(".chainrule-verdict").first();
}

async function run(page: Page, text: string): Promise<void> {
  await page.locator(".jp-CodeCell", { hasText: text }).first().locator(".jp-InputPrompt").click();
  await page.keyboard.press("Control+Enter");
  await idle(page);
}

async function idle(page: Page): Promise<void> {
  await page
    .locator('[data-run="waiting"], [data-run="running"]')
    .first()
    .waitFor({ timeout: 2000 })
    .catch(() => undefined);
  await page.waitForFunction(
    () => document.querySelector('[data-run="waiting"], [data-run="running"]') === null,
  );
}
