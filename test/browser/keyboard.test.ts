/** @file Working without a mouse: Jupyter's keys, completion, explanations and search. */

import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import { FIXTURES, kernelReady, problemsOf, startCourse, type TestCourse } from "./course.js";

const TEST_TIMEOUT_MS = 120_000;

describeWith(chromium, "the keyboard", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(executable, [join(FIXTURES, "02-reading.ipynb")]);
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it(
    "runs a notebook cell by cell with Shift+Enter alone",
    async () => {
      const page = await course.open();
      await kernelReady(page);
      for (let presses = 0; presses < 3; presses++) await page.keyboard.press("Shift+Enter");
      await page.locator(".jp-InputPrompt", { hasText: "[2]:" }).waitFor();
      expect(await page.locator(".jp-CodeCell").nth(2).getAttribute("class")).toContain("jp-mod-active");
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "inserts with A and B, deletes with D D, takes back with Z, edits with Enter, leaves with Escape",
    async () => {
      const page = await course.open();
      const cells = page.locator(".jp-Cell");
      const count = await cells.count();
      await page.keyboard.press("b");
      await expect.poll(() => cells.count()).toBe(count + 1);
      await page.keyboard.press("a");
      await expect.poll(() => cells.count()).toBe(count + 2);
      await page.keyboard.press("Enter");
      await page.keyboard.type("const typed = 1;");
      await page.keyboard.press("Escape");
      expect(await page.locator(".jp-mod-active .cm-content").innerText()).toBe("const typed = 1;");
      // Acts within half a second of each other are taken back together.
      await page.waitForTimeout(700);
      await page.keyboard.press("d");
      await page.keyboard.press("d");
      await expect.poll(() => cells.count()).toBe(count + 1);
      await page.keyboard.press("z");
      await expect.poll(() => cells.count()).toBe(count + 2);
      for (const key of ["d", "d", "k", "d", "d"]) await page.keyboard.press(key);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "completes a name on Tab and explains it on Shift+Tab",
    async () => {
      const page = await course.open();
      await kernelReady(page);
      await page.keyboard.press("b");
      await page.keyboard.press("Enter");
      await page.keyboard.type("Math.cbr");
      await page.keyboard.press("Tab");
      await page.locator(".jp-Completer-item", { hasText: "cbrt" }).waitFor();
      await page.keyboard.press("Enter");
      await page.locator(".cm-content", { hasText: "Math.cbrt" }).first().waitFor();
      await page.keyboard.press("Shift+Tab");
      await page.locator(".jp-Tooltip", { hasText: "cube root" }).waitFor();
      await page.keyboard.press("Escape");
      await expect.poll(() => page.locator(".jp-Tooltip").count()).toBe(0);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "offers several completions in a list and takes the chosen one on Enter",
    async () => {
      const page = await course.open();
      await kernelReady(page);
      await page.keyboard.press("b");
      await page.keyboard.press("Enter");
      await page.keyboard.type("Math.si");
      await page.keyboard.press("Tab");
      await page.locator(".jp-Completer-item", { hasText: "sign" }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.locator(".cm-content", { hasText: /Math\.sin/ }).waitFor();
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "searches the notebook on Ctrl+F and closes on Escape",
    async () => {
      const page = await course.open();
      await page.keyboard.press("ControlOrMeta+f");
      await page.keyboard.type("epoch");
      await page.locator(".jp-DocumentSearch-index-counter", { hasText: /\/\d/ }).waitFor();
      await page.keyboard.press("Escape");
      await expect.poll(() => page.locator(".jp-DocumentSearch-overlay:visible").count()).toBe(0);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "reaches outline, toolbar and notebook with Tab, each with a visible focus",
    async () => {
      const page = await course.open();
      await page.locator("#outline-toggle").focus();
      const seen: string[] = [];
      for (let presses = 0; presses < 10; presses++) {
        await page.keyboard.press("Tab");
        seen.push(
          await page.evaluate(() => {
            const { activeElement } = document;
            if (activeElement === null) return "nowhere";
            const frame = getComputedStyle(activeElement).outlineStyle !== "none" ? "" : " without a frame";
            return (activeElement.closest("#toolbar, #outline, #notebook")?.id ?? "elsewhere") + frame;
          }),
        );
      }
      // In the outline: the one unit, and the language of verdicts.
      expect(seen.slice(0, 9)).toEqual([...Array<string>(7).fill("toolbar"), "outline", "outline"]);
      expect(seen[9]).toMatch(/^notebook/);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});
