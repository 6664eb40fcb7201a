/** @file How values are shown: typeset, as text, and which form goes through a kernel that takes one. */

import { describe, expect, it } from "vitest";
import { learningCurve, lineChart } from "../../../kernel-lib/charts/lines.js";
import { showing } from "../../../kernel-lib/display/bundle.js";
import { typeFor } from "../../../kernel-lib/display/show.js";
import { bundle, graph, log, tensor, zeros } from "../../../kernel-lib/index.js";

describe("a tensor", () => {
  it("is typeset with symbol, entries and shape", () => {
    const W = tensor([
      [0.2, 0.4],
      [0.1, 0.3],
    ]).named("W", { layer: 1 });
    expect(bundle(W)["text/latex"]).toMatchInlineSnapshot(
      `"$\\displaystyle W^{[1]} = \\begin{bmatrix} 0.2 & 0.4 \\\\ 0.1 & 0.3 \\end{bmatrix} \\in \\mathbb{R}^{2 \\times 2}$"`,
    );
    expect(bundle(tensor(33).named("J"))["text/latex"]).toMatchInlineSnapshot(`"$\\displaystyle J = 33$"`);
    expect(bundle(tensor([1, 2]))["text/latex"]).toMatchInlineSnapshot(
      `"$\\displaystyle \\begin{bmatrix} 1 & 2 \\end{bmatrix} \\in \\mathbb{R}^{2}$"`,
    );
    expect(bundle(tensor([[[1], [2]]]))["text/latex"]).toMatchInlineSnapshot(
      `"$\\displaystyle \\left(\\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}\\right) \\in \\mathbb{R}^{1 \\times 2 \\times 1}$"`,
    );
  });

  it("is written in columns as text", () => {
    expect(
      bundle(
        tensor([
          [0.25, -10],
          [3, 0.000012345],
        ]).named("b"),
      )["text/plain"],
    ).toMatchInlineSnapshot(`
      "b [2, 2] =
          0.25       -10
             3  1.234e-5"
    `);
  });

  it("is cut to its first and last entries where it is large", () => {
    const { "text/latex": latex, "text/plain": text } = bundle(zeros([784, 32]).named("W"));
    expect(latex).toMatchInlineSnapshot(
      `"$\\displaystyle W = \\begin{bmatrix} 0 & 0 & 0 & \\cdots & 0 & 0 & 0 \\\\ 0 & 0 & 0 & \\cdots & 0 & 0 & 0 \\\\ 0 & 0 & 0 & \\cdots & 0 & 0 & 0 \\\\ \\vdots & \\vdots & \\vdots & \\ddots & \\vdots & \\vdots & \\vdots \\\\ 0 & 0 & 0 & \\cdots & 0 & 0 & 0 \\\\ 0 & 0 & 0 & \\cdots & 0 & 0 & 0 \\\\ 0 & 0 & 0 & \\cdots & 0 & 0 & 0 \\end{bmatrix} \\in \\mathbb{R}^{784 \\times 32}$"`,
    );
    expect(text.split("\n").length).toBe(8);
  });

  it("has four significant digits, or as many as asked for", () => {
    const x = tensor(0.5239025171753295);
    expect(bundle(x)["text/plain"]).toBe("0.5239");
    expect(bundle(x, { digits: 8 })["text/plain"]).toBe("0.52390252");
    expect(bundle(tensor(1.5e-9))["text/latex"]).toBe("$\\displaystyle 1.5 \\cdot 10^{-9}$");
  });

  it("says which operation made NaN or an infinity in it", () => {
    const q = log(tensor([[1, 0]]).named("p")).named("q");
    expect(bundle(q)["text/plain"]).toMatchInlineSnapshot(`
      "q [1, 2] =
       0  −∞
      log made −∞ from p = 0; keep its input inside the range where log is defined"
    `);
    expect(bundle(q)["text/latex"]).toMatchInlineSnapshot(`
      "$\\displaystyle q = \\begin{bmatrix} 0 & -\\infty \\end{bmatrix} \\in \\mathbb{R}^{1 \\times 2}$

      $\\text{log made }-\\infty\\text{ from p = 0; keep its input inside the range where log is defined}$"
    `);
  });
});

