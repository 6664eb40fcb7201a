/** @file Metrics on examples counted by hand; softmax cross-entropy, penalties and initial weights. */

import { describe, expect, it } from "vitest";
import { centralDifferences, distance } from "../../../kernel-lib/autodiff/check.js";
import {
  adam,
  classAccuracy,
  classes,
  confusionMatrix,
  dense,
  derive,
  fit,
  gradients,
  he,
  l1Penalty,
  l2Penalty,
  network,
  normal,
  oneHot,
  relu,
  rocCurve,
  softmaxCrossEntropy,
  tensor,
  xavier,
} from "../../../kernel-lib/index.js";

describe("metrics", () => {
  it("count which class was taken for which", () => {
    const scores = tensor([
      [0.9, 0.1, 0.4, 0.2],
      [0.1, 0.8, 0.5, 0.2],
      [0.0, 0.1, 0.1, 0.6],
    ]);
    expect([...classes(scores)]).toEqual([0, 1, 1, 2]);
    const target = oneHot([0, 1, 0, 2], 3);
    expect(confusionMatrix(scores, target).toArray()).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(classAccuracy(scores, target)).toBe(0.75);
    expect(oneHot(tensor([[0, 1, 0, 2]]), 3).toArray()).toEqual(target.toArray());
  });

  it.each([
    ["perfect order", [0.9, 0.8, 0.3, 0.1], 1],
    ["order reversed", [0.1, 0.2, 0.8, 0.9], 0],
    ["one pair of four exchanged", [0.9, 0.3, 0.8, 0.1], 0.75],
    ["all scores equal", [0.5, 0.5, 0.5, 0.5], 0.5],
  ])("have the area below the ROC curve: %s", (_, scores, area) => {
    const curve = rocCurve(tensor([scores]), tensor([[1, 1, 0, 0]]));
    expect(curve.area).toBeCloseTo(area, 12);
    expect([curve.falsePositiveRates.at(-1), curve.truePositiveRates.at(-1)]).toEqual([1, 1]);
  });

  it("refuse what they cannot count", () => {
    expect(() => rocCurve(tensor([[1, 2]]), tensor([[1, 1]]))).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: rocCurve: 2 of 2 targets are positive; both kinds are needed for its rates]`,
    );
    expect(() => oneHot([3], 3)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: oneHot: the label 3 is none of 3 classes, 0 to 2]`,
    );
    expect(() => classes(tensor([1, 2]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: classes: got shape [2]; give scores of shape [classes, examples]]`,
    );
    expect(() => confusionMatrix(oneHot([1], 2), oneHot([1], 3))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: confusionMatrix: predictions have shape [2, 1], targets [3, 1]; they must be the same]`,
    );
  });
});

describe("softmax cross-entropy", () => {
  const y = oneHot([0, 2], 3);

  it("is −log of the target's probability, one number per example", () => {
    const loss = softmaxCrossEntropy(tensor([[0, 1], [0, 1], [0, 1]]), y); // prettier-ignore
    expect(loss.shape).toEqual([1, 2]);
    for (const value of loss.data) expect(value).toBeCloseTo(Math.log(3), 12);
  });

  it.each([
    [800, -800, 0],
    [-800, 800, 1600],
  ])("is finite at z = %d beside %d: %d, with the slope softmax(z) − y", (right, wrong, expected) => {
    const z = tensor([[right], [wrong], [wrong]]);
    const loss = softmaxCrossEntropy(z, oneHot([0], 3)).sum();
    expect(loss.item()).toBeCloseTo(expected + (right < wrong ? Math.LN2 : 0), 9);
    const slope = z.softmax({ axis: 0 }).sub(oneHot([0], 3));
    expect(distance(gradients(loss, { z }).z, slope)).toBeLessThan(1e-12);
  });

  it("has the gradient that differences measure, and a derivation", () => {
    const z = normal([3, 2], { seed: 3 }).named("Z");
    const loss = softmaxCrossEntropy(z, y.named("Y", {})).mean();
    expect(distance(gradients(loss, { z }).z, centralDifferences(loss, z))).toBeLessThan(1e-9);
    // Every line is verified at two points on the way; one that disagrees throws.
    expect(() => derive(loss, z)).not.toThrow();
  });

  it("trains a network with three classes", async () => {
    const X = normal([2, 90], { seed: 5 });
    const labels = Array.from({ length: 90 }, (_, i) => (X.data[i] > 0.4 ? 2 : X.data[90 + i] > 0 ? 1 : 0));
    const model = network([2, 16, 3], { seed: 1, activation: relu, output: null, deviation: he });
    const options = { loss: softmaxCrossEntropy, epochs: 150, learningRate: adam(0.05) };
    const seen: number[] = [];
    for await (const { step } of fit(model, { X, Y: oneHot(labels, 3) }, options)) seen.push(step);
    expect(seen.at(-1)).toBe(150);
    expect(classAccuracy(model.forward(X), oneHot(labels, 3))).toBeGreaterThan(0.95);
  });
});

it("Penalties leave biases out", () => {
  const parameters = { W: tensor([[1, -2]]), b: tensor([[10]]) };
  expect(l1Penalty(parameters, 0.5).item()).toBe(1.5);
  expect(l2Penalty(parameters, 0.5).item()).toBe(1.25);
  expect(gradients(l2Penalty(parameters, 0.5), { W: parameters.W }).W.toArray()).toEqual([[0.5, -1]]);
});

it.each([
  ["He's", he, Math.sqrt(2 / 100)],
  ["Xavier's", xavier, Math.sqrt(2 / 400)],
])("Weights by %s rule have its standard deviation", (_, deviation, expected) => {
  const { W } = dense(100, 300, { seed: 1, deviation }).parameters;
  const spread = Math.sqrt(W.square().mean().item());
  expect(Math.abs(spread / expected - 1)).toBeLessThan(0.02);
});
