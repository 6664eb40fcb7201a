/** @file The static drawing: scales, contour lines, text that stays text. */

import { describe, expect, it } from "vitest";
import { lineChart } from "../../../kernel-lib/charts/lines.js";
import { colorAt } from "../../../kernel-lib/charts/svg/color.js";
import { contourSegments } from "../../../kernel-lib/charts/svg/contour-lines.js";
import { linearTicks, logTicks } from "../../../kernel-lib/charts/svg/scale.js";
import { CHARTS } from "./examples.js";

describe("ticks", () => {
  it.each([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-0.35, 0.35, 4, [-0.2, 0, 0.2]],
    [0, 2000, 4, [0, 500, 1000, 1500, 2000]],
    [1e-10, 3e-10, 2, [1e-10, 2e-10, 3e-10]],
  ])("from %d to %d are round numbers", (low, high, count, expected) => {
    expect(linearTicks(low, high, count)).toEqual(expected);
  });

  it.each([
    [0.001, 1, 6, [0.001, 0.01, 0.1, 1]],
    [0.04, 0.7, 6, [0.05, 0.1, 0.2, 0.5]],
    [1e-12, 1, 4, [1e-12, 1e-9, 1e-6, 1e-3, 1]],
  ])(
    "from %d to %d on a logarithmic axis are powers of ten, with 2 and 5 if few",
    (low, high, count, expected) => {
      expect(logTicks(low, high, count)).toEqual(expected);
    },
  );
});

describe("contour lines", () => {
  it("pass between grid points in proportion to the values", () => {
    expect(contourSegments([[0, 1], [0, 1]], 0.25)).toEqual([[[0.25, 0], [0.25, 1]]]); // prettier-ignore
  });

  it("separate the high corners of a saddle whose middle is low, and join them when it is high", () => {
    expect(
      contourSegments(
        [
          [1, 0],
          [0, 1],
        ],
        0.75,
      ),
    ).toEqual([
      // prettier-ignore
      [[0, 0.25], [0.25, 0]],
      [[1, 0.75], [0.75, 1]], // prettier-ignore
    ]);
    expect(
      contourSegments(
        [
          [1, 0],
          [0, 1],
        ],
        0.25,
      ),
    ).toEqual([
      // prettier-ignore
      [[0.75, 0], [1, 0.25]],
      [[0.25, 1], [0, 0.75]], // prettier-ignore
    ]);
  });

  it("leave out cells beside a gap", () => {
    expect(contourSegments([[0, 1], [null, 1]], 0.5)).toEqual([]); // prettier-ignore
  });
});

describe("colours of a scale", () => {
  it("are mixed between the given ones and end at the ends", () => {
    const scale = [[0, "#000000"], [0.5, "#808080"], [1, "#FFFFFF"]] as const; // prettier-ignore
    expect([-1, 0, 0.25, 0.5, 1, 2].map((at) => colorAt(scale, at))).toEqual(
      ["#000000", "#000000", "#404040", "#808080", "#ffffff", "#ffffff"], // prettier-ignore
    );
  });
});

describe("a drawing", () => {
  it("keeps names from the data as text", () => {
    const chart = lineChart({ '<script>"&\u0000': [1, 2] }, { title: "a < b & c", xLabel: "x", yLabel: "y" });
    expect(chart.svg()).not.toContain("<script>");
    expect(chart.svg()).toContain("&lt;script&gt;&quot;&amp;</text>");
    expect(chart.svg()).toContain("<title>a &lt; b &amp; c</title>");
  });

  it("says its summary to readers who do not see it", () => {
    const chart = CHARTS["a heatmap"];
    expect(chart.svg()).toContain(`<desc>${chart.summary}</desc>`);
    expect(chart.svg()).toContain('role="img"');
  });

  it("interrupts a line where a value is missing", () => {
    const svg = lineChart({ f: [0, 1, NaN, 1, 0] }, { title: "T", xLabel: "x", yLabel: "y" }).svg();
    const [, line] = /<path d="(M[^"]*)" fill="none" stroke="#0072B2"/.exec(svg) ?? [];
    expect(line.match(/M/g)).toHaveLength(2);
  });

  it.each(Object.entries(CHARTS))("of %s holds numbers only where numbers belong", (_, chart) => {
    for (const width of [320, 800]) {
      expect(chart.svg({ width })).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(chart.svg({ width }).length).toBeLessThan(200_000);
    }
  });
});
