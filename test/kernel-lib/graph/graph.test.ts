/** @file Computation graphs: values, gradients, local derivatives, paths, and the drawing as text. */

import { describe, expect, it } from "vitest";
import { symbolOf } from "../../../kernel-lib/graph/symbols.js";
import { graph, tensor } from "../../../kernel-lib/index.js";
import { workedExample } from "../derivation/networks.js";
import { forkedGraph, lectureGraph, scalar } from "./graphs.js";

describe("the node list", () => {
  it("gives each node of J = 3(a + bc) with value and gradient", () => {
    expect(graph(lectureGraph().J).text).toMatchInlineSnapshot(`
      "a = 5, gradient 3
      b = 3, gradient 6
      c = 2, gradient 9
      u = b × c = 6, gradient 3
      v = a + u = 11, gradient 3
      J = 3 × v = 33, gradient 1"
    `);
  });

  it("lists every path from a node with its product, and their sum", () => {
    const { a, f } = forkedGraph();
    expect(graph(f, { paths: a }).text.split("\n").slice(-3).join("\n")).toMatchInlineSnapshot(`
      "path 1: a → u → v → f: 1 · c · 1 = 1 · 3 · 1 = 3
      path 2: a → u → w → f: 1 · d · 1 = 1 · 4 · 1 = 4
      added over the paths: 3 + 4 = 7"
    `);
  });

  it("brackets negative numbers behind a sign", () => {
    const [x, w] = [scalar("x", 2), scalar("w", -3)];
    const [p, q] = [x.mul(-2).named("p"), w.mul(x).named("q")];
    const lines = graph(p.add(q).add(-0.1).named("s"), { detail: "named", paths: x }).text.split("\n");
    expect(lines.filter((line) => /^(?:p |s |added)/.test(line))).toMatchInlineSnapshot(`
      [
        "p = x × (−2) = −4, gradient 1",
        "s = p + q + (−0.1) = −10.1, gradient 1",
        "added over the paths: −2 + (−3) = −5",
      ]
    `);
  });

  it("leaves unnamed steps out where only names are asked for, and keeps the local derivatives", () => {
    const { loss } = workedExample();
    expect(graph(loss, { detail: "named" }).text).toMatchInlineSnapshot(`
      "y = 1, gradient −0.09568
      W^[2] = [0.3  −0.2  0.4], gradient [−0.2758  −0.2428  −0.2665]
      W^[1] = [0.2  0.4] [0.1  0.3] [0.5  −0.2], gradient [−0.0174  −0.01044] [0.0119  0.007139] [−0.02347  −0.01408]
      x = [2, 1] (0.5, 0.3), gradient [2, 1] (−0.02805, 0.002601)
      b^[1] = [3, 1] (0.1, −0.1, 0.05), gradient [3, 1] (−0.03481, 0.0238, −0.04693)
      z^[1] = W^[1] × x + b^[1] = [3, 1] (0.32, 0.04, 0.24), gradient [3, 1] (−0.03481, 0.0238, −0.04693)
      A^[1] = σ(z^[1]) = [3, 1] (0.5793, 0.51, 0.5597), gradient [3, 1] (−0.1428, 0.09522, −0.1904)
      b^[2] = −0.2, gradient −0.4761
      z^[2] = W^[2] × A^[1] + b^[2] = 0.09568, gradient −0.4761
      ŷ = σ(z^[2]) = 0.5239, gradient −1.909
      ℓ = −(y × log(ŷ) + (1 − y) × log(1 − ŷ)) = 0.6464, gradient 1"
    `);
  });

  const [p, q, r] = [scalar("p", 2), scalar("q", 3), scalar("r", 5)];
  const M = tensor([
    [1, 2],
    [3, 4],
  ]).named("M");
  it.each([
    ["p + q + r", p.add(q.add(r))],
    ["p − q − r", p.sub(q).sub(r)],
    ["p − (q − r)", p.sub(q.sub(r))],
    ["p × q + q × r", p.mul(q).add(q.mul(r))],
    ["(p + q) × r", p.add(q).mul(r)],
    ["p / (q / r)", p.div(q.div(r))],
    ["(p × q) / r", p.mul(q).div(r)],
    ["(M × M) ⊙ M", M.matmul(M).mul(M)],
    ["M × (M ⊙ M)", M.matmul(M.mul(M))],
    ["−(p + q)", p.add(q).neg()],
  ])("writes %s with the brackets that it needs and no others", (written, output) => {
    const last = graph(output.named("s"), { detail: "named" }).text.split("\n").at(-1);
    expect(last).toMatch(/^s = /);
    expect(last?.slice(4, 4 + written.length)).toBe(written);
    expect(last?.slice(4 + written.length)).toMatch(/^ = /);
  });

  it("leaves gradients out when asked, or gives those on the way to some tensors", () => {
    const { x, loss, parameters } = workedExample();
    const { W1 } = parameters;
    expect(graph(loss, { gradients: false }).text).not.toContain("gradient");
    expect(graph(loss, { gradients: false }).html).not.toContain("gradient");
    const { nodes } = graph(loss, { gradients: [W1] }).model;
    expect(nodes.find(({ tensor: each }) => each === x)?.gradient).toBeUndefined();
    expect(nodes.find(({ tensor: each }) => each === W1)?.gradient?.shape).toEqual([3, 2]);
  });

  it("shows no gradient of a result that is not one number", () => {
    expect(graph(tensor([1, 2]).named("x").square().named("q")).text).not.toContain("gradient");
  });
});

