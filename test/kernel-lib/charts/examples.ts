/** @file One chart of each kind, as a notebook would make it; the tests of figures, drawings and pages share them. */

import { decisionBoundary } from "../../../kernel-lib/charts/boundary.js";
import type { Chart } from "../../../kernel-lib/charts/chart.js";
import { activationPlot, tangentPlot } from "../../../kernel-lib/charts/functions.js";
import { imageGrid, weightImages } from "../../../kernel-lib/charts/images.js";
import { confusionChart, histogram, rocChart } from "../../../kernel-lib/charts/learning.js";
import { learningCurve, lineChart } from "../../../kernel-lib/charts/lines.js";
import { lossContour, lossSurface } from "../../../kernel-lib/charts/loss-surface.js";
import { barChart, heatmap } from "../../../kernel-lib/charts/matrices.js";
import "../../../kernel-lib/operations/methods.js";
import { loadDataset } from "../../../kernel-lib/data/dataset.js";
import { moons } from "../../../kernel-lib/data/generate.js";
import { fromData } from "../../../kernel-lib/tensor/create.js";
import { normal, random } from "../../../kernel-lib/tensor/random.js";
import type { Tensor } from "../../../kernel-lib/tensor/tensor.js";

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const sigmoidSlope = (z: number): number => sigmoid(z) * (1 - sigmoid(z));

/** A neuron with fixed weights over the plane: 1 to the right of x₁ = 0.5. */
export const rightOfHalf = (X: Tensor): Tensor => {
  const count = X.shape[1];
  const predictions = Float64Array.from(X.data.subarray(0, count), (x) => sigmoid(8 * (x - 0.5)));
  return fromData(predictions, [1, count]);
};

const decay = (rate: number): Float64Array =>
  Float64Array.from({ length: 3001 }, (_, step) => 0.7 * Math.exp((-rate * step) / 3000) + 0.01);

const { test } = loadDataset("fashion-mnist", { perClass: 2 });
const predictions = test.labels.map((label, index) => (index === 2 ? 0 : label));

/** A bowl, longer along y, and the way that gradient descent takes down it. */
const bowl = (x: number, y: number): number => x ** 2 + y ** 2 / 5 + 0.3;
const down = Array.from({ length: 15 }, (_, step) => 0.55 ** step);
const landscape = {
  title: "Loss by weight and bias, with the way of gradient descent",
  xLabel: "w",
  yLabel: "b",
  x: [-2, 2],
  y: [-3, 3],
  path: { x: down.map((part) => -1.8 * part), y: down.map((_, step) => 2.6 * 0.9 ** step) },
} as const;

const noise = random(4);
const noisy = Array.from(decay(6), (loss) => loss * (1 + 0.3 * noise.normal()));
const TEN = Array.from({ length: 10 }, (_, row) =>
  Array.from({ length: 10 }, (__, column) => (row === column ? 180 : (row * 7 + column * 3) % 13)),
);

/** Charts by the kind they show. */
export const CHARTS: Readonly<Record<string, Chart>> = {
  "a learning curve": learningCurve({ "α = 0.1": decay(1), "α = 1": decay(6) }),
  "a logarithmic learning curve": learningCurve({ "α = 0.1": decay(1), "α = 1": decay(6) }, { log: true }),
  "a line chart with markers": lineChart(
    { "error < 1": { x: [1e-9, 1e-6, 1e-3], y: [1e-7, 1e-11, 1e-6] } },
    {
      title: "Error against h & its two regimes",
      xLabel: "h",
      yLabel: "error",
      log: true,
      logX: true,
      markers: true,
    },
  ),
  "lines with long names and indices": lineChart(
    {
      "L along b^[2], all other parameters as they were after training": { x: [-1, 0, 1], y: [2, 1, 2] },
      "its tangent at b^[2] = 0": { x: [-1, 1], y: [1, 1] },
    },
    { title: "L along b^[2]", xLabel: "b^[2]", yLabel: "L" },
  ),
  "an activation with its derivative": activationPlot({
    name: "σ",
    value: sigmoid,
    derivative: sigmoidSlope,
  }),
  "a curve with its tangent": tangentPlot((c) => 3 * (5 + 2 * c * c), {
    at: 1,
    slope: 12,
    xLabel: "c",
    yLabel: "J",
  }),
  "a smoothed learning curve": learningCurve({ batch: noisy }, { smoothing: 0.98 }),
  "a loss surface": lossSurface(bowl, landscape),
  "a loss contour": lossContour(bowl, landscape),
  "histograms by layer": histogram(
    {
      "layer 1": normal([500], { seed: 1 }).relu(),
      "layer 2": normal([500], { seed: 2, mean: 1 }),
      "layer 3": normal([500], { seed: 3, deviation: 0.4 }),
    },
    { title: "Activations by layer", xLabel: "activation" },
  ),
  "two ROC curves": rocChart({
    trained: {
      falsePositiveRates: [0, 0, 0.1, 0.4, 1],
      truePositiveRates: [0, 0.5, 0.8, 0.95, 1],
      area: 0.89,
    },
    untrained: { falsePositiveRates: [0, 0.3, 0.7, 1], truePositiveRates: [0, 0.35, 0.6, 1], area: 0.485 },
  }),
  "confusions of ten classes": confusionChart(TEN, { classNames: test.classNames }),
  "weights as images": weightImages(normal([6, 64], { seed: 1 }), { width: 8, height: 8, columns: 3 }),
  "a decision boundary": decisionBoundary(rightOfHalf, moons({ count: 60, seed: 3 })),
  "a heatmap": heatmap([[0.2, 0.4], [0.1, 0.3], [0.5, -0.2]], { title: "W", xLabel: "from", yLabel: "to" }), // prettier-ignore
  "a bar chart": barChart(
    { W1: 2e-10, b1: -1e-10 },
    { title: "Differences", xLabel: "parameter", yLabel: "error" },
  ),
  "a bar chart of many": barChart(
    Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`W[${at + 1}]`, 10 ** (at - 12) / 3])),
    { title: "Differences", xLabel: "parameter", yLabel: "error" },
  ),
  "an image grid": imageGrid(test, { predictions }),
};
