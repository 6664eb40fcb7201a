/** @file Lines: what is drawn of a long series, and what is said of it. */

import { describe, expect, it } from "vitest";
import { describeSeries, turningPoints } from "../../../kernel-lib/charts/describe.js";
import { learningCurve, lineChart } from "../../../kernel-lib/charts/lines.js";
import { drawnIndices, evenIndices } from "../../../kernel-lib/charts/sample.js";
import { tensor } from "../../../kernel-lib/tensor/create.js";

const words = { title: "T", xLabel: "x", yLabel: "y" };
const said = (y: readonly number[]): string => describeSeries("loss", { x: y.map((_, i) => i), y }, "step");

describe("the table of a series", () => {
  const rowsOf = (count: number): number =>
    lineChart({ y: Array.from({ length: count }, (_, i) => i) }, words).table.rows.length;

  it.each([
    [3, 3],
    [12, 12],
    [16, 16],
    [17, 11],
    [500, 11],
  ])("of %i places has %i rows", (count, rows) => {
    expect(rowsOf(count)).toBe(rows);
  });
});

describe("the summary of a series", () => {
  it.each([
    [
      [0.9, 0.5, 0.2],
      "loss starts at 0.9 (step 0) and ends at 0.2 (step 2), its minimum. It falls throughout.",
    ],
    [
      [1, 2, 2, 5],
      "loss starts at 1 (step 0) and ends at 5 (step 3); it starts at its minimum. It rises throughout.",
    ],
    [
      [0.6862, 0.6823, 0.7267, 0.0117],
      "loss starts at 0.6862 (step 0) and ends at 0.0117 (step 3), its minimum. It rises to 0.7267 at step 2, then falls.",
    ],
    [
      [9, 1, 4],
      "loss starts at 9 (step 0) and ends at 4 (step 2); its minimum is 1 at step 1. It falls to 1 at step 1, then rises.",
    ],
    [
      [9, 8, 8.1, 4],
      "loss starts at 9 (step 0) and ends at 4 (step 3), its minimum. It falls, with small ups and downs.",
    ],
    [
      [1, 5, 1, 5, 1, 5],
      "loss starts at 1 (step 0) and ends at 5 (step 5); it starts at its minimum. It goes up and down, with 4 turns.",
    ],
    [[2, 2, 2], "loss stays at 2 from step 0 to step 2."],
    [[-0.00001234567], "loss is −1.235e−5 at step 0."],
    [
      [1, 0.5, NaN, Infinity],
      "loss starts at 1 (step 0) and ends at 0.5 (step 1), its minimum. It falls throughout. " +
        "2 values are not finite, the first (not a number) at step 2.",
    ],
    [[NaN], "loss: no finite value. 1 value is not finite, the first (not a number) at step 0."],
  ])("of %j tells start, end, minimum and shape", (values, expected) => {
    expect(said(values)).toBe(expected);
  });

  it("counts turns only beyond a threshold", () => {
    expect(turningPoints([0, 10, 9.9, 12, 3, 4, 3, 20], 2)).toEqual([3, 4]);
  });
});

describe("a long series", () => {
  it("is drawn with every peak: at most so many points, first and last among them", () => {
    const y = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 5000));
    y[43_210] = 50;
    y[43_212] = -50;
    const indices = drawnIndices(y, 2000);
    expect(indices.length).toBeLessThanOrEqual(2000);
    expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b));
    expect(indices).toEqual(expect.arrayContaining([0, 43_210, 43_212, 99_999]));
  });

  it("keeps the first value that is not finite, as a gap", () => {
    const y = Float64Array.from({ length: 5000 }, (_, i) => (i === 2500 ? NaN : 5000 - i));
    const { figure, summary } = learningCurve(y);
    const [trace] = figure.data;
    expect(trace.type === "scatter" && trace.y.filter((value) => value === null)).toEqual([null]);
    expect(summary).toContain("1 value is not finite, the first (not a number) at step 2500.");
  });

  it("is described by all of its values and has a table of at most 11 rows", () => {
    const y = Float64Array.from({ length: 10_001 }, (_, i) => Math.abs(i - 7001));
    const { summary, table } = learningCurve(y);
    expect(summary).toContain("its minimum is 0 at step 7001");
    expect(table.rows.map(([step]) => step)).toEqual([
      0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000,
    ]);
  });

  it.each([
    [0, []],
    [1, [0]],
    [3, [0, 1, 2]],
    [9, [0, 3, 5, 8]],
  ])("of %d rows is shown by at most four", (count, rows) => {
    expect(evenIndices(count, 4)).toEqual(rows);
  });
});

