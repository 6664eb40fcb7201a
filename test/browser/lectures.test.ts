/** @file Every lecture of the course, run from top to bottom in a real browser on the real kernel. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import {
  LECTURES,
  problemsOf,
  runAll,
  runStates,
  saved,
  SIZES,
  startCourse,
  type TestCourse,
} from "./course.js";

const TEST_TIMEOUT_MS = 240_000;
const NAMES = readdirSync(LECTURES).filter((name) => name.endsWith(".ipynb"));

describeWith(chromium, "the lectures in a browser", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(
      executable,
      NAMES.map((name) => join(LECTURES, name)),
    );
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it.each(NAMES)(
    "runs %s to its end, with all its mathematics and nothing in the console",
    async (unit) => {
      const page = await course.open({ unit });
      await runAll(page);
      expect((await runStates(page)).filter((state) => !/^\[\d+\]:$/.test(state))).toEqual([]);
      await page.locator("#outline [aria-current=page]", { hasText: "done" }).waitFor();
      await page.locator("mjx-container").first().waitFor();
      expect(await page.locator("mjx-merror").count()).toBe(0);
      await saved(page);
      await page.setViewportSize(SIZES.phone);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      for (const chart of await page.locator(".chart").all()) {
        await chart.scrollIntoViewIfNeeded();
        await chart.locator(".main-svg").first().waitFor();
        expect((await chart.getAttribute("aria-label")) ?? "").not.toMatch(/^(Chart)?$/);
        expect(await chart.locator("xpath=..").locator("details tbody tr").count()).toBeGreaterThan(1);
      }
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});
