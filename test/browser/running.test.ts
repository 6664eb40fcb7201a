/** @file Running notebooks in a real browser on the real kernel: outputs, stops, interrupts, restarts, the keyboard. */

import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import {
  FIXTURES,
  kernelReady,
  KERNEL_TIMEOUT_MS,
  problemsOf,
  runAll,
  runStates,
  saved,
  startCourse,
  type TestCourse,
} from "./course.js";

const NOTEBOOKS = ["02-reading.ipynb", "03-failing.ipynb", "04-long.ipynb"].map((name) =>
  join(FIXTURES, name),
);
const TEST_TIMEOUT_MS = 120_000;

describeWith(chromium, "running notebooks in a browser", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(executable, NOTEBOOKS);
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it(
    "runs a notebook from top to bottom and shows text, pictures, charts and mathematics",
    async () => {
      const page = await course.open({ unit: "02-reading.ipynb" });
      await runAll(page);
      expect(await runStates(page)).toEqual(["[1]:", "[2]:", "[3]:", "[4]:", "[5]:", "[ ]:"]);
      expect(await page.locator(".jp-OutputArea-output pre").first().textContent()).toContain("J = 33");
      expect(await page.locator(".jp-RenderedSVG img").evaluate((image) => image.clientWidth)).toBe(120);
      await page.locator(".jp-OutputArea mjx-container").nth(1).waitFor();
      await chartIsDrawn(page);
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "calls a unit done when every code cell has run, and shows the outputs again after a reload",
    async () => {
      const page = await course.open({ unit: "02-reading.ipynb" });
      await runAll(page);
      await page.locator('#outline [data-state="done"]').waitFor();
      expect(await page.locator("#outline li").first().innerText()).toBe("02\nReading\n● done");
      await saved(page);
      await page.reload();
      await chartIsDrawn(page);
      expect(await page.locator(".jp-OutputArea-output pre").first().textContent()).toContain("J = 33");
      expect(await page.title()).toBe("02 Reading");
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "changes a chart in place while a cell runs and says in words what it shows",
    async () => {
      const page = await course.open({ unit: "02-reading.ipynb" });
      await kernelReady(page);
      await cell(page, 1).locator(".jp-InputPrompt").click();
      await page.keyboard.press("Control+Enter");
      await cell(page, 2).locator(".jp-InputPrompt").click();
      await page.keyboard.press("Control+Enter");
      const drawings = await page.evaluate(async () => {
        const seen = new Set<Element>();
        while (document.querySelector('[data-run="waiting"], [data-run="running"]') !== null) {
          const drawing = document.querySelector(".chart .main-svg");
          if (drawing !== null) seen.add(drawing);
          await new Promise((next) => setTimeout(next, 10));
        }
        return seen.size;
      });
      expect(drawings).toBeLessThanOrEqual(1);
      await page.getByRole("img", { name: "The loss after 10 epochs." }).waitFor();
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "fits a chart to the screen and keeps it legible in the dark",
    async () => {
      const page = await course.open({ unit: "02-reading.ipynb", size: "phone", dark: true });
      await runAll(page);
      await chartIsDrawn(page);
      const chart = await page.locator(".chart .main-svg").first().boundingBox();
      expect(chart?.width).toBeGreaterThan(250);
      expect((chart?.x ?? 0) + (chart?.width ?? 0)).toBeLessThanOrEqual(390);
      const ink = await page
        .locator(".chart .ytick text")
        .first()
        .evaluate((text) => getComputedStyle(text).fill);
      expect(ink).toBe("rgb(227, 229, 232)");
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "leaves no empty room around a low plot with equal units on a telephone",
    async () => {
      const page = await course.open({ unit: "02-reading.ipynb", size: "phone" });
      await kernelReady(page);
      const axes =
        '{ height: 440, xaxis: { range: [0, 4], constrain: "domain" }, ' +
        'yaxis: { range: [0, 1], constrain: "domain", scaleanchor: "x" } }';
      const figure = `{ data: [{ type: "scatter", x: [1, 3], y: [0, 1] }], layout: ${axes} }`;
      const send = `display.raw("application/vnd.plotly.v1+json", ${figure});`;
      await write(page, 0, `import { display } from "tslab";\n${send}`);
      await page.keyboard.press("Control+Enter");
      await chartIsDrawn(page);
      expect((await page.locator(".chart").first().boundingBox())?.height).toBeLessThan(260);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "stops at a failing cell, says which cells did not run, and does not call the unit done",
    async () => {
      const page = await course.open({ unit: "03-failing.ipynb" });
      await runAll(page);
      expect(await runStates(page)).toEqual(["[1]:", "stopped with an error", "did not run", "did not run"]);
      expect(await page.getByRole("alert").innerText()).toContain(
        "A cell stopped with an error. The 2 code cells after it did not run.",
      );
      await page.getByRole("button", { name: "Show the cell" }).click();
      expect(await page.locator(".jp-mod-active .run-state").innerText()).toBe("Stopped with an error");
      expect(await page.locator("#outline [aria-current=page]").innerText()).toContain("under way");
      await saved(page);
      await page.reload();
      await page.locator(".run-state", { hasText: "stopped with an error" }).waitFor();
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "runs the next cell after one that failed, however quickly it is asked to",
    async () => {
      const page = await course.open({ unit: "03-failing.ipynb" });
      await kernelReady(page);
      await cell(page, 1).locator(".jp-InputPrompt").click();
      await page.keyboard.press("Control+Enter");
      await page.locator('[data-run="stopped with an error"]').waitFor();
      await cell(page, 2).locator(".jp-InputPrompt").click();
      await page.keyboard.press("Control+Enter");
      await cell(page, 2).locator("pre", { hasText: "after" }).waitFor();
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "interrupts an endless cell, goes on after it, and counts a cell that is meant to fail",
    async () => {
      const page = await course.open({ unit: "04-long.ipynb" });
      await kernelReady(page);
      await page.locator('#toolbar [data-command="run-all"]').click();
      await page.locator('[data-run="running"]').waitFor();
      await page.locator("#kernel-state", { hasText: "Kernel running" }).waitFor();
      await page.getByRole("button", { name: "Interrupt" }).click();
      await page.locator('[data-run="was interrupted"]').waitFor();
      expect(await runStates(page)).toEqual(["was interrupted", "did not run", "did not run"]);
      await write(page, 0, "const brief = 1;");
      await runAll(page);
      await page.locator("#outline [aria-current=page]", { hasText: "done" }).waitFor();
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "restarts the kernel after asking in the page, forgets its variables, and runs all cells where that is chosen",
    async () => {
      const page = await course.open({ unit: "03-failing.ipynb" });
      await kernelReady(page);
      await write(page, 0, "const remembered = 1;");
      await page.keyboard.press("Control+Enter");
      await cell(page, 0).locator(".jp-InputPrompt", { hasText: /\d/ }).waitFor();
      await page.locator('#toolbar [data-command="restart"]').click();
      await page.locator(".message").getByRole("button", { name: "Restart", exact: true }).click();
      await page.locator("#kernel-state", { hasText: "Kernel restarting" }).waitFor();
      await kernelReady(page);
      await write(page, 0, "typeof remembered");
      await page.keyboard.press("Control+Enter");
      await cell(page, 0).locator('[data-mime-type="application/vnd.jupyter.stderr"]').waitFor();
      await page.locator('#toolbar [data-command="restart"]').click();
      await page.getByRole("button", { name: "Restart and run all" }).click();
      const halted = ["stopped with an error", ...Array<string>(3).fill("did not run")];
      await expect.poll(() => runStates(page), { timeout: KERNEL_TIMEOUT_MS }).toEqual(halted);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "says within two seconds that a kernel was killed, and starts another on request",
    async () => {
      const page = await course.open({ unit: "03-failing.ipynb" });
      await kernelReady(page);
      await write(page, 0, 'process.kill(process.pid, "SIGKILL");');
      await page.keyboard.press("Control+Enter");
      await page.getByRole("alert").filter({ hasText: "The kernel has stopped." }).waitFor({ timeout: 3000 });
      expect(await page.locator("#kernel-state").innerText()).toBe("Kernel stopped");
      expect((await runStates(page))[0]).toBe("did not finish");
      await page.getByRole("button", { name: "Restart the kernel" }).click();
      await kernelReady(page);
      await write(page, 0, 'console.log("alive again");');
      await page.keyboard.press("Control+Enter");
      await cell(page, 0).locator("pre", { hasText: "alive again" }).waitFor();
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});

function cell(page: Page, index: number): Locator {
  return page.locator(".jp-CodeCell").nth(index);
}

/** Puts new code into a cell by the keyboard, as a student would. */
async function write(page: Page, index: number, code: string): Promise<void> {
  await cell(page, index).locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(code);
}

async function chartIsDrawn(page: Page): Promise<void> {
  await page.locator(".chart").first().scrollIntoViewIfNeeded();
  await page.locator(".chart .scatterlayer .trace").first().waitFor({ timeout: KERNEL_TIMEOUT_MS });
}
