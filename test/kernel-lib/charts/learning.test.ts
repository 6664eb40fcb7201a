/** @file Charts of learning: what they draw and what they say in words. */

import { describe, expect, it } from "vitest";
import { confusionChart, histogram, rocChart } from "../../../kernel-lib/charts/learning.js";
import { learningCurve } from "../../../kernel-lib/charts/lines.js";
import { lossContour, lossSurface } from "../../../kernel-lib/charts/loss-surface.js";
import { weightImages } from "../../../kernel-lib/charts/images.js";

const bowl = (x: number, y: number): number => x * x + (y - 1) ** 2;
const field = { title: "Loss", xLabel: "w", yLabel: "b", x: [-1, 1], y: [0, 2], resolution: 5 } as const;
const path = { x: [1, 0.5, 0], y: [0, 0.5, 1] };

describe.each([
  ["a loss surface", lossSurface],
  ["a loss contour", lossContour],
])("%s", (_, chart) => {
  it("says where the loss is lowest and highest, and where training went", () => {
    const { summary, table } = chart(bowl, { ...field, path });
    expect(summary).toBe(
      "Loss. Of the places shown L is lowest, 0, at w = 0, b = 1 and highest, 2, at w = −1, b = 0. " +
        "Training goes from (1, 0) with L = 2 to (0, 1) with L = 0 in 2 updates.",
    );
    expect(table.columns).toEqual(["b \\ w", "w = −1", "w = −0.5", "w = 0", "w = 0.5", "w = 1"]);
    expect(table.rows[2]).toEqual([1, 1, 0.25, 0, 0.25, 1]);
  });

  it("has the loss at every place, gaps where it is not finite, and the path", () => {
    const [drawn, way] = chart((x, y) => (x < 0 ? NaN : bowl(x, y)), { ...field, path }).figure.data;
    expect("z" in drawn && drawn.z[1]).toEqual([null, null, 0.25, 0.5, 1.25]);
    expect("y" in way && way.y).toEqual(path.y);
    expect(chart(bowl, { ...field, path }).svg()).toContain("<svg");
  });

  it("refuses axes without length, paths of two lengths, and a loss that is nowhere finite", () => {
    expect(() => chart(bowl, { ...field, x: [1, 1] })).toThrow("each axis from low to high");
    expect(() => chart(bowl, { ...field, path: { x: [1], y: [] } })).toThrow("a path of 1 and 0 values");
    expect(() => chart(() => NaN, field)).toThrow("no finite value");
  });
});

describe("a chart of ROC curves", () => {
  const rates = { falsePositiveRates: [0, 0, 0.05, 0.5, 1], truePositiveRates: [0, 0.5, 0.75, 1, 1] };

  it("names each curve with its area, beside chance, and says what few false positives find", () => {
    const { figure, summary } = rocChart({ net: { ...rates, area: 0.925 } }, { title: "Digit 3" });
    expect(figure.data.map((trace) => "name" in trace && trace.name)).toEqual([
      "net: area 0.925",
      "chance: area 0.5",
    ]);
    expect(summary).toBe(
      "Digit 3. net: area 0.925; with at most 5 % false positives it finds 75 % of the positives. Chance has an area of 0.5.",
    );
  });

  it("needs a curve", () => {
    expect(() => rocChart({})).toThrow("rocChart: no curve; give at least one");
  });
});

