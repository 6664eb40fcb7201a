/** @file Charts and graphs on the page: their colours, by day and by night. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contrast } from "../../kernel-lib/charts/svg/color.js";
import { COLORS } from "../../kernel-lib/charts/style.js";
import { chromium, describeWith } from "../support/extras.js";
import { LECTURES, runAll, startCourse, type TestCourse } from "./course.js";

type Rgb = readonly number[];
type Eye = Readonly<Record<"x" | "y" | "z", number>>;

/** What Plotly keeps at the element that it has drawn into. */
interface Drawing {
  readonly layout: { readonly scene: { readonly camera: { readonly eye: Eye } } };
}

const TEST_TIMEOUT_MS = 120_000;
const UNIT = "03-computation-graphs-2.ipynb";
const IN_SPACE = "07-binary-cross-entropy.ipynb";
const [day, night] = readFileSync(new URL("../../app/web/style/theme.css", import.meta.url), "utf8").split(
  "@media",
);

/** How light of three kinds reaches who sees all of it, and who lacks one (Machado, Oliveira and Fernandes, 2009). */
const SIGHTS: Readonly<Record<string, readonly Rgb[]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  "no long waves": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "no medium waves": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "no short waves": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

describe.each([
  ["day", day],
  ["night", night],
])("colours of charts by %s", (_, css) => {
  const palette = COLORS.map((_color, index) => variable(css, `chart-${index + 1}`));

  it("have a contrast of 4.5 : 1 on the page", () => {
    for (const color of palette) {
      expect(contrast(color, variable(css, "paper"))).toBeGreaterThan(4.5);
      expect(contrast(color, variable(css, "paper-raised"))).toBeGreaterThan(4.5);
    }
  });

  it.each(Object.entries(SIGHTS))("are told apart by eyes that see %s", (_sight, matrix) => {
    const seen = palette.map((color) => lab(through(matrix, linear(color))));
    const apart = seen.flatMap((a, at) =>
      seen.slice(0, at).map((b) => Math.hypot(...a.map((x, i) => x - b[i]))),
    );
    expect(Math.min(...apart)).toBeGreaterThan(0.07);
  });
});

describeWith(chromium, "charts in a browser", (executable) => {
  let course: TestCourse;

  beforeAll(async () => {
    course = await startCourse(executable, [join(LECTURES, UNIT), join(LECTURES, IN_SPACE)]);
  }, TEST_TIMEOUT_MS);
  afterAll(() => course.close(), TEST_TIMEOUT_MS);

  it(
    "draws bars and marked paths in the page's own colours, whichever theme is on",
    async () => {
      const page = await course.open({ unit: UNIT });
      await runAll(page);
      const bar = page.locator(".chart .bars path").first();
      await page.locator(".chart").first().scrollIntoViewIfNeeded();
      const path = page.locator("[stroke-dasharray]").first();
      for (const [colorScheme, css] of [
        ["light", day],
        ["dark", night],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await expect
          .poll(() => bar.evaluate((mark) => getComputedStyle(mark).fill))
          .toBe(rgb(variable(css, "chart-1")));
        expect(await path.evaluate((mark) => getComputedStyle(mark).stroke)).toBe(
          rgb(variable(css, "chart-2")),
        );
      }
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );

  it(
    "turns a drawing in space by buttons, which flat ones do not have",
    async () => {
      const page = await course.open({ unit: IN_SPACE });
      await runAll(page);
      const figure = page.locator(".chart-figure:has(.turning:not([hidden]))");
      expect(await figure.count()).toBe(1);
      await figure.scrollIntoViewIfNeeded();
      await figure.locator("canvas").first().waitFor();
      const eye = (): Promise<Eye> =>
        figure
          .locator(".chart")
          .evaluate((drawing) => (drawing as unknown as Drawing).layout.scene.camera.eye);
      const before = await eye();
      await figure.getByRole("button", { name: "Turn left" }).press("Enter");
      await expect.poll(async () => (await eye()).x).not.toBe(before.x);
      const beside = await eye();
      expect(beside.z).toBeCloseTo(before.z, 10);
      await figure.getByRole("button", { name: "Look from lower down" }).press("Enter");
      await expect.poll(async () => (await eye()).z).toBeLessThan(beside.z);
      await page.close();
    },
    TEST_TIMEOUT_MS,
  );
});

function variable(css: string, name: string): string {
  return new RegExp(`--${name}: (#\\w{6});`).exec(css)?.[1] ?? `no --${name}`;
}

function bytes(color: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function rgb(color: string): string {
  return `rgb(${bytes(color).join(", ")})`;
}

function linear(color: string): Rgb {
  return bytes(color).map((byte) =>
    byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
  );
}

function through(matrix: readonly Rgb[], values: Rgb): Rgb {
  return matrix.map((row) =>
    Math.max(
      0,
      row.reduce((sum, share, at) => sum + share * values[at], 0),
    ),
  );
}

/** Lightness and two axes of colour in which distances are seen alike (Oklab, Ottosson, 2020). */
function lab(light: Rgb): Rgb {
  const cones = through(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light,
  ).map(Math.cbrt);
  const axes = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ];
  return axes.map((row) => row.reduce((sum, share, at) => sum + share * cones[at], 0));
}
