/** @file Where boxes and words of a drawn graph lie. */

import { describe, expect, it } from "vitest";
import { textWidth } from "../../../kernel-lib/charts/svg/element.js";
import { graph } from "../../../kernel-lib/index.js";
import { workedExample } from "../derivation/networks.js";
import { outputLayer } from "./graphs.js";

describe("the drawing", () => {
  it("keeps its boxes apart", () => {
    const boxes = boxesIn(graph(workedExample().loss, { detail: "named" }).svg);
    for (const [at, box] of boxes.entries()) {
      expect(boxes.slice(at + 1).filter((other) => overlap(box, other))).toEqual([]);
    }
  });

  it.each(
    (["right", "down"] as const).flatMap((direction) =>
      (["named", "operations"] as const).flatMap((detail) =>
        [4, 6].flatMap((digits) => [false, true].map((whole) => ({ direction, detail, digits, whole }))),
      ),
    ),
  )(
    "running $direction, with $detail nodes and $digits digits, keeps words inside and off its boxes: whole $whole",
    ({ whole, ...options }) => {
      const { svg } = graph(whole ? workedExample().loss : outputLayer(), options);
      const [width] = (/viewBox="0 0 ([\d.]+)/.exec(svg) ?? []).slice(1).map(Number);
      const words = wordsIn(svg);
      expect(words.length).toBeGreaterThan(10);
      expect(words.filter(({ left, right }) => left < 0 || right > width)).toEqual([]);
      const boxes = boxesIn(svg);
      const cut = (one: Area): boolean => boxes.some((box) => overlap(one, box) && !holds(box, one));
      expect(words.filter(cut)).toEqual([]);
    },
  );
});

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function overlap(one: Area, other: Area): boolean {
  const across = one.left < other.right && other.left < one.right;
  return across && one.top < other.bottom && other.top < one.bottom;
}

function holds(one: Area, other: Area): boolean {
  const across = one.left <= other.left && other.right <= one.right;
  return across && one.top <= other.top && other.bottom <= one.bottom;
}

function boxesIn(svg: string): Area[] {
  return [...svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
    (match) => {
      const [left, top, width, height] = match.slice(1).map(Number);
      return { left, right: left + width, top, bottom: top + height };
    },
  );
}

function wordsIn(svg: string): (Area & { readonly text: string; readonly size: number })[] {
  return [...svg.matchAll(/<text x="([-\d.]+)" y="([-\d.]+)"([^>]*)>([^<]+)</g)].map(
    ([, x, y, rest, text]) => {
      const size = Number(/font-size="([\d.]+)"/.exec(rest)?.[1] ?? 13);
      const width = textWidth(text, size);
      const anchor = /text-anchor="(\w+)"/.exec(rest)?.[1] ?? "start";
      const left = Number(x) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
      return { text, size, left, right: left + width, top: Number(y) - size / 2, bottom: Number(y) };
    },
  );
}