describe("a drawing in space", () => {
  it("is seen from the side that training goes to, with few labels along its short height", () => {
    const seen = (x: number, y: number) =>
      lossSurface(bowl, { ...field, path: { x: [x, 0], y: [y, 0] } }).figure.layout.scene;
    const { x = 0, y = 0 } = seen(field.x[0], field.y[1])?.camera.eye ?? {};
    expect([Math.sign(x), Math.sign(y)]).toEqual([1, -1]);
    expect(seen(0, 0)?.zaxis.nticks).toBe(3);
  });

  it("names its axes and their ends", () => {
    const svg = lossSurface(bowl, field).svg();
    for (const word of [">w<", ">b<", ">L<", ">−1<", ">2<"]) expect(svg).toContain(word);
  });

  it("draws the far cells first, so that near ones hide them", () => {
    const flat = lossSurface(() => 1, field).svg();
    const heights = [...flat.matchAll(/d="M[\d.]+ ([\d.]+)L[^"]*Z"/g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(16);
    expect(heights[0]).toBe(Math.min(...heights));
    expect(heights[15]).toBe(Math.max(...heights));
  });
});

describe("a smoothed learning curve", () => {
  it("keeps the raw values, thinner, and has the running mean beside them", () => {
    const [raw, smooth] = learningCurve([4, 0, NaN, 2], { smoothing: 0.5 }).figure.data;
    expect("y" in raw && raw.y).toEqual([4, 0, null, 2]);
    // Means of 4; of 4 and 0 by 1 : 2; of 4, 0 and 2 by 1 : 2 : 4.
    expect("y" in smooth && smooth.y).toEqual([4, 1.333333, null, 1.714286]);
    expect("line" in raw && "line" in smooth && [raw.line, smooth.line]).toMatchObject([
      { width: 1.25, dash: "solid" },
      { width: 4, dash: "solid" },
    ]);
    const runs = learningCurve({ a: [2, 1], b: [3, 1] }, { smoothing: 0.5 }).figure.data;
    const colors = runs.map((run) => "line" in run && run.line.color);
    expect(colors[1]).toBe(colors[0]);
    expect(colors[3]).toBe(colors[2]);
    expect(colors[2]).not.toBe(colors[0]);
    expect(() => learningCurve([1], { smoothing: 1 })).toThrow("give a share from 0 to below 1");
  });
});

describe("a histogram", () => {
  it("has the share of each name's values in each stretch, and says mean, deviation and zeros", () => {
    const chart = histogram({ A: [0, 0, 1, 2], B: [2, NaN] }, { title: "T", xLabel: "value", bins: 2 });
    const [a, b] = chart.figure.data;
    expect("y" in a && [a.x, a.y]).toEqual([[0.5, 1.5], [50, 50]]); // prettier-ignore
    expect("y" in b && b.y).toEqual([0, 100]);
    expect(chart.summary).toBe(
      "T. A: 4 values, mean 0.75, standard deviation 0.8292, 50 % of them 0. B: 1 value, mean 2, standard deviation 0.",
    );
  });

  it("draws values that are all the same, and refuses none", () => {
    expect(histogram({ A: [3, 3] }, { title: "T", xLabel: "value" }).summary).toContain("mean 3");
    expect(() => histogram({ A: [NaN] }, { title: "T", xLabel: "value" })).toThrow("no finite value");
    expect(() => histogram({ A: [1] }, { title: "T", xLabel: "value", bins: 0 })).toThrow("0 stretches");
  });
});

it("a confusion chart says how many are right and what is taken for what", () => {
  const { summary, table } = confusionChart(
    [
      [8, 2],
      [5, 5],
    ],
    { classNames: ["cat", "dog"] },
  );
  expect(summary).toBe(
    "Which classes are taken for which. 13 of 20 examples are right (65 %). Most often taken: dog for cat (5), cat for dog (2).",
  );
  expect(table.rows).toEqual([
    ["cat", 8, 2],
    ["dog", 5, 5],
  ]);
});

describe("weights as images", () => {
  it("have one scale for all, white at 0, and each neuron's range in words", () => {
    const { figure, table } = weightImages([[1, -4, 0, 2], [0, 0, 1, 0]], { width: 2, height: 2 }); // prettier-ignore
    expect(figure.data[0]).toMatchObject({ zmin: -4, zmax: 4 });
    expect(figure.layout.annotations?.map(({ text }) => text)).toEqual([
      "neuron 1<br>−4 … 2",
      "neuron 2<br>0 … 1",
    ]);
    expect(table.rows).toEqual([
      [1, -4, 2],
      [2, 0, 1],
    ]);
    const five = [[1], [2], [3], [4], [5]];
    const narrow = weightImages(five, { width: 1, height: 1, columns: 5 }).figure.layout.annotations;
    expect(narrow?.map(({ text }) => text)).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("refuse rows that have not one weight per pixel, and neurons that are not there", () => {
    expect(() => weightImages([[1, 2, 3]], { width: 2, height: 2 })).toThrow("3 weights for 2 × 2 pixels");
    expect(() => weightImages([[1]], { width: 1, height: 1, neurons: [1] })).toThrow("no neuron 1");
  });
});
