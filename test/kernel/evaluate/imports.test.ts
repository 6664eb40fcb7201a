/** @file What cells import: packages of all kinds, and local files that change. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { newCells } from "../support/cells.js";

describe("An import", () => {
  it.each<[string, string[], string | undefined]>([
    [
      "names exports",
      ["import { join, sep as s } from 'node:path'", "join('a', 'b') === 'a' + s + 'b'"],
      "true",
    ],
    ["takes a module whole", ["import * as path from 'node:path'", "path.posix.join('a', 'b')"], "'a/b'"],
    ["takes the default", ["import path from 'node:path'", "path.posix.join('a', 'b')"], "'a/b'"],
    ["may be dynamic", ["const { posix } = await import('node:path'); posix.join('a', 'b')"], "'a/b'"],
    ["may be TypeScript's require", ["import path = require('node:path'); path.posix.sep"], "'/'"],
    ["of types alone does nothing", ["import type { Nothing } from 'no-such-package'; 1"], "1"],
    ["may be hidden by a later name", ["import { sep } from 'node:path'", "const sep = 4", "sep"], "4"],
    [
      "of a type needs no word that it is one",
      ["import { ParsedPath, sep } from 'node:path'; const p = {} as ParsedPath; sep"],
      "'/'",
    ],
    [
      "of a missing name is an error where it is used",
      ["import { nothing } from 'node:path'; nothing"],
      'SyntaxError: The module "node:path" has no export named "nothing".',
    ],
  ])("%s", async (_, codes, expected) => {
    expect(await newCells().text(...codes)).toBe(expected);
  });

  it("of a missing package says where it was looked for", async () => {
    const cells = newCells();
    expect(await cells.text("import x from 'no-such-package'")).toBe(
      `Error: Cannot find package "no-such-package" from ${cells.folder}; install it there with npm install.`,
    );
  });

  it("of types from where nothing runs is an error only where one is used as a value", async () => {
    const cells = newCells();
    const types = { "@types/told": `{}`, "@types/scoped__told": `{}`, alone: `{ "types": "index.d.ts" }` };
    const empty = `{ "name": "closed", "exports": { ".": { "types": "./index.d.ts" } } }`;
    for (const [name, text] of Object.entries({ ...types, closed: empty })) {
      mkdirSync(join(cells.folder, "node_modules", name), { recursive: true });
      writeFileSync(join(cells.folder, "node_modules", name, "package.json"), text);
    }
    writeFileSync(join(cells.folder, "shapes.d.ts"), "export interface Shape { size: number }");
    for (const name of ["told", "@scoped/told", "alone", "closed", "./shapes", "./shapes.js"]) {
      expect(await cells.text(`import { T } from "${name}"; import * as all from "${name}"; 1`)).toBe("1");
      for (const use of ["T", "all", `import "${name}"`, `await import("${name}")`])
        expect(await cells.text(use)).toMatch(`Error: Only types of "${name}" are to be found from`);
    }
  });

  it("of a package finds what only `exports` names, and CommonJS properties that no one announces", async () => {
    const cells = newCells();
    const package_ = (name: string, files: Record<string, string>): void => {
      const folder = join(cells.folder, "node_modules", name);
      mkdirSync(folder, { recursive: true });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    };
    package_("modern", {
      "package.json": `{ "name": "modern", "type": "module", "exports": { "./deep": "./inner.js" } }`,
      "inner.js": "export const deep = 42;",
    });
    package_("old", {
      "package.json": `{ "name": "old", "main": "main.js" }`,
      "main.js": `const made = {}; for (const key of ["x", "y"]) made[key] = key + key; module.exports = made;`,
    });
    expect(await cells.text("import { deep } from 'modern/deep'; deep")).toBe("42");
    expect(
      await cells.text(
        "import { x } from 'old'; import * as old from 'old'; import all from 'old'; [x, old.y, all.x]",
      ),
    ).toBe("[ 'xx', 'yy', 'xx' ]");
  });
});

describe("A local TypeScript file", () => {
  it("is imported with all kinds of exports, and what it imports itself", async () => {
    const cells = newCells();
    writeFileSync(
      join(cells.folder, "base.ts"),
      "export const one: number = 1; export let count = 0; export const up = () => { count++ };",
    );
    writeFileSync(
      join(cells.folder, "lib.ts"),
      `import { one } from "./base.js";
       export * from "./base.ts"; export * as base from "./base"; export { one as uno } from "./base";
       export default class Lib { static two = one + 1 }
       export const { three, list: [four] } = { three: 3, list: [4] };
       export function f() { return g() } function g() { return 5 }
       const six = 6; export { six as "the six" };`,
    );
    expect(
      await cells.text(
        "import Lib, { three, four, f, uno, base, up, count, 'the six' as six } from './lib'",
        "up()",
        "[Lib.two, three, four, f(), six, uno, base.one, count]",
      ),
    ).toBe("[\n  2, 3, 4, 5,\n  6, 1, 1, 1\n]");
  });

  it("is read again when it or what it imports has changed", async () => {
    const cells = newCells();
    const write = (file: string, text: string): void => {
      writeFileSync(join(cells.folder, file), text);
    };
    write("inner.ts", "export const a = 1;");
    write("outer.ts", "import { a } from './inner'; export const b = a * 10;");
    const ask = "import { b } from './outer'; b";
    expect(await cells.text(ask)).toBe("10");
    write("inner.ts", "export const a = 25;");
    expect(await cells.text(ask)).toBe("250");
    write("inner.ts", "export const a = ;");
    expect(await cells.text(ask)).toMatch(/^SyntaxError/);
    write("inner.ts", "export const a = 3;");
    expect(await cells.text(ask)).toBe("30");
  });

  it("may import one that imports it", async () => {
    const cells = newCells();
    writeFileSync(
      join(cells.folder, "a.ts"),
      "import { b } from './b'; export const a = () => 'a'; export const ab = () => a() + b();",
    );
    writeFileSync(join(cells.folder, "b.ts"), "import { a } from './a'; export const b = () => 'b' + a();");
    expect(await cells.text("import { ab } from './a'; ab()")).toBe("'aba'");
  });

  it("passes on what is called like something that all objects have", async () => {
    const cells = newCells();
    writeFileSync(join(cells.folder, "inner.ts"), "export const toString = () => 'own', __proto__ = 5;");
    writeFileSync(join(cells.folder, "outer.ts"), "export * from './inner';");
    expect(await cells.text("import { toString, __proto__ } from './outer'; [toString(), __proto__]")).toBe(
      "[ 'own', 5 ]",
    );
  });

  it("is named in errors, with its line", async () => {
    const cells = newCells();
    writeFileSync(
      join(cells.folder, "bad.ts"),
      "type T = number;\nexport function bad(x: T): never {\n  throw new Error(`bad ${x}`);\n}\n",
    );
    const { failure } = await cells.run("import { bad } from './bad'\nbad(3)");
    expect(failure?.traceback.join("\n")).toMatchInlineSnapshot(
      `
      "Error: bad 3
      bad.ts, line 3:
        1 | type T = number;
        2 | export function bad(x: T): never {
      > 3 |   throw new Error(\`bad \${x}\`);
          |         ^
        4 | }
        5 | 
          at bad (bad.ts, line 3)
          at cell 1, line 2"
    `,
    );
  });

  it("reads JSON as what it is now", async () => {
    const cells = newCells();
    writeFileSync(join(cells.folder, "data.json"), `{ "a": [1, 2] }`);
    expect(await cells.text("import data, { a } from './data.json'; [data, a]")).toBe(
      "[ { a: [ 1, 2 ] }, [ 1, 2 ] ]",
    );
  });
});
