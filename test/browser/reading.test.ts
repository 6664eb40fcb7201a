/** @file Reading in a real browser: outline, mathematics, both sizes, both themes. */

import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import {
  FIXTURES,
  kernelReady,
  problemsOf,
  startCourse,
  type PageOptions,
  type TestCourse,
} from "./course.js";

const NOTEBOOKS = ["02-reading.ipynb", "03-failing.ipynb", "04-long.ipynb"].map((name) =>
  join(FIXTURES, name),
);

describeWith(chromium, "reading the course in a browser", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(executable, NOTEBOOKS);
  }, 60_000);
  afterAll(() => course.close(), 60_000);

  it("opens the next unit when the address names none", async () => {
    const page = await course.open();
    expect(await page.locator("#outline [aria-current=page]").textContent()).toContain("Reading");
    expect(await page.title()).toBe("02 Reading");
    expect(new URL(page.url()).hash).toBe("#02-reading.ipynb");
    expect(new URL(page.url()).search).toBe("");
    await page.close();
  });

  it("shows every unit with its number, its title and its state in a word and a symbol", async () => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    await page.locator('#outline [data-state="under way"]').first().waitFor();
    // The outline is drawn anew when the unit has opened; what is read in between has no line breaks.
    await expect
      .poll(() => page.locator("#outline a").allInnerTexts())
      .toEqual(["02\nReading\n◐ under way, next", "03\nFailing\n○ not begun", "04\nLong\n○ not begun"]);
    await page.close();
  });

  it("opens the unit that the address names and comes back to the one left last", async () => {
    const page = await course.open({ unit: "03-failing.ipynb" });
    expect(await page.locator("h1").first().textContent()).toContain("Failing");
    const again = await course.open({ beside: page });
    expect(await again.locator("h1").first().textContent()).toContain("Failing");
    await page.close();
    await again.close();
  });

  it("follows a link from one notebook to the next within the page", async () => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    await page.getByRole("link", { name: "the next unit" }).click();
    await page.locator("h1", { hasText: "Failing" }).waitFor();
    expect(page.context().pages()).toHaveLength(1);
    await page.close();
  });

  it("typesets mathematics with its own fonts, cancelled factors included", async () => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    await page.locator('mjx-container[display="true"]').first().waitFor();
    expect(await page.locator("mjx-container").count()).toBe(4);
    expect(await page.locator("mjx-merror").count()).toBe(0);
    const strike = page.locator("mjx-menclose mjx-ustrike").first();
    expect((await strike.boundingBox())?.width).toBeGreaterThan(5);
    const fonts = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family);
    });
    expect(fonts.some((family) => family === "MJXTEX-I")).toBe(true);
    await page.close();
  });

  it("colours TypeScript in code cells and in text", async () => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    const colours = (place: string): Promise<number> =>
      page
        .locator(`${place} span`)
        .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
    await page.locator(".jp-CodeCell .cm-line span").first().waitFor();
    expect(await colours(".jp-CodeCell .cm-line")).toBeGreaterThan(2);
    expect(await colours(".jp-MarkdownCell pre code")).toBeGreaterThan(1);
    await page.close();
  });

  it.each<[string, PageOptions]>([
    ["a wide screen, light", { size: "wide" }],
    ["a wide screen, dark", { size: "wide", dark: true }],
    ["a phone, light", { size: "phone" }],
    ["a phone, dark", { size: "phone", dark: true }],
  ])("fits %s, with legible text and nothing in the console", async (_, options) => {
    const page = await course.open({ unit: "02-reading.ipynb", ...options });
    await page.locator("mjx-container").first().waitFor();
    await kernelReady(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await contrast(page, ".jp-MarkdownCell p")).toBeGreaterThan(7);
    expect(await contrast(page, "#kernel-state")).toBeGreaterThan(4.5);
    expect(problemsOf(page)).toEqual([]);
    await page.close();
  });

  it.each([900, 1024, 1180])("keeps every button of the toolbar in one line at %d pixels", async (width) => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    await page.setViewportSize({ width, height: 800 });
    const heights = await page
      .locator("#toolbar button")
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(40);
    await page.close();
  });

  it("keeps lines of text at about 75 characters on a wide screen", async () => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    const characters = await page
      .locator(".jp-MarkdownCell p")
      .first()
      .evaluate((paragraph) => {
        const { font, width } = getComputedStyle(paragraph);
        const context = document.createElement("canvas").getContext("2d");
        if (context === null) throw new Error("no canvas");
        context.font = font;
        const sample =
          "A computation graph splits a formula into steps, each of which is easy to differentiate.";
        return parseFloat(width) / (context.measureText(sample).width / sample.length);
      });
    expect(characters).toBeGreaterThan(65);
    expect(characters).toBeLessThan(82);
    await page.close();
  });

  it("follows the system from light to dark while the page is open", async () => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(paper).not.toBe(light);
    // The style follows at once, the page's own note when it is told.
    await expect.poll(() => page.locator("body").getAttribute("data-jp-theme-light")).toBe("false");
    await page.close();
  });

  it("keeps four buttons on a phone and has the outline and the others in a drawer", async () => {
    const page = await course.open({ unit: "02-reading.ipynb", size: "phone" });
    expect(await page.locator("#toolbar button:visible").count()).toBe(4);
    expect(await page.locator("#outline").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Outline" }).click();
    expect(await page.locator("#outline").isVisible()).toBe(true);
    expect(await page.locator("#page-actions button:visible").allInnerTexts()).toEqual([
      "Restart",
      "Save",
      "Submit",
      "Reset to original",
    ]);
    await page.getByRole("link", { name: "Failing" }).click();
    await page.locator("h1", { hasText: "Failing" }).waitFor();
    expect(await page.locator("#outline").isVisible()).toBe(false);
    await page.close();
  });

  it("folds the outline away on a wide screen and gives its room to the notebook", async () => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    const left = async (): Promise<number> => (await page.locator("#notebook").boundingBox())?.x ?? -1;
    expect(await left()).toBeGreaterThan(200);
    await page.getByRole("button", { name: "Outline" }).click();
    await expect.poll(left).toBe(0);
    await page.close();
  });

  it("names its parts for those who cannot see them", async () => {
    const page = await course.open({ unit: "02-reading.ipynb" });
    await page.getByRole("navigation", { name: "Course outline" }).waitFor();
    await page.getByRole("main", { name: "Notebook" }).waitFor();
    await page.getByRole("toolbar", { name: "Notebook" }).waitFor();
    const unnamed = await page
      .locator("button:visible")
      .evaluateAll(
        (buttons) => buttons.filter((one) => (one.ariaLabel ?? one.textContent).trim() === "").length,
      );
    expect(unnamed).toBe(0);
    await page.close();
  });
});

/** By how much the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** The contrast of an element's text with the page, by WCAG's formula. */
function contrast(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const luminance = (colour: string): number => {
        const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
          const value = Number(part) / 255;
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const text = luminance(getComputedStyle(element).color);
      const paper = luminance(getComputedStyle(document.body).backgroundColor);
      return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
    });
}