describe("any value", () => {
  const chart = learningCurve([3, 2, 1]);
  const J = tensor(2).named("a").square().named("J");

  it.each<[string, unknown, readonly string[]]>([
    ["a tensor", tensor(1), ["text/latex", "text/plain"]],
    ["a chart", chart, ["application/vnd.plotly.v1+json", "text/html", "text/plain"]],
    ["a graph", graph(J), ["image/svg+xml", "text/html", "text/plain"]],
    ["a number", 2, ["text/plain"]],
    ["a text", "two", ["text/plain"]],
    ["nothing", undefined, ["text/plain"]],
    ["a record of tensors", { W: tensor(1) }, ["text/plain"]],
  ])("comes in the MIME types of its kind: %s", (_, value, types) => {
    expect(Object.keys(bundle(value)).sort()).toEqual(types);
  });

  it("of a chart has indices raised wherever they stand, and long names of its legend in lines", () => {
    const along = { x: [0, 1], y: [0, 1] };
    const named = lineChart(
      { "b^[2] of x^(1), all other parameters as they were": along },
      { title: "W^[1]", xLabel: "x^(1)", yLabel: "L" },
    );
    const { "text/html": html, "application/vnd.plotly.v1+json": figure } = bundle(named);
    expect(figure).toMatchObject({
      data: [{ name: "b<sup>[2]</sup> of x<sup>(1)</sup>, all other<br>parameters as they were" }],
      layout: { title: { text: "W<sup>[1]</sup>" }, xaxis: { title: { text: "x<sup>(1)</sup>" } } },
    });
    expect(html).toContain("W<sup>[1]</sup>. b<sup>[2]</sup> of x<sup>(1)</sup>, all other");
    expect(html).toMatch(/>W<tspan dy="-[\d.]+" font-size="[\d.]+">\[1\]<\/tspan><\/text>/);
  });

  it("of a chart has its words and values in every form", () => {
    const { "text/html": html, "application/vnd.plotly.v1+json": figure } = bundle(chart);
    expect(html).toContain(chart.summary);
    expect(figure).toMatchObject({
      layout: {
        meta: {
          summary: chart.summary,
          table: {
            columns: chart.table.columns,
            rows: [
              ["0", "3"],
              ["1", "2"],
              ["2", "1"],
            ],
          },
        },
      },
    });
  });

  it("shows itself to kernels that ask by Deno's protocol", () => {
    const show = Symbol.for("Jupyter.display");
    for (const value of [J, chart, graph(J)]) {
      const method: unknown = Reflect.get(value, show);
      expect(typeof method === "function" && (method.call(value) as unknown)).toEqual(bundle(value));
    }
  });

  it("shows values of other libraries that follow the protocol", () => {
    const other = { [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>hi</b>" }) };
    expect(bundle(other)["text/html"]).toBe("<b>hi</b>");
  });

  it("is printed as its text in a plain console", () => {
    const inspect = Symbol.for("nodejs.util.inspect.custom");
    const method: unknown = Reflect.get(J, inspect);
    expect(typeof method === "function" && (method.call(J) as unknown)).toBe("J = 4");
  });

  it("goes as HTML, or as Plotly's JSON to a front end that asks for it", () => {
    const before = process.env.CHAINRULE_MIME;
    try {
      delete process.env.CHAINRULE_MIME;
      expect(typeFor(showing(chart))).toBe("text/html");
      expect(typeFor(showing(J))).toBe("text/latex");
      process.env.CHAINRULE_MIME = "application/vnd.plotly.v1+json";
      expect(typeFor(showing(chart))).toBe("application/vnd.plotly.v1+json");
      expect(typeFor(showing("text"))).toBe("text/plain");
    } finally {
      if (before === undefined) delete process.env.CHAINRULE_MIME;
      else process.env.CHAINRULE_MIME = before;
    }
  });
});
