/** @file The board in a real browser: lines are explained and kept, with the mouse, by keyboard alone, and after a restart. */

import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import {
  FIXTURES,
  kernelReady,
  LECTURES,
  onDisk,
  problemsOf,
  runAll,
  saved,
  startCourse,
  type TestCourse,
} from "./course.js";

const UNIT = "08-backpropagation-1";
const EXERCISES = `${UNIT}.exercises.ipynb`;
const FIXTURE = "05-board.ipynb";
const TEST_TIMEOUT_MS = 180_000;

/** What a student writes on the board of 08.dW2, and how the board answers. */
const WRITTEN = [
  ["dz2=y-yhat", "Right size, opposite sign."],
  ["dz2=-y/yhat +(1-y)/(1-yhat)", "You stopped at the derivative with respect to ŷ."],
  ["dz2=yhat-y", "Right."],
  ["dW2=dz2 A1", "A transpose is missing, or stands on the wrong factor"],
  ["dW2=dz2 A1'", "Right."],
] as const;

describeWith(chromium, "the board", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(
      executable,
      [join(LECTURES, `${UNIT}.ipynb`), join(FIXTURES, FIXTURE)],
      [join(LECTURES, "..", "exercises", EXERCISES)],
    );
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it(
    "explains three mistakes in an exercise, takes the right lines, and counts the pass at once and after a reload",
    async () => {
      const page = await course.open({ unit: EXERCISES });
      await kernelReady(page);
      await run(page, "import {");
      await run(page, 'given("08.dW2");');
      const board = page.locator(".board");
      for (const [line, words] of WRITTEN) expect(await write(board, line)).toContain(words);
      await board.locator(".board-note", { hasText: "Done" }).waitFor();
      await board.locator(".chainrule-derivation .chainrule-check").waitFor();
      await page.locator("#outline a", { hasText: "Exercises, 1 of 11" }).waitFor();
      await saved(page);
      await page.reload();
      await page.locator("#outline a", { hasText: "Exercises, 1 of 11" }).waitFor();
      await expect.poll(() => board.locator(".board-lines > li").count()).toBe(WRITTEN.length);
      await board.locator("math-field").waitFor();
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "is reached, written on and left by keyboard alone, as formula and as text",
    async () => {
      const page = await course.open({ unit: EXERCISES });
      await kernelReady(page);
      await run(page, 'given("08.dz2");');
      const board = page.locator('.board[aria-label*="z"]').first();
      await board.locator("math-field").waitFor();
      const stops = await stopsWithin(page, board);
      expect(stops).toEqual(["Your next line", "Check", "Type as text", "Symbols"]);
      await page.evaluate(() => {
        document.querySelector(".jp-Notebook h1")?.scrollIntoView();
      });
      await focusInput(page);
      await expect.poll(() => isInView(board.locator("math-field"))).toBe(true);
      await page.keyboard.type("dz2=y-yhat", { delay: 5 });
      await page.keyboard.press("Enter");
      await board.locator(".board-lines > li").nth(0).waitFor();
      expect(await board.locator(":scope > [role=status]").innerText()).toMatch(
        /^Not yet\. Right size, opposite sign\./,
      );
      // The sign of equality leaves the fraction that it is typed in.
      await page.keyboard.type("∂yhat/∂z2=yhat(1-yhat)", { delay: 5 });
      await page.keyboard.press("Enter");
      await board.locator(".board-lines > li").nth(1).waitFor();
      expect(await board.locator(":scope > [role=status]").innerText()).toMatch(/^Right\. ∂yhat\/∂z2 = /);
      await expect.poll(() => isInView(board.locator("math-field"))).toBe(true);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await board.locator("input.text-line:focus").waitFor();
      for (const line of [
        "dyhat = -y/yhat + (1-y)/(1-yhat)",
        "∂yhat/∂z2 = yhat .* (1-yhat)",
        "dz2 = yhat - y",
      ]) {
        await page.keyboard.type(line);
        const before = await board.locator(".board-lines > li").count();
        await page.keyboard.press("Enter");
        await board.locator(".board-lines > li").nth(before).waitFor();
        expect(await board.locator(":scope > [role=status]").innerText()).toMatch(
          /^Right\. .+ shape 1 × 1\.$/,
        );
      }
      await page.locator("#outline a", { hasText: "Exercises, 2 of 11" }).waitFor();
      await page.keyboard.press("Escape");
      expect(await page.evaluate(() => document.activeElement?.classList.contains("jp-CodeCell"))).toBe(true);
      await page.evaluate(() => {
        localStorage.clear();
      });
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "keeps the lines when the kernel is gone, says how to go on, and goes on",
    async () => {
      const page = await course.open({ unit: FIXTURE });
      await runAll(page);
      const board = page.locator(".board");
      await board.locator(".board-lines > li", { hasText: "dz2 = yhat - y" }).waitFor();
      expect(await write(board, "dA1=W2 dz2")).toContain("A transpose is missing");
      expect(await write(board, "dA1=W2'dz2")).toContain("Right.");
      await saved(page);
      await page.locator('#toolbar [data-command="restart"]').click();
      await page.locator(".message").getByRole("button", { name: "Restart", exact: true }).click();
      await board
        .locator(".board-note", { hasText: "Run the cells down to this one to continue." })
        .waitFor();
      expect(await board.locator("math-field").count()).toBe(0);
      expect(await board.locator(".board-lines > li").count()).toBe(3);
      await page.reload();
      await board
        .locator(".board-note", { hasText: "Run the cells down to this one to continue." })
        .waitFor();
      expect(await board.locator(".board-lines > li").count()).toBe(3);
      await run(page, "myBoard.line");
      await page.getByRole("button", { name: "Run from the top to here" }).click();
      await board.locator("math-field").waitFor();
      await expect.poll(() => board.locator(".board-lines > li").count()).toBe(3);
      expect(await write(board, "dz1=dA1.*A1.*(1-A1)")).toContain("Right.");
      // The same board made once more by its cell has the lines too, and the cell's own variable is what is written on.
      await page.keyboard.press("Escape");
      await run(page, "rederive(loss, W1)");
      await expect.poll(() => board.locator(".board-lines > li").count()).toBe(3);
      await run(page, "myBoard.line");
      await expect.poll(() => board.locator(".board-lines > li").count()).toBe(4);
      await saved(page);
      expect(await onDisk(course, FIXTURE)).toContain("<td><code>");
      await board.locator("button.again").click();
      await expect.poll(() => board.locator(".board-lines > li").count()).toBe(0);
      // JupyterLab says so itself when a kernel is restarted.
      expect(problemsOf(page).filter((problem) => !problem.includes("Connection lost"))).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "speaks Hindi where that is chosen, also about lines that were judged before, and remembers it",
    async () => {
      const page = await course.open({ unit: FIXTURE });
      await runAll(page);
      const board = page.locator(".board");
      await write(board, "dz2=y-yhat");
      await page.locator("#language").selectOption("hi");
      await board.locator(".verdict[lang=hi]", { hasText: "माप सही, चिह्न उल्टा।" }).waitFor();
      await page.reload();
      await board.locator(".verdict[lang=hi]", { hasText: "चिह्न उल्टा" }).waitFor();
      expect(await board.locator("button[type=submit]").innerText()).toBe("जाँचिए");
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});

/** Types a line into the board's input, has it checked, and gives what the board says. */
async function write(board: Locator, line: string): Promise<string> {
  const page = board.page();
  await board.locator("math-field").click();
  await focusInput(page);
  await page.keyboard.type(line, { delay: 5 });
  const before = await board.locator(".board-lines > li").count();
  await page.keyboard.press("Enter");
  const verdict = board.locator(".board-lines > li").nth(before).locator(".verdict");
  await verdict.waitFor();
  return verdict.innerText();
}

/** MathLive takes the focus a little after it was given. */
async function focusInput(page: Page): Promise<void> {
  await page.locator(".board math-field").first().focus();
  await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement != null);
}

/** Whether all of it is on the screen. */
function isInView(part: Locator): Promise<boolean> {
  return part.evaluate((node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
}

/** What Tab comes by within the board, by the name that is read out. */
async function stopsWithin(page: Page, board: Locator): Promise<readonly string[]> {
  await board.evaluate((node) => {
    node.closest<HTMLElement>(".jp-Cell")?.focus();
  });
  const stops: string[] = [];
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    await page.waitForTimeout(100);
    const name = await board.evaluate((node) => {
      const { activeElement } = document;
      if (activeElement === null || !node.contains(activeElement)) return null;
      return activeElement.getAttribute("aria-label") ?? activeElement.textContent;
    });
    if (name !== null) stops.push(name);
  }
  return stops;
}

async function run(page: Page, text: string): Promise<void> {
  const cell = page.locator(".jp-CodeCell", { hasText: text }).first();
  await cell.locator(".jp-InputPrompt").click();
  await page.keyboard.press("Control+Enter");
  await page
    .locator('[data-run="waiting"], [data-run="running"]')
    .first()
    .waitFor({ timeout: 2000 })
    .catch(() => undefined);
  await page.waitForFunction(
    () => document.querySelector('[data-run="waiting"], [data-run="running"]') === null,
  );
}
