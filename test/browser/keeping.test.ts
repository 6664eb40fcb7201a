/** @file Nothing is lost: saving, two tabs, other programs, the original, a server that is gone. */

import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import { FIXTURES, kernelReady, onDisk, problemsOf, saved, startCourse, type TestCourse } from "./course.js";

const TEST_TIMEOUT_MS = 120_000;
const UNIT = "03-failing.ipynb";
/** No kernel has left its name in it yet. */
const UNREAD = "04-long.ipynb";

describeWith(chromium, "keeping the student's work", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(executable, [join(FIXTURES, UNIT), join(FIXTURES, UNREAD)]);
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it(
    "saves by itself soon after a change, and shows the change after a reload",
    async () => {
      const page = await course.open();
      await write(page, "const mine = 1;");
      await saved(page);
      expect(await onDisk(course, UNIT)).toContain("const mine = 1;");
      await page.reload();
      await page.locator(".cm-content", { hasText: "const mine = 1;" }).waitFor();
      expect(problemsOf(page)).toEqual([]);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "leaves the file alone when a page is only opened and its kernel starts",
    async () => {
      const page = await course.open({ unit: UNREAD });
      const before = await onDisk(course, UNREAD);
      await kernelReady(page);
      await page.waitForTimeout(2500);
      expect(await onDisk(course, UNREAD)).toBe(before);
      expect(await page.locator("#file-state").innerText()).toBe("Saved");
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "asks which version stays when two tabs changed the same page, and keeps mine",
    async () => {
      const [first, second] = await quarrel(course, "theirs to lose", "mine to keep");
      await second.getByRole("button", { name: "Keep mine" }).click();
      await saved(second);
      expect(await onDisk(course, UNIT)).toContain("mine to keep");
      await first.close();
      await second.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "takes theirs on request",
    async () => {
      const [first, second] = await quarrel(course, "theirs to take", "mine to give up");
      await second.getByRole("button", { name: "Take theirs" }).click();
      await second.locator(".cm-content", { hasText: "theirs to take" }).waitFor();
      expect(await onDisk(course, UNIT)).toContain("theirs to take");
      await first.close();
      await second.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "saves mine as a copy beside theirs, which the outline then shows",
    async () => {
      const [first, second] = await quarrel(course, "theirs in place", "mine beside it");
      await second.getByRole("button", { name: "Save mine as a copy" }).click();
      await second.getByRole("link", { name: "Open my version" }).click();
      await second.locator(".cm-content", { hasText: "mine beside it" }).waitFor();
      expect(await onDisk(course, UNIT)).toContain("theirs in place");
      await second.locator("#outline ul a", { hasText: "mine" }).waitFor();
      await first.close();
      await second.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "shows the newest version in a tab that one comes back to with nothing unsaved",
    async () => {
      const page = await course.open({ unit: UNIT });
      const other = await course.open({ unit: UNIT, beside: page });
      await write(other, "written in the other tab");
      await saved(other);
      await page.evaluate(() => window.dispatchEvent(new Event("focus")));
      await page.locator(".cm-content", { hasText: "written in the other tab" }).waitFor();
      await page.getByRole("status").filter({ hasText: "here is the newest version" }).waitFor();
      await page.close();
      await other.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "resets a page to the original after asking, and keeps the old version as a backup",
    async () => {
      const page = await course.open({ unit: UNIT });
      await write(page, "to be kept as a backup");
      await page.locator('#toolbar [data-command="reset"]').click();
      await page.locator(".message").getByRole("button", { name: "Reset" }).click();
      await page.getByRole("status").filter({ hasText: "is the original again" }).waitFor();
      await page.locator(".cm-content", { hasText: 'console.log("before");' }).waitFor();
      const backups = await readdir(join(course.work, ".chainrule", "backups"));
      expect(await onDisk(course, join(".chainrule", "backups", backups.sort().at(-1) ?? ""))).toContain(
        "to be kept as a backup",
      );
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "offers a newer original beside the student's copy",
    async () => {
      await course.open({ unit: UNIT }).then((page) => page.close());
      const original = await onDisk(course, join("..", "originals", UNIT));
      await writeFile(
        join(course.work, "..", "originals", UNIT),
        original.replace("# Failing", "# Failing, revised"),
      );
      const page = await course.open({ unit: UNIT });
      await page.getByRole("button", { name: "Open the new version beside it" }).click();
      await page.locator("h1", { hasText: "Failing, revised" }).waitFor();
      const again = await course.open({ unit: UNIT });
      expect(await again.locator(".message").count()).toBe(0);
      await page.close();
      await again.close();
    },
    TEST_TIMEOUT_MS,
  );
});

describeWith(chromium, "a server that is gone", (executable) => {
  let course: TestCourse;

  beforeEach(async () => {
    course = await startCourse(executable, [join(FIXTURES, UNIT)]);
  }, TEST_TIMEOUT_MS);

  it(
    "is told in the page, which keeps the changes",
    async () => {
      const page = await course.open();
      await kernelReady(page);
      await course.server.close();
      await write(page, "typed without a server");
      await page.getByRole("alert").filter({ hasText: "could not be saved" }).waitFor({ timeout: 10_000 });
      expect(await page.getByRole("alert").filter({ hasText: "could not be saved" }).innerText()).toContain(
        "npm start",
      );
      expect(await page.locator("#file-state").innerText()).toBe("Not saved");
      expect(await page.locator(".jp-CodeCell .cm-content").first().innerText()).toBe(
        "typed without a server",
      );
      await course.close();
    },
    TEST_TIMEOUT_MS,
  );
});

/** Two tabs open the same page, the first saves its change, the second has made another one and is asked. */
async function quarrel(course: TestCourse, theirs: string, mine: string): Promise<readonly [Page, Page]> {
  const first = await course.open({ unit: UNIT });
  const second = await course.open({ unit: UNIT, beside: first });
  await write(first, theirs);
  await saved(first);
  await write(second, mine);
  await second.getByRole("alert").filter({ hasText: "Which version stays?" }).waitFor({ timeout: 10_000 });
  expect(await onDisk(course, UNIT)).toContain(theirs);
  return [first, second];
}

/** Puts new text into the first code cell. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator(".jp-CodeCell .cm-content").first().click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(text);
}
