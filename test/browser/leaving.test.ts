/** @file Leaving a page before its kernel is there: nothing is left behind, in the console or on the page. */

import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import { FIXTURES, kernelReady, problemsOf, startCourse, type TestCourse } from "./course.js";

const TEST_TIMEOUT_MS = 120_000;

describeWith(chromium, "leaving a page early", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(
      executable,
      ["02-reading.ipynb", "03-failing.ipynb", "04-long.ipynb"].map((name) => join(FIXTURES, name)),
    );
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it(
    "says nothing in the console, whenever it happens",
    async () => {
      const page = await course.open({ unit: "02-reading.ipynb" });
      for (const pause of [0, 20, 60, 120, 200, 300, 400, 600]) {
        for (const unit of ["03-failing.ipynb", "04-long.ipynb", "02-reading.ipynb"]) {
          await page.locator(`#outline a[href*="${unit}"]`).click();
          await page.waitForTimeout(pause);
        }
      }
      await kernelReady(page);
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});
