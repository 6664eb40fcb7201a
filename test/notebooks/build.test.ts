/** @file The lecture notebooks and the one source that each of them is written from. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { exerciseNames, notebooksOf, sourceNames, sourceText } from "../../notebooks/build.js";
import { withoutOutputs } from "../../notebooks/outputs.js";
import { CLONE } from "../support/imports.js";

interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly metadata: { readonly course?: { readonly id: string; readonly role: string } };
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
}

function cellsOf(name: string, source = sourceText(name)): readonly Cell[] {
  const [{ text }] = notebooksOf(name, source);
  return (JSON.parse(text) as { readonly cells: readonly Cell[] }).cells;
}

it.each([...sourceNames(), ...exerciseNames()])("The notebooks of %s are those of a fresh build", (name) => {
  for (const { file, text } of notebooksOf(name, sourceText(name))) {
    expect(withoutOutputs(readFileSync(file, "utf8"))).toBe(text);
  }
});

describe.each(sourceNames())("The notebook written from %s", (name) => {
  it("begins with a heading that has the number of its unit", () => {
    expect(cellsOf(name)[0].source[0]).toMatch(new RegExp(`^# ${name.slice(0, 2)} \\S`));
  });

  it("imports only the library", () => {
    const code = cellsOf(name).filter(({ cell_type }) => cell_type === "code");
    const modules = code.flatMap(({ source }) => source.join("").match(/from "[^"]*"|require\(.*\)/g) ?? []);
    expect(modules).toEqual(['from "chainrule"']);
  });

  it("gives every cell a role and an id of its unit", () => {
    for (const { metadata } of cellsOf(name)) {
      expect(metadata.course?.id.slice(0, 3)).toBe(`${name.slice(0, 2)}.`);
    }
  });

  it("holds no outputs", () => {
    expect(cellsOf(name).flatMap(({ outputs = [] }) => outputs)).toEqual([]);
  });
});

it.each(exerciseNames())(
  "The first cells of %s know every function that their text tells to call",
  (name) => {
    const [told, imports] = cellsOf(name).map(({ source }) => source.join(""));
    const calls = [...told.matchAll(/`(\w+)\("/g)].map(([, call]) => call);
    expect(calls).toEqual(expect.arrayContaining(["hint", "solution", "student"]));
    expect(calls.filter((call) => !imports.includes(`  ${call},\n`))).toEqual([]);
  },
);

it.each(["lectures", "exercises", "solutions"])("Every notebook in %s has a source", (folder) => {
  const all = [...sourceNames(), ...exerciseNames()].flatMap((name) => notebooksOf(name, sourceText(name)));
  const written = all.map(({ file }) => file).filter((file) => basename(dirname(file)) === folder);
  const there = readdirSync(join(CLONE, "notebooks", folder)).filter((name) => name.endsWith(".ipynb"));
  expect(there.map((name) => join(CLONE, "notebooks", folder, name)).sort()).toEqual(written.sort());
});

describe("A source", () => {
  it("gives a cell per marker, Markdown without the signs of comments, and leaves out what stands before", () => {
    const source =
      '/** @file x */\n\n// %% [markdown]\n// # 07 A\n//\n// b\n\n// %% {"course": {"role": "demo", "id": "07.c"}}\nshow(1);\n';
    expect(cellsOf("07-a.ts", source)).toEqual([
      { cell_type: "markdown", id: "07-1", metadata: {}, source: ["# 07 A\n", "\n", "b"] },
      {
        cell_type: "code",
        execution_count: null,
        id: "07-c",
        metadata: { course: { role: "demo", id: "07.c" } },
        outputs: [],
        source: ["show(1);"],
      },
    ]);
  });

  it.each([
    ["a marker that it does not know", "// %% [raw]", "07-a.ts:1"],
    ["metadata that are not JSON", "// %% {course}", "is not JSON"],
    ["a role that there is not", '// %% {"course": {"role": "exam", "id": "07.c"}}', "read, demo, predict"],
    ["text without a comment", "// %% [markdown]\nabc", "07-a.ts:2: a line of text begins with //"],
    [
      "a formula in a box that goes on in the next line",
      "// %% [markdown]\n// > $a +\n// > b$",
      "stays on one line",
    ],
    [
      "an id that two cells have",
      '// %% {"course": {"role": "demo", "id": "07.c"}}\n// %% {"course": {"role": "demo", "id": "07.c"}}',
      "two cells have the id 07.c",
    ],
  ])("with %s is refused", (_, source, message) => {
    expect(() => notebooksOf("07-a.ts", source)).toThrow(message);
  });
});
