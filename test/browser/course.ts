/** @file A course in a browser: a real server over copies of some notebooks, and pages that remember what went wrong. */

import { copyFile, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { startServer, type RunningServer } from "../../app/server/server.js";

const CLONE = fileURLToPath(new URL("../../", import.meta.url));
const WEB = join(CLONE, "dist", "web");

export const FIXTURES: string = fileURLToPath(new URL("fixtures/", import.meta.url));
export const LECTURES: string = join(CLONE, "notebooks", "lectures");
/** A kernel needs a few seconds to start, more on a busy machine. */
export const KERNEL_TIMEOUT_MS = 60_000;

/** The two sizes at which the page must be usable. */
export const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

/** What a page is opened with. */
export interface PageOptions {
  readonly size?: keyof typeof SIZES;
  readonly dark?: boolean;
  /** The notebook to open; without one the page chooses. */
  readonly unit?: string;
  /** A page that shares its storage with others, as tabs of one browser do. */
  readonly beside?: Page;
}

/** A running course; everything it started ends with `close`. */
export interface TestCourse {
  readonly server: RunningServer;
  readonly work: string;
  open(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** What Chromium says about the speed of a drawing in space, above all where there is no graphics card. */
const SPEED = /GL Driver Message \(OpenGL, Performance,|willReadFrequently/;

const problems = new WeakMap<Page, string[]>();

/** Starts a course over its own copies of the given notebooks. */
export async function startCourse(
  executable: string,
  notebooks: readonly string[],
  exercises: readonly string[] = [],
): Promise<TestCourse> {
  await stat(join(WEB, "index.html")).catch(() => {
    throw new Error(`browser tests: ${WEB} is not built; run npm test, which builds it`);
  });
  const folder = await mkdtemp(join(tmpdir(), "chainrule-browser-"));
  const [work, originals] = [join(folder, "work"), join(folder, "originals")];
  await mkdir(originals);
  for (const notebook of notebooks) await copyFile(notebook, join(originals, basename(notebook)));
  if (exercises.length > 0) await mkdir(join(folder, "exercises"));
  for (const notebook of exercises) await copyFile(notebook, join(folder, "exercises", basename(notebook)));
  const server = await startServer({ port: 0, workFolder: work, courseFolder: originals, webFolder: WEB });
  const browser = await launch(executable);
  return {
    server,
    work,
    open: (options = {}) => openPage(browser, server, options),
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Errors of the page and its console, failed requests and refused answers, since it was opened. */
export function problemsOf(page: Page): readonly string[] {
  return problems.get(page) ?? [];
}

/** Waits until the kernel is ready for a cell. */
export async function kernelReady(page: Page): Promise<void> {
  await page.locator("#kernel-state", { hasText: "Kernel ready" }).waitFor({ timeout: KERNEL_TIMEOUT_MS });
}

/** Runs all cells and waits for the end of the run, whatever it is. */
export async function runAll(page: Page): Promise<void> {
  await kernelReady(page);
  await page.locator('#toolbar [data-command="run-all"]').click();
  await page.locator('[data-run="waiting"], [data-run="running"]').first().waitFor({ timeout: 5000 });
  await page.waitForFunction(
    () => document.querySelector('[data-run="waiting"], [data-run="running"]') === null,
    undefined,
    { timeout: KERNEL_TIMEOUT_MS * 2 },
  );
}

/** What each code cell says of its run: its number, or the words beside it. */
export function runStates(page: Page): Promise<readonly string[]> {
  return page.locator(".jp-CodeCell").evaluateAll((cells) =>
    cells.map((cell) => {
      const words = cell.querySelector(".run-state")?.textContent;
      return words ?? cell.querySelector(".jp-InputPrompt")?.textContent ?? "";
    }),
  );
}

/** Waits until everything on the page is on disk. */
export async function saved(page: Page): Promise<void> {
  await page.locator("#file-state", { hasText: /^Saved$/ }).waitFor({ timeout: 20_000 });
}

/** A notebook of the work folder as it is on disk. */
export async function onDisk(course: TestCourse, name: string): Promise<string> {
  return readFile(join(course.work, name), "utf8");
}

function launch(executable: string): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

async function openPage(browser: Browser, server: RunningServer, options: PageOptions): Promise<Page> {
  const { size = "wide", dark = false, unit, beside } = options;
  const context =
    beside?.context() ??
    (await browser.newContext({ viewport: SIZES[size], colorScheme: dark ? "dark" : "light" }));
  const page = await context.newPage();
  watch(page, server);
  await page.goto(unit === undefined ? server.url : `${server.url}#${encodeURIComponent(unit)}`);
  await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 20_000 });
  return page;
}

/** Notes everything that should not happen, and any request that leaves this machine. */
function watch(page: Page, server: RunningServer): void {
  const list: string[] = [];
  problems.set(page, list);
  const { host } = new URL(server.url);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !SPEED.test(message.text()))
      list.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => list.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.host !== host)
      list.push(`left the machine: ${url.href}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) list.push(`${response.status()}: ${response.url()}`);
  });
}
