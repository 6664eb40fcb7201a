/** @file Every notebook page of the course looked at by axe-core, light and dark: no serious finding. */

import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { contrast } from "../../kernel-lib/charts/svg/color.js";
import { chromium, describeWith } from "../support/extras.js";
import { FIXTURES, LECTURES, runAll, startCourse, type TestCourse } from "./course.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const TEST_TIMEOUT_MS = 120_000;
const BOARD = "05-board.ipynb";
const exercises = join(LECTURES, "..", "exercises");
const notebooksIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

describeWith(chromium, "pages looked at by axe-core", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(
      executable,
      [...notebooksIn(LECTURES).map((name) => join(LECTURES, name)), join(FIXTURES, BOARD)],
      notebooksIn(exercises).map((name) => join(exercises, name)),
    );
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it.each([...notebooksIn(LECTURES), ...notebooksIn(exercises)])(
    "finds nothing serious in %s",
    async (unit) => {
      const page = await course.open({ unit });
      await drawn(page);
      expect(await findings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await findings(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "reads out the cell that has the keyboard, and frames what is written into three times as dark as the page",
    async () => {
      const page = await course.open({ unit: "00-orientation.ipynb" });
      await page.keyboard.press("j");
      await page.locator(".jp-Cell:focus").waitFor();
      expect(await page.locator(".jp-Cell:focus").ariaSnapshot()).toMatch(/^- group "\w+ Cell Content/);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const [line, paper] = await page.evaluate(() =>
          ["--line-strong", "--paper"].map((name) => getComputedStyle(document.body).getPropertyValue(name)),
        );
        expect(contrast(line, paper)).toBeGreaterThan(3);
      }
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "reads out the name of a derivation, and its lines in the course's own words",
    async () => {
      const page = await course.open({ unit: "09-backpropagation-2.ipynb" });
      await runAll(page);
      await page
        .getByRole("img", { name: /^equals the fraction y hat minus y over/ })
        .first()
        .waitFor();
      const tables = page.getByRole("table", { name: /^Derivation of the derivative of/ });
      expect(await tables.count()).toBeGreaterThan(0);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "finds nothing serious in a board that is written on",
    async () => {
      const page = await course.open({ unit: BOARD });
      await runAll(page);
      await page.locator(".board math-field").waitFor();
      await page.locator(".board-lines > li").first().waitFor();
      expect(await findings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await findings(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});

/** Waits until the page has come to rest: mathematics typeset, no cell waiting to be drawn. */
async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector(".jp-Cell-Placeholder") === null, undefined, {
    timeout: 20_000,
  });
  await page.locator(".jp-RenderedMarkdown :is(p, h1)").first().waitFor();
}

/** The serious and critical findings, each with where it is. */
async function findings(page: Page): Promise<readonly string[]> {
  // The page's policy lets no script of others in; what the test itself evaluates is not asked.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(await readFile(AXE, "utf8"));
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html.slice(0, 120)}`),
      );
  });
}
