/** @file Ten exported derivations in a real browser: typeset, within the page at every width, nothing to complain of. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium as chromiumDriver, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chromium, describeWith } from "../support/extras.js";
import { derivationsPage, tenDerivations } from "./derivations.js";

const TYPESETTER = fileURLToPath(
  new URL("../../node_modules/mathjax-full/es5/tex-svg-full.js", import.meta.url),
);
/** Where pictures of the page are kept for whoever wants to look at them. */
const PICTURES = process.env["CHAINRULE_PICTURES"];

const SIZES = [
  ["wide, light", { width: 1280, height: 800 }, "light"],
  ["a phone, dark", { width: 390, height: 844 }, "dark"],
] as const;

describeWith(chromium, "a page of ten derivations", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await chromiumDriver.launch({
      executablePath: chromium.path ?? "",
      args: ["--no-sandbox", "--disable-gpu"],
    });
    folder = mkdtempSync(join(tmpdir(), "derivations-"));
    const script = `<script src="${pathToFileURL(TYPESETTER).href}"></script>`;
    writeFileSync(join(folder, "page.html"), derivationsPage().replace("</body>", `${script}</body>`));
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.each(SIZES)(
    "%s, is typeset without complaints and scrolls only inside its rows",
    async (name, viewport, colorScheme) => {
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() !== "log") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(pathToFileURL(join(folder, "page.html")).href);
      await page.evaluate("MathJax.startup.promise");
      if (PICTURES !== undefined) await pictured(page, join(PICTURES, name.replace(/\W+/g, "-")));
      expect(complaints).toEqual([]);
      expect(await measured(page)).toEqual({
        derivations: tenDerivations().length,
        untypeset: 0,
        errors: 0,
        struck: true,
        braced: true,
        overflow: 0,
        clipped: [],
        scrolledValues: [],
      });
      await context.close();
    },
    60_000,
  );
});

/** A picture of each derivation. */
async function pictured(page: Page, path: string): Promise<void> {
  const sections = await page.locator("section").all();
  for (const [at, section] of sections.entries()) await section.screenshot({ path: `${path}-${at + 1}.png` });
}

/** What can be seen of the page: everything typeset, cancelled factors struck, shapes below, nothing beyond its edge. */
function measured(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
    const scrolls = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element);
      return overflowX === "auto" || overflowX === "scroll";
    };
    const boxed = (element: Element | null): boolean =>
      element !== null && (scrolls(element) || boxed(element.parentElement));
    const { scrollWidth, clientWidth } = document.documentElement;
    const beyond = all("mjx-container").filter(
      (formula) => formula.getBoundingClientRect().right > clientWidth,
    );
    return {
      derivations: all(".chainrule-derivation").length,
      untypeset: (document.body.innerText.match(/\\\(|\\frac|\\displaystyle/g) ?? []).length,
      errors: all("[data-mml-node=merror]").length,
      struck: all("[data-mml-node=menclose] line").length > 0,
      braced: all("[data-mml-node=munder]").length > 0,
      overflow: Math.max(0, scrollWidth - clientWidth),
      clipped: beyond.filter((formula) => !boxed(formula)).map(({ textContent }) => textContent),
      scrolledValues: all("td:nth-child(3) mjx-container")
        .filter((value) => value.getBoundingClientRect().right > clientWidth)
        .map(({ textContent }) => textContent),
    };
  });
}
