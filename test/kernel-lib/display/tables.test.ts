/** @file Tables of words and numbers, and values with a chosen number of digits, as a notebook shows them. */

import { describe, expect, it } from "vitest";
import { bundle, table, tensor, written } from "../../../kernel-lib/index.js";

describe("A table", () => {
  it("has a column per key and a row per object, words at the left, numbers with four significant digits", () => {
    const shown = bundle(
      table([
        { node: "u", gradient: -2 / 3 },
        { node: "v", gradient: 12 },
      ]),
    );
    expect(shown["text/plain"]).toBe("node  gradient\nu     −0.6667\nv     12");
    expect(shown["text/html"]).toBe(
      '<table><thead><tr><th scope="col" style="text-align:left">node</th><th scope="col">gradient</th></tr></thead><tbody>' +
        '<tr><th scope="row" style="text-align:left">u</th><td>−0.6667</td></tr><tr><th scope="row" style="text-align:left">v</th><td>12</td></tr></tbody></table>',
    );
  });

  it("takes another number of digits", () => {
    expect(bundle(table([{ x: 2 / 3 }], { digits: 2 }))["text/plain"]).toBe("x\n0.67");
  });

  it("writes signs of HTML as text", () => {
    expect(bundle(table([{ "a < b": "<i>" }]))["text/html"]).toContain("&lt;i&gt;");
  });

  it.each([
    ["no rows", [], "columns are none; give at least one row"],
    ["rows with other columns", [{ a: 1 }, { b: 1 }], "columns are a and b; give at least one row"],
  ])("with %s is refused", (_, rows, message) => {
    expect(() => table(rows)).toThrow(message);
  });
});

it("A tensor is written with as many digits as asked for", () => {
  const third = tensor([[1 / 3]]).named("A", { layer: 1 });
  expect(bundle(written(third, { digits: 6 }))).toEqual(bundle(third, { digits: 6 }));
  expect(bundle(written(third, { digits: 6 }))["text/plain"]).toContain("0.333333");
});