describe("local derivatives", () => {
  it("hold what else runs through named nodes", () => {
    // f = u·w with w = u + 1: ∂f/∂u is w alone on the direct edge.
    const u = scalar("u", 2);
    const w = u.add(1).named("w");
    const { edges } = graph(u.mul(w).named("f"), { detail: "named" }).model;
    const direct = edges.find(({ from, to }) => from.tensor === u && to.tensor.name?.base === "f");
    expect(direct?.local?.item()).toBe(3);
    expect(direct?.factor).toBe(w);
  });

  it("count both uses where an operation takes a tensor twice", () => {
    const x = scalar("x", 3);
    expect(graph(x.mul(x).named("q")).model.edges.map(({ local }) => local?.item())).toEqual([6]);
  });

  it("are left out at given numbers, which do not change", () => {
    const { edges } = graph(lectureGraph().J).model;
    expect(edges.filter(({ from }) => from.kind === "constant").map(({ local }) => local)).toEqual([
      undefined,
    ]);
  });

  it("are given entry by entry for elementwise steps, and not at all for matrix products", () => {
    const { loss, parameters } = workedExample();
    const { W1 } = parameters;
    const { edges } = graph(loss, { detail: "named" }).model;
    const local = (to: string, layer: number) =>
      edges.find(({ to: { tensor: at } }) => at.name?.base === to && at.name.layer === layer)?.local;
    expect(local("A", 1)?.toArray()).toEqual([
      [expect.closeTo(0.243708, 6)],
      [expect.closeTo(0.2499, 6)],
      [expect.closeTo(0.246434, 6)],
    ]);
    expect(edges.find(({ from }) => from.tensor === W1)?.local).toBeUndefined();
  });
});

describe("the drawing", () => {
  it.each([
    ["x1", "x", "1"],
    ["x_12", "x", "12"],
    ["A_k", "A", "k"],
    ["Ak", "Ak", ""],
    ["ŷ", "ŷ", ""],
  ])("writes %s as %s with %s below", (base, letter, below) => {
    expect(symbolOf({ base })).toMatchObject({ letter, below });
  });

  it.each(["right", "down"] as const)(
    "is one SVG with a name, a description and legible text, running %s",
    (direction) => {
      const { svg } = graph(workedExample().loss, { direction });
      expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*aria-label="Computation graph of ℓ"/);
      expect(svg).toContain("<desc>");
      const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    },
  );

  it("takes its colours from the page, apart from highlighted paths, which differ in pattern too", () => {
    const { a, f } = forkedGraph();
    expect(graph(f).svg).not.toMatch(/#[0-9A-Fa-f]{3,6}/);
    expect(graph(f, { paths: a }).svg).toContain("stroke-dasharray");
  });
});

describe("graph", () => {
  it("refuses what cannot be drawn, with the next step", () => {
    let long = scalar("x", 1);
    for (let i = 0; i < 300; i++) long = long.add(1);
    expect(() => graph(long)).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: graph: the computation has 601 nodes, at most 200 can be drawn; name the steps of interest and pass { detail: "named" }]`,
    );
    expect(() => graph(lectureGraph().J, { paths: scalar("q", 1) })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: graph: q is not a node of this graph; pass a tensor that the result was computed from]`,
    );
    let doubled = scalar("x", 1);
    const first = doubled;
    for (let i = 0; i < 4; i++) doubled = doubled.sin().add(doubled.cos());
    expect(() => graph(doubled, { paths: first })).toThrowErrorMatchingInlineSnapshot(
      `[UsageError: graph: 16 paths lead on from there, at most 12 can be told apart; choose a node nearer to the result]`,
    );
  });
});
