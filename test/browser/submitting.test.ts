/** @file Handing in from the page: by keyboard, with the id asked once and in place, at both sizes. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSubmission } from "../../app/grading/submission.js";
import { chromium, describeWith } from "../support/extras.js";
import { kernelReady, LECTURES, problemsOf, startCourse, type TestCourse } from "./course.js";

const UNIT = "08-backpropagation-1";
const EXERCISES = join(LECTURES, "..", "exercises", `${UNIT}.exercises.ipynb`);
const TEST_TIMEOUT_MS = 180_000;

describeWith(chromium, "handing in from a browser", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(executable, [join(LECTURES, `${UNIT}.ipynb`)], [EXERCISES]);
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it(
    "asks who it is once, by keyboard alone, and says where the file is",
    async () => {
      const page = await course.open({ unit: `${UNIT}.ipynb` });
      await kernelReady(page);
      await page.locator("#outline a", { hasText: "Exercises" }).click();
      await page.locator("h1", { hasText: "exercises" }).waitFor();
      await page.locator('#toolbar [data-command="submit"]').focus();
      await page.keyboard.press("Enter");
      await page.getByLabel("Student id").waitFor();
      expect(await page.getByLabel("Term (optional)").count()).toBe(1);
      expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("student");
      await page.keyboard.type("2026-117");
      await page.keyboard.press("Tab");
      await page.keyboard.type("autumn 2026");
      await page.keyboard.press("Enter");
      const message = page.locator('.message[data-key="submit"]', { hasText: "signed 2026-117" });
      await message.waitFor();
      const file = join(course.work, "submissions", "08-2026-117.json");
      expect(readSubmission(file)).toMatchObject({
        unit: "08",
        student: { id: "2026-117", term: "autumn 2026" },
      });
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Download the file");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        message.getByText("Download the file").click(),
      ]);
      expect(await readFile(await download.path(), "utf8")).toBe(await readFile(file, "utf8"));
      await page.locator('#toolbar [data-command="submit"]').click();
      await message.waitFor();
      expect(await page.getByLabel("Student id").count()).toBe(0);
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "is in the drawer of a small screen, whose toolbar keeps four buttons",
    async () => {
      const page = await course.open({ unit: `${UNIT}.ipynb`, size: "phone" });
      expect(await page.locator("#toolbar button:visible").count()).toBe(4);
      await page.locator("#outline-toggle").click();
      await page.locator("#outline a").first().focus();
      await page.keyboard.press("Escape");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("outline-toggle");
      await page.locator("#outline-toggle").click();
      await page.locator('#page-actions [data-command="submit"]').click();
      await page.locator('.message[data-key="submit"]').waitFor();
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});
