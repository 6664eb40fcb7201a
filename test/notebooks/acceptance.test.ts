/** @file What every lecture must have: charts and formulas in words as well, goals, a recap, links, one formula sheet. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cellsIn, LECTURES, notebooksIn, shownIn, textOf } from "./reading.js";

const names = notebooksIn(LECTURES);
const counts: Record<string, number> = { charts: 0, graphs: 0, derivations: 0, "typeset values": 0 };

/** Pictures have no axes: each stands under its own words. */
const PICTURES = /^Two images|^The first training images|^Test images|neurons look for$/;

/** Quantities that have a unit or a range, and how their axis says so. */
const UNITS: readonly (readonly [quantity: RegExp, unit: RegExp])[] = [
  [/\btime\b/i, /\b(ms|s|seconds)\b/],
  [/\bbrightness\b/i, /0 to 255/],
];

afterAll(() => {
  const words = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  console.info(`${names.length} lectures: ${words.join(", ")}`);
});

describe.each(names)("In the lecture %s", (name) => {
  const file = join(LECTURES, name);
  const shown = shownIn(file);
  const texts = cellsIn(file).flatMap((cell) => (cell.cell_type === "markdown" ? [textOf(cell.source)] : []));

  it("every chart has title, axes with their units, a summary and a table", () => {
    for (const { id, forms } of shown) {
      const drawing = forms["text/html"] ?? "";
      if (!drawing.startsWith("<figure") || isGraph(drawing)) continue;
      counts["charts"]++;
      expect({ id, missing: missingFrom(drawing) }).toEqual({ id, missing: [] });
      expect(drawing).toContain(`<desc>`);
      expect(forms["text/plain"]?.length).toBeGreaterThan(40);
    }
  });

  it("every graph has its nodes in words, as a list and as a table", () => {
    for (const { id, forms } of shown) {
      const drawing = forms["text/html"] ?? "";
      if (!drawing.startsWith("<figure") || !isGraph(drawing)) continue;
      counts["graphs"]++;
      const nodes = (forms["text/plain"] ?? "")
        .split("\n")
        .filter((line) => line.includes(" = ") && !line.includes("→"));
      expect({ id, few: nodes.length < 2 }).toEqual({ id, few: false });
      const rows = /<table>.*?<\/table>/s.exec(drawing)?.[0].match(/<tr/g) ?? [];
      expect(rows.length).toBeGreaterThanOrEqual(nodes.length);
    }
  });

  it("every formula of a derivation has its spoken form, and every line was evaluated", () => {
    for (const { id, forms } of shown) {
      const html = forms["text/html"] ?? "";
      if (!html.startsWith('<div class="chainrule-derivation')) continue;
      counts["derivations"]++;
      const silent = html.match(/<span>\\\(.*?\\\)<\/span>/gs) ?? [];
      // What is left without words is numbers: they are read as they stand.
      expect({ id, silent: silent.filter((formula) => !isNumeric(formula)) }).toEqual({ id, silent: [] });
      if (html.includes("<strong>Derivation of")) expect(html).toContain("Every line was evaluated");
    }
  });

  it("every value that is typeset is there in plain text too", () => {
    for (const { forms } of shown) {
      if (forms["text/latex"] === undefined) continue;
      counts["typeset values"]++;
      expect(forms["text/plain"] ?? "").toMatch(/\d/);
      expect(forms["text/plain"]).not.toMatch(/\\[a-z]+/);
    }
  });

  it("goals come first, and a recap and the unit's exercises last", () => {
    expect(texts[0]).toMatch(/After this unit you can\n\n- /);
    const headings = texts.flatMap((text) => text.match(/^## .*/gm) ?? []);
    expect(headings.slice(-2)).toEqual(["## Recap in five minutes", "## Exercises"]);
    expect(texts.at(-2)).toContain("**What to practise:**");
    const link = /\]\((\.\.\/exercises\/[^)]*)\)/.exec(texts.at(-1) ?? "")?.[1] ?? "no link";
    const exercises = join(dirname(file), link);
    expect(existsSync(exercises)).toBe(true);
    expect(textOf(cellsIn(exercises)[0].source)).toContain(`](../lectures/${name})`);
  });
});

it("Every formula on the formula sheet stands in the unit that the sheet names", () => {
  const last = cellsIn(join(LECTURES, names.at(-1) ?? "")).map(({ source }) => textOf(source));
  const sheet = last.find((text) => text.includes("## Formula sheet")) ?? "";
  const rows = [...sheet.matchAll(/^\| (\d\d(?:, \d\d)*) \| (.*) \|$/gm)];
  expect(rows.length).toBe(10);
  const missing = rows.flatMap(([, units, formulas]) => {
    const text = bare(textsOf(units.split(", ")));
    const all = [...formulas.matchAll(/\$([^$]+)\$/g)].map(([, latex]) => latex);
    return all.filter((latex) => !text.includes(bare(latex))).map((latex) => `${units}: ${latex}`);
  });
  expect(missing).toEqual([]);
});

/** What the text cells of these units say, the formula sheet aside. */
function textsOf(units: readonly string[]): string {
  return names
    .filter((name) => units.includes(name.slice(0, 2)))
    .flatMap((name) => cellsIn(join(LECTURES, name)))
    .map(({ source }) => textOf(source))
    .filter((source) => !source.includes("## Formula sheet"))
    .join("\n");
}

/** A formula without what changes its looks only. */
function bare(latex: string): string {
  return latex.replaceAll(/\\(?:[,;!]|cdot|quad|[bB]igg?[lr]?|left|right)(?![a-z])|[&\s]/g, "");
}

function isGraph(drawing: string): boolean {
  return drawing.includes('aria-label="Computation graph of');
}

/** What a drawn chart lacks. */
function missingFrom(drawing: string): readonly string[] {
  const title = /<title>([^<]+)<\/title>/.exec(drawing)?.[1];
  const axes = [...drawing.matchAll(/data-axis="(\w)">([^<]+)</g)];
  const named = axes.map(([, axis]) => axis).sort();
  const wanted = drawing.includes('data-axis="z"') ? ["x", "y", "z"] : ["x", "y"];
  const unitless = axes.filter(([, , label]) =>
    UNITS.some(([quantity, unit]) => quantity.test(label) && !unit.test(label)),
  );
  const rows = /<table>.*?<\/table>/s.exec(drawing)?.[0].match(/<tr/g) ?? [];
  return [
    ...(title === undefined ? ["a title"] : []),
    ...(PICTURES.test(title ?? "") || named.join() === wanted.join() ? [] : ["names of its axes"]),
    ...unitless.map(([, , label]) => `the unit of ${label}`),
    ...(/<\/div><p>(?:[^<]|<\/?su[bp]>){40,}<\/p>/.test(drawing) ? [] : ["a summary"]),
    ...(rows.length > 1 ? [] : ["a table"]),
  ];
}

/** Whether a typeset formula holds numbers and signs only. */
function isNumeric(formula: string): boolean {
  const inside = formula.replaceAll(/<\/?span>|\\[()]|\\displaystyle|&amp;/g, "");
  const words = inside.replaceAll(
    /\\(?:begin|end)\{\w+\}|\\(?:left|right|top|odot|cdot|[cvd]dots|times|frac|tfrac|ln|log|sigma)\b|\\(?:sum|operatorname\{softmax\})_\{\\text\{\w+\}\}/g,
    "",
  );
  return !/[a-zA-Z]/.test(words);
}
