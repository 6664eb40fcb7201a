/** @file What is offered while a cell is written, and what is told about what stands in it. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Completions } from "../../../kernel/types/completions.js";
import { createTypeService, type TypeService } from "../../../kernel/types/type-service.js";
import { notebookFolder } from "./support/notebook-folder.js";

const EARLIER = [
  "let größe = 1; const word = 'text';\n/** Doubles. */\nfunction twice(n: number): number { return 2 * n; }",
  "class Shape<T> { readonly sides: T[] = []; area(): number { return 1; } }\nconst shape = new Shape<string>();",
  "import Box from 'default'; enum Colour { Red, Green } namespace Deep { export const inner = 1; }",
  "type Mode = 'fast-mode' | 'slow-mode'; function run(mode: Mode, times?: number): void {}",
];

/** The cursor stands at `|`; the first offers are these, or among the offers are these. */
const OFFERS: readonly (readonly [sentence: string, text: string, offers: readonly string[]])[] = [
  ["members of a value of an earlier cell", "shape.|", ["area", "sides"]],
  ["members that begin with what is typed", "word.toUpp|", ["toUpperCase"]],
  ["members inside of what is not closed yet", "function f() { if (true) { return shape.s|", ["sides"]],
  ["members inside of a template without end", "const s = `a ${shape.ar|", ["area"]],
  ["members before a syntax error", "shape.| ;; ) const", ["area", "sides"]],
  ["members of what a name stands for in this cell", "const word = [1]; word.flatM|", ["flatMap"]],
  ["members in the middle of a name", "shape.a|rea()", ["area"]],
  ["names of earlier cells", "twi|", ["twice"]],
  ["names after an import", "import fs from 'fs';\ntwi|", ["twice"]],
  ["names in Unicode", "grö|", ["größe"]],
  ["names of enums", "Colour.|", ["Green", "Red"]],
  ["names of namespaces", "Deep.|", ["inner"]],
  ["keywords", "insta|", ["instanceof"]],
  ["types", "let s: Sha|", ["Shape"]],
  ["texts that a parameter takes", "run('|')", ["fast-mode", "slow-mode"]],
  ["texts whose beginning is typed", "run('slow-m|')", ["slow-mode"]],
  ["exports of a package", "import { cou| } from 'default';", ["counter"]],
  ["own files", "import { local } from './lo|'", ["local"]],
  ["the member of a value that may be missing", "const m = [shape].find(() => true); m.are|", ["?.area"]],
  ["what is written in other capitals", "word.touppercase|", ["toUpperCase"]],
];

const NOTHING: readonly (readonly [string, string])[] = [
  ["in a comment", "// shape.|"],
  ["in a text", "'shape.|"],
  ["of a name that nobody knows", "nobody.|"],
];

const EXPLANATIONS: readonly (readonly [string, string, string])[] = [
  ["a function with its documentation", "twi|ce(1)", "function twice(n: number): number\nDoubles."],
  ["a name that the cursor stands behind", "twice|", "function twice(n: number): number\nDoubles."],
  ["a variable of an earlier cell", "größ|e", "let größe: number"],
  ["a member", "shape.si|des", "(property) Shape<string>.sides: string[]"],
  ["an imported class", "new Bo|x(1)", "Makes boxes."],
  ["the call around the cursor", "run(|", "run(mode: Mode, times?: number): void"],
  ["the parameter at the cursor", "run('fast-mode', |", "times?: number"],
];

describe.each(["native", "javascript"] as const)("With the %s compiler", (compiler) => {
  const folder = notebookFolder();
  let service: TypeService;

  beforeAll(async () => {
    service = await createTypeService({ folder: folder.path, compiler });
    for (const cell of EARLIER) {
      expect(await service.check(cell)).toEqual([]);
      await service.accept(cell);
    }
  });
  afterAll(async () => {
    await service.close();
    folder.remove();
  });

  const completed = (marked: string): Promise<Completions> =>
    service.complete(marked.replace("|", ""), marked.indexOf("|"));

  it.each(OFFERS)("offers %s", async (_, marked, offers) => {
    const { start, end, matches } = await completed(marked);
    const text = marked.replace("|", "");
    const names = matches.map((match) => match.text);
    expect(names.slice(0, offers.length)).toEqual(offers);
    // What would be replaced is the name at the cursor, or what comes before it where the offer holds that, too.
    expect(text.slice(start, end)).toMatch(/^\.?[\p{ID_Continue}$-]*$/u);
    expect(start).toBeLessThanOrEqual(marked.indexOf("|"));
    expect(end).toBeGreaterThanOrEqual(marked.indexOf("|"));
  });

  it.each(NOTHING)("offers nothing %s", async (_, marked) => {
    expect((await completed(marked)).matches).toEqual([]);
  });

  it("offers all names with their kinds and signatures, and none of its own", async () => {
    const { matches } = await completed("|");
    const own = matches.filter(({ text }) => /^(?:größe|word|twice|Shape|Colour|Deep|Box|Mode)$/.test(text));
    expect(
      own.map(({ text, type, signature }) => `${text} ${type}: ${signature.split("\n")[0]}`).sort(),
    ).toEqual([
      "Box class: class Box<T>",
      "Colour enum: enum Colour",
      "Deep module: namespace Deep",
      "Shape class: class Shape<T>",
      "größe instance: let größe: number",
      expect.stringMatching(/^twice function: (?:function )?twice\(n: number\): number$/),
      'word instance: const word: "text"',
    ]);
    expect(matches.filter(({ text }) => text.includes("chainrule"))).toEqual([]);
  });

  it.each(EXPLANATIONS)("explains %s", async (_, marked, told) => {
    const found = await service.inspect(marked.replace("|", ""), marked.indexOf("|"));
    // The compilers differ in how they begin the signature of what is imported.
    const plain = (found?.plain ?? "").replaceAll(/\n+/g, "\n");
    expect(plain).toContain(told.replace(/^function /, ""));
    expect(found?.markdown).toContain("```typescript\n");
    expect(plain).not.toMatch(/alias|import|chainrule|```/);
  });

  it("explains nothing where nothing stands", async () => {
    expect(await service.inspect("  ", 1)).toBeUndefined();
  });
});
