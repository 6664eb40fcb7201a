/** @file Every kind of chart: plain JSON, words, table, and what it refuses. */

import { describe, expect, it } from "vitest";
import { decisionBoundary } from "../../../kernel-lib/charts/boundary.js";
import { tangentPlot } from "../../../kernel-lib/charts/functions.js";
import { imageGrid } from "../../../kernel-lib/charts/images.js";
import { barChart, heatmap } from "../../../kernel-lib/charts/matrices.js";
import { COLORS, wrap } from "../../../kernel-lib/charts/style.js";
import { contrast } from "../../../kernel-lib/charts/svg/color.js";
import { xor } from "../../../kernel-lib/data/generate.js";
import { tensor } from "../../../kernel-lib/tensor/create.js";
import { CHARTS, rightOfHalf } from "./examples.js";

describe.each(Object.entries(CHARTS))("%s", (_, chart) => {
  it("is plain JSON that loses nothing", () => {
    expect(JSON.parse(JSON.stringify(chart.figure))).toEqual(chart.figure);
  });

  it("has a title, a summary in sentences and a table with full rows", () => {
    expect(chart.figure.layout.title.text).not.toBe("");
    expect(chart.summary).toMatch(/\.$/);
    expect(chart.table.rows.length).toBeGreaterThan(0);
    for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.columns.length);
  });

  it("leaves colours of text to the page and has no letters below 12 pixels", () => {
    const written = JSON.stringify(chart.figure);
    expect(chart.figure.layout.paper_bgcolor).toBe("rgba(0,0,0,0)");
    expect(Object.keys(chart.figure.layout.font)).toEqual(["size"]);
    for (const [, size] of written.matchAll(/font":\{"size":(\d+)/g))
      expect(Number(size)).toBeGreaterThanOrEqual(12);
  });
});

describe("charts in words", () => {
  it("say what the picture shows", () => {
    expect(Object.fromEntries(Object.entries(CHARTS).map(([kind, { summary }]) => [kind, summary])))
      .toMatchInlineSnapshot(`
        {
          "a bar chart": "Differences: error by parameter, 2 bars; the smallest is −1e−10 (b1), the largest 2e−10 (W1).",
          "a bar chart of many": "Differences: error by parameter, 13 bars; the smallest is 3.333e−13 (W[1]), the largest 0.3333 (W[13]).",
          "a curve with its tangent": "J against c, with the tangent at c = 1. From c = −1 to 3, J goes from 21 to 69; its minimum is 15, its maximum 69. The tangent touches at c = 1, J = 21, with slope ∂J/∂c = 12.",
          "a decision boundary": "Predictions and decision boundary. Predictions go from 1.46e−7 to 1 for x₁ from −1.467 to 2.661 and x₂ from −0.9714 to 1.275; the boundary is the line 0.5. 45 of 60 points lie on their own side: 20 of 30 of class 0, 25 of 30 of class 1.",
          "a heatmap": "W. 3 × 2 entries; the smallest is −0.2 (to 3, from 2), the largest 0.5 (to 3, from 1).",
          "a learning curve": "Loss by step. α = 0.1 starts at 0.71 (step 0) and ends at 0.2675 (step 3000), its minimum. It falls throughout. α = 1 starts at 0.71 (step 0) and ends at 0.01174 (step 3000), its minimum. It falls throughout.",
          "a line chart with markers": "Error against h & its two regimes. error < 1 starts at 1e−7 (h = 1e−9) and ends at 1e−6 (h = 0.001); its minimum is 1e−11 at h = 1e−6. It falls to 1e−11 at h = 1e−6, then rises.",
          "a logarithmic learning curve": "Loss by step. α = 0.1 starts at 0.71 (step 0) and ends at 0.2675 (step 3000), its minimum. It falls throughout. α = 1 starts at 0.71 (step 0) and ends at 0.01174 (step 3000), its minimum. It falls throughout.",
          "a loss contour": "Loss by weight and bias, with the way of gradient descent. Of the places shown L is lowest, 0.3, at w = 0, b = 0 and highest, 6.1, at w = −2, b = −3. Training goes from (−1.8, 2.6) with L = 4.892 to (−0.0004172, 0.5948) with L = 0.3708 in 14 updates.",
          "a loss surface": "Loss by weight and bias, with the way of gradient descent. Of the places shown L is lowest, 0.3, at w = 0, b = 0 and highest, 6.1, at w = −2, b = −3. Training goes from (−1.8, 2.6) with L = 4.892 to (−0.0004172, 0.5948) with L = 0.3708 in 14 updates.",
          "a smoothed learning curve": "Loss by step. batch starts at 0.8701 (step 0) and ends at 0.01294 (step 3000); its minimum is −0.007073 at step 645. It goes up and down, with 530 turns. batch, smoothed starts at 0.8701 (step 0) and ends at 0.01208 (step 3000); its minimum is 0.0117 at step 2987. It goes up and down, with 4 turns.",
          "an activation with its derivative": "σ and its derivative σ′. σ(z) starts at 0.002473 (z = −6) and ends at 0.9975 (z = 6); it starts at its minimum. It rises throughout. σ′(z) starts at 0.002467 (z = −6) and ends at 0.002467 (z = 6), its minimum. It rises to 0.25 at z = 0, then falls.",
          "an image grid": "Images with their classes. 8 images: 1 × Ankle boot, 1 × Pullover, 2 × Trouser, 2 × Shirt, 1 × Coat, 1 × Sandal. 7 of 8 predictions right.",
          "confusions of ten classes": "Which classes are taken for which. 1800 of 2340 examples are right (76.92 %). Most often taken: T-shirt/top for Coat (12), Trouser for Shirt (12), Pullover for Bag (12).",
          "histograms by layer": "Activations by layer. layer 1: 500 values, mean 0.4335, standard deviation 0.6506, 49 % of them 0. layer 2: 500 values, mean 1.039, standard deviation 0.9636. layer 3: 500 values, mean 0.004656, standard deviation 0.3903.",
          "lines with long names and indices": "L along b^[2]. L along b^[2], all other parameters as they were after training starts at 2 (b^[2] = −1) and ends at 2 (b^[2] = 1); its minimum is 1 at b^[2] = 0. It falls to 1 at b^[2] = 0, then rises. its tangent at b^[2] = 0 stays at 1 from b^[2] = −1 to b^[2] = 1.",
          "two ROC curves": "Receiver operating characteristic (ROC). trained: area 0.89; with at most 5 % false positives it finds 50 % of the positives. untrained: area 0.485; with at most 5 % false positives it finds 0 % of the positives. Chance has an area of 0.5.",
          "weights as images": "Weights as images. 6 neurons, weights from −3.145 to 3.892; blue is below 0, orange above.",
        }
      `);
  });

  it("give the values as tables", () => {
    const kinds = [
      "a curve with its tangent",
      "a decision boundary",
      "a heatmap",
      "a bar chart",
      "an image grid",
    ];
    const written = kinds.flatMap((kind) => {
      const { columns, rows } = CHARTS[kind].table;
      return [columns, ...rows].map((row) => row.join(" | "));
    });
    expect(written).toMatchInlineSnapshot(`
      [
        "place | c | J | tangent",
        "start | -1 | 21 | -3",
        "point of contact | 1 | 21 | 21",
        "end | 3 | 69 | 45",
        "class | points | on their own side",
        "class 0 | 30 | 20",
        "class 1 | 30 | 25",
        "to | from 1 | from 2",
        "1 | 0.2 | 0.4",
        "2 | 0.1 | 0.3",
        "3 | 0.5 | -0.2",
        "parameter | error",
        "W1 | 2e-10",
        "b1 | -1e-10",
        "image | class | predicted | verdict",
        "0 | Ankle boot | Ankle boot | right",
        "1 | Pullover | Pullover | right",
        "2 | Trouser | T-shirt/top | wrong",
        "3 | Trouser | Trouser | right",
        "4 | Shirt | Shirt | right",
        "5 | Coat | Coat | right",
        "6 | Shirt | Shirt | right",
        "7 | Sandal | Sandal | right",
      ]
    `);
  });
});

describe("colours", () => {
  it.each(COLORS)("like %s have at least 3 : 1 contrast against white and near-black pages", (color) => {
    expect(contrast(color, "#FFFFFF")).toBeGreaterThan(3);
    expect(contrast(color, "#111111")).toBeGreaterThan(3);
  });
});

describe("titles", () => {
  it("are broken between words, so that a telephone shows them all", () => {
    expect(wrap("Loss on the batch of four examples", 14)).toEqual([
      "Loss on the",
      "batch of four",
      "examples",
    ]);
    expect(wrap("Backpropagation", 5)).toEqual(["Backpropagation"]);
    expect(wrap("Two moons: loss by epoch for three batch sizes", 42)).toEqual([
      "Two moons: loss by epoch",
      "for three batch sizes",
    ]);
  });
});

describe("charts refuse what they cannot draw:", () => {
  const two = { images: { data: [0, 1], shape: [2, 1, 1] }, labels: [0, 1], classNames: ["a", "b"] };
  it.each([
    [
      "a vector as a matrix",
      () => heatmap(tensor([1, 2]), { title: "W" }),
      "heatmap: shape [2] is not a matrix",
    ],
    ["ragged rows", () => heatmap([[1, 2], [3]], { title: "W" }), "heatmap: rows of 2 and 1 entries"], // prettier-ignore
    ["no rows", () => heatmap([], { title: "W" }), "heatmap: rows of no entries"],
    [
      "too few names",
      () => heatmap([[1, 2]], { title: "W", columnNames: ["a"] }),
      "heatmap: 1 names for 2 columns",
    ],
    [
      "no bars",
      () => barChart({}, { title: "B", xLabel: "x", yLabel: "y" }),
      "barChart: no bars; give at least one",
    ],
    [
      "bars without an end",
      () => barChart({ a: Infinity }, { title: "B", xLabel: "x", yLabel: "y" }),
      "barChart: no finite value to draw",
    ],
    [
      "an empty range",
      () => tangentPlot((x) => x, { at: 0, slope: 1, from: 2, to: 1, xLabel: "x", yLabel: "y" }),
      "tangentPlot: from 2 to 1 is no range; give from < to",
    ],
    [
      "points in space",
      () => decisionBoundary(rightOfHalf, { X: tensor([[1], [2], [3]]), Y: tensor([[1]]) }),
      "decisionBoundary: X has shape [3, 1] and Y [1, 1]; give points in the plane",
    ],
    [
      "one prediction for many points",
      () => decisionBoundary(() => tensor([[1]]), xor()),
      "decisionBoundary: predict gave shape [1, 1] for X of shape [2, 3600]; give one prediction per column",
    ],
    [
      "a grid of one point",
      () => decisionBoundary(rightOfHalf, xor(), { resolution: 1 }),
      "a resolution of 1",
    ],
    [
      "an image that is not there",
      () => imageGrid(two, { indices: [2] }),
      "imageGrid: no image 2; indices go from 0 to 1",
    ],
    ["a label without a name", () => imageGrid({ ...two, labels: [0, 7] }), "imageGrid: label 7 has no name"],
    [
      "pixels in one row",
      () => imageGrid({ ...two, images: { data: [0, 1], shape: [2] } }),
      "imageGrid: 2 pixels of shape [2]; give images of shape [count, rows, columns]",
    ],
  ])("%s", (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

describe("images in a row", () => {
  const set = (name: string) => ({
    images: { data: new Float64Array(20 * 28 * 28), shape: [20, 28, 28] },
    labels: new Array<number>(20).fill(0),
    classNames: [name],
  });
  const grid = (name: string, columns: number) =>
    imageGrid(set(name), { columns, indices: Array.from({ length: 20 }, (_, index) => index) });

  it.each([
    ["a digit", "7", 10, 10],
    ["a word", "T-shirt/top", 10, 4],
    ["a sentence", "a class whose name is longer than a telephone is wide", 10, 1],
    ["a word", "Bag", 2, 2],
  ])("are no more than have room for %s below each: %s, %d wanted, %d shown", (_, name, wanted, shown) => {
    const { annotations = [] } = grid(name, wanted).figure.layout;
    expect(new Set(annotations.map(({ x }) => x)).size).toBe(shown);
  });

  it.each([4, 10])("%d of them leave a line of text its height", (columns) => {
    const { annotations = [] } = grid("7", columns).figure.layout;
    const pixels = 4 / columns; // of the screen for a pixel of an image, beside a row of four
    const [first, below] = [annotations[0], annotations[columns]];
    const room = (below.y - first.y - 28) * 2.9 * pixels;
    expect(room).toBeGreaterThan(12);
  });
});

describe("a pointer", () => {
  it("is told what a place means, in the words of the axes", () => {
    const hovers = (name: keyof typeof CHARTS): unknown[] =>
      CHARTS[name].figure.data.map((trace) => "hovertemplate" in trace && trace.hovertemplate);
    expect(hovers("a learning curve")).toEqual([
      "step %{x:.4~g}: %{y:.4~g}<extra>α = 0.1</extra>",
      "step %{x:.4~g}: %{y:.4~g}<extra>α = 1</extra>",
    ]);
    expect(hovers("a decision boundary")).toContain(
      "x₁ = %{x:.4~g}<br>x₂ = %{y:.4~g}<br>prediction = %{z:.4~g}<extra></extra>",
    );
  });
});

describe("decisionBoundary", () => {
  it.each([
    ["below", 0.2, "all are below 0.5, so there is no boundary here"],
    ["above", 0.8, "all are at least 0.5, so there is no boundary here"],
  ])("says so when all predictions are %s the boundary", (_, prediction, words) => {
    const constant = decisionBoundary(
      (X) => tensor([Array.from({ length: X.shape[1] }, () => prediction)]),
      xor(),
    );
    expect(constant.summary).toContain(words);
  });
});
