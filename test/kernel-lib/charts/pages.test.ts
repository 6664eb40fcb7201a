/** @file Charts in a real browser: Plotly draws every figure, drawings are well-formed and fit their width. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium as driver, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chartBundle } from "../../../kernel-lib/display/charts.js";
import { chromium, describeWith } from "../../support/extras.js";
import { CHARTS } from "./examples.js";

const PLOTLY = createRequire(import.meta.url).resolve("plotly.js-dist-min");
const WIDTHS = [800, 360];

interface Plotted {
  readonly traces: number;
  readonly overflow: number;
  readonly smallest: number;
}

describeWith(chromium, "in a browser", (executablePath) => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  /** What a function of the page, given as text, returns for a text. */
  const inPage = <Result>(code: string, argument: string): Promise<Result> =>
    page.evaluate<Result>(`(${code})(${JSON.stringify(argument)})`);

  beforeAll(async () => {
    browser = await driver.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      // Plotly reads back the letters of axes in space from a canvas; the browser says how that could be faster.
      if (["error", "warning"].includes(message.type()) && !text.includes("willReadFrequently"))
        complaints.push(text);
    });
    await page.setContent('<!doctype html><body style="margin: 0"><div id="place"></div></body>');
    await page.addScriptTag({ content: readFileSync(PLOTLY, "utf8") });
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(Object.entries(CHARTS))("%s is a figure that Plotly accepts and draws", async (_, chart) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 600 });
      const plotted = await inPage<Plotted>(
        PLOT,
        JSON.stringify(chartBundle(chart)["application/vnd.plotly.v1+json"]),
      );
      expect(plotted.traces).toBe(chart.figure.data.length);
      expect(plotted.overflow).toBeLessThanOrEqual(0);
      expect(plotted.smallest).toBeGreaterThanOrEqual(12);
    }
    expect(complaints).toEqual([]);
  });

  it.each(Object.entries(CHARTS))(
    "the drawing of %s is well-formed and all its words are inside",
    async (_, chart) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 600 });
        const faults = await inPage<readonly string[]>(DRAW, chart.svg({ width }));
        expect(faults).toEqual([]);
      }
    },
  );
});

/** Plots a figure; gives how many traces Plotly kept, by how much words leave the page, the smallest letters. */
const PLOT = `async (json) => {
  const figure = JSON.parse(json);
  const place = document.getElementById("place");
  place.innerHTML = "";
  await Plotly.newPlot(place, figure.data, figure.layout, { ...figure.config, displayModeBar: false });
  const words = [...place.querySelectorAll("text")].filter((text) => text.textContent.trim() !== "");
  const boxes = words.map((text) => text.getBoundingClientRect());
  const overflow = Math.max(...boxes.map((box) => Math.max(-box.left, box.right - innerWidth)));
  const smallest = Math.min(...words.map((text) => Number.parseFloat(getComputedStyle(text).fontSize)));
  const traces = place._fullData.filter(({ visible }) => visible === true).length;
  Plotly.purge(place);
  return { traces, overflow, smallest };
}`;

/** Parses a drawing as XML, puts it on the page, and gives what is wrong with it. */
const DRAW = `(svg) => {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  const fault = parsed.querySelector("parsererror");
  if (fault !== null) return [fault.textContent];
  const place = document.getElementById("place");
  place.innerHTML = svg;
  const frame = place.firstElementChild.getBoundingClientRect();
  return [...place.querySelectorAll("text")]
    .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
    .filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
    .map(({ text }) => text);
}`;