describe("learningCurve", () => {
  it("names the final value of each run in the legend, and tells runs apart by dashes and not by colour alone", () => {
    const { figure } = learningCurve({ slow: [3, 2, 1], fast: [3, 1, 0.25] });
    expect(figure.data.map((trace) => trace.type === "scatter" && [trace.name, trace.line?.dash])).toEqual([
      ["slow: final 1", "solid"],
      ["fast: final 0.25", "dash"],
    ]);
  });

  it("takes one run as an array, a typed array or a tensor", () => {
    const values = [0.7, 0.5, 0.4];
    for (const run of [values, Float64Array.from(values), tensor(values)]) {
      const { figure, table } = learningCurve(run, { unit: "epoch", valueName: "test loss" });
      expect(figure.layout.title.text).toBe("Test loss by epoch");
      expect(table).toEqual({ columns: ["epoch", "test loss"], rows: [[0, 0.7], [1, 0.5], [2, 0.4]] }); // prettier-ignore
    }
  });

  it("takes runs of unequal lengths and with steps of their own", () => {
    const { table, summary } = learningCurve({ a: [2, 1], b: { x: [0, 100, 200], y: [3, 2, 1] } });
    expect(table.columns).toEqual(["series", "step", "value"]);
    expect(table.rows).toHaveLength(5);
    expect(summary).toContain("b starts at 3 (step 0) and ends at 1 (step 200), its minimum.");
  });

  it("says which values a logarithmic axis cannot show", () => {
    const { figure, summary } = learningCurve([1, 0.1, 0], { log: true });
    expect(figure.layout.yaxis).toMatchObject({ type: "log", title: { text: "loss (logarithmic)" } });
    expect(summary).toContain("1 value ≤ 0 cannot be drawn on this logarithmic axis.");
  });
});

describe("lineChart", () => {
  it("writes a place of an axis that does not count as an equation", () => {
    expect(lineChart({ f: { x: [-1, 0, 1], y: [1, 0, 1] } }, words).summary).toMatchInlineSnapshot(
      `"T. f starts at 1 (x = −1) and ends at 1 (x = 1); its minimum is 0 at x = 0. It falls to 0 at x = 0, then rises."`,
    );
  });

  it.each([
    ["no series", {}, "lineChart: no series; give at least one, as in { loss: values }"],
    ["unequal x and y", { f: { x: [1], y: [1, 2] } }, "lineChart: f has 1 places x and 2 values y"],
    [
      "nothing finite",
      { f: [NaN] },
      "T: no finite value to draw; look where the values become NaN or infinite",
    ],
    ["nothing at all", { f: [] }, "T: no finite value to draw"],
  ])("refuses %s", (_, series, message) => {
    expect(() => lineChart(series, words)).toThrow(message);
  });
});

it("A series that asks for markers has its points marked, and the others have not", () => {
  const steps = { x: [0, 1], y: [4, 1], markers: true };
  const { data } = lineChart({ curve: { x: [0, 1, 2], y: [4, 1, 0] }, steps }, words).figure;
  expect(data.map((trace) => "mode" in trace && trace.mode)).toEqual(["lines", "lines+markers"]);
});
