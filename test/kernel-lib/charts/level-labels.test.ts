/** @file The values on contour lines: beside points, apart from each other, and only where there is room. */

import { describe, expect, it } from "vitest";
import { decisionBoundary } from "../../../kernel-lib/charts/boundary.js";
import { levelLabels } from "../../../kernel-lib/charts/level-labels.js";
import { lossContour } from "../../../kernel-lib/charts/loss-surface.js";
import { moons } from "../../../kernel-lib/data/generate.js";
import { rightOfHalf } from "./examples.js";

const axis = Array.from({ length: 21 }, (_, index) => index / 20);
/** Lines of equal value run upwards; the one of level c stands at x = c. */
const slope = { x: axis, y: axis, z: axis.map(() => axis) };

describe("Labels of lines", () => {
  it("stand on their lines, away from points and from each other", () => {
    const points = axis.filter((y) => y < 0.6).map((y) => [0.3, y] as const);
    const labels = levelLabels({ ...slope, levels: [0.3, 0.7], points });
    expect(labels.map(({ text, x }) => [text, x])).toEqual([
      ["0.3", 0.3],
      ["0.7", 0.7],
    ]);
    expect(labels[0].y).toBeGreaterThan(0.6);
  });

  it("are left out where points or other lines leave no room", () => {
    const points = axis.map((y) => [0.3, y] as const);
    expect(levelLabels({ ...slope, levels: [0.3], points })).toEqual([]);
    expect(levelLabels({ ...slope, levels: [0.5, 0.52], points: [] })).toEqual([]);
    expect(levelLabels({ ...slope, levels: [0.7], unlabelled: [0.72], points: [] })).toEqual([]);
  });

  it("cover no example of a decision boundary", () => {
    const examples = moons({ count: 60, seed: 3 });
    const { annotations = [] } = decisionBoundary(rightOfHalf, examples).figure.layout;
    for (const { x, y } of annotations) {
      for (let index = 0; index < 60; index++) {
        const [acrossX, acrossY] = [examples.X.data[index] - x, examples.X.data[60 + index] - y];
        expect(Math.hypot(acrossX, acrossY)).toBeGreaterThan(0.06);
      }
    }
  });

  it("have round values on the lines of a loss", () => {
    const bowl = (x: number, y: number): number => x * x + y * y + 0.37;
    const words = { title: "Bowl", xLabel: "w", yLabel: "b" };
    const { data, layout } = lossContour(bowl, { ...words, x: [-2, 2], y: [-2, 2] }).figure;
    expect(data[0]).toMatchObject({ contours: { start: 1, end: 8, size: 1 } });
    expect(layout.annotations?.map(({ text }) => text)).toContain("2");
  });
});
