/** @file What cells share, and what their last expression shows. */

import { describe, expect, it } from "vitest";

import { newCells } from "../support/cells.js";

describe("A name", () => {
  it.each<[string, string[], string | undefined]>([
    ["of one cell is known in the next", ["let x = 1", "x + 1"], "2"],
    ["may be assigned in a later cell", ["let x = 1", "x = 5", "x"], "5"],
    [
      "is one variable for a function of an earlier cell",
      ["let x = 1; const f = () => x", "x = 7", "f()"],
      "7",
    ],
    [
      "may be declared again, as anything",
      ["const a = 1", "function a() { return 2 }", "class a {}; typeof a"],
      "'function'",
    ],
    [
      "of a function is seen anew by its callers",
      ["function f() { return 1 }\nfunction g() { return f() }", "function f() { return 2 }", "g()"],
      "2",
    ],
    [
      "of a block stays in its block",
      ["let i = 10", "for (let i = 0; i < 3; i++) {} { const i = 4 }", "i"],
      "10",
    ],
    [
      "declared by var in a block belongs to the cell",
      ["if (true) { var v = 3 } for (var k = 0; k < 2; k++);", "[v, k]"],
      "[ 3, 2 ]",
    ],
    ["declared by var without a value keeps the one it has", ["var v = 3", "var v", "v"], "3"],
    [
      "comes from a pattern",
      ["const { a, b: [c = 4], ...rest } = { a: 1, b: [], d: 5 }", "[a, c, rest]"],
      "[ 1, 4, { d: 5 } ]",
    ],
    ["in shorthand keeps its key", ["const a = 1, b = 2", "({ a, b })"], "{ a: 1, b: 2 }"],
    ["of a parameter hides that of a cell", ["let x = 1", "((x: number) => x)(9)"], "9"],
    ["declared before an error is kept", ["let x = 1; throw new Error('no'); let y = 2", "x"], "1"],
    [
      "declared after an error does not exist",
      ["let x = 1; throw new Error('no'); let y = 2", "y"],
      "ReferenceError: y is not defined",
    ],
    [
      "that the kernel might use is the student's",
      ["const $cell = 4, $cellImport = 5", "$cell + $cellImport"],
      "9",
    ],
    [
      "of a type is gone at run time",
      ["interface P { x: number } type Q = P", "const p: Q = { x: 1 }; p.x"],
      "1",
    ],
    [
      "of an enum is known in the next cell",
      ["enum E { A, B = 4 } const enum F { Q = 7 }", "[E.B, E[4], F.Q]"],
      "[ 4, 'B', 7 ]",
    ],
    [
      "of an enum begins afresh when declared again",
      ["enum E { A, B }", "enum E { C }", "E"],
      "{ '0': 'C', C: 0 }",
    ],
    [
      "of a namespace holds what it exports",
      ["namespace N { export const q = 1; export namespace M { export const r = 2 } }", "N.q + N.M.r"],
      "3",
    ],
    [
      "that all objects have is the cell's",
      ["const toString = 3, constructor = 4", "toString + constructor"],
      "7",
    ],
    [
      "like the property that is an object's prototype is one like others",
      ["const __proto__ = () => 4, o = { __proto__ }", "[__proto__(), __proto__.name, Object.keys(o)]"],
      "[ 4, '__proto__', [ '__proto__' ] ]",
    ],
    [
      "like that property comes from patterns and loops",
      [
        "const { a: __proto__ } = { a: 7 }",
        "const seen = [__proto__]; for (var __proto__ of [8]);",
        "[seen, __proto__]",
      ],
      "[ [ 7 ], 8 ]",
    ],
    ["in Greek or with accents is a name", ["const σ = 2, é = 3", "σ * é"], "6"],
  ])("%s", async (_, codes, expected) => {
    expect(await newCells().text(...codes)).toBe(expected);
  });

  it("gives a function or class its name", async () => {
    expect(
      await newCells().text(
        "const f = () => 1, g = function () {}, K = class {}",
        "[f.name, g.name, K.name]",
      ),
    ).toBe("[ 'f', 'g', 'K' ]");
  });
});

describe("The value of a cell", () => {
  it.each<[string, string, string | undefined]>([
    ["is that of its last expression", "1; 2 + 3", "5"],
    ["is shown with or without a semicolon", "'a'\n", "'a'"],
    ["is all of a comma's last part", "(1, 2), 3", "3"],
    ["is nothing for undefined", "void 0", undefined],
    ["is nothing for null", "null", undefined],
    ["is nothing after a declaration", "const x = 3", undefined],
    ["is nothing after an enum or namespace", "namespace N { export const a = 1 }", undefined],
    ["is a promise as it is", "Promise.resolve(4)", "Promise { 4 }"],
    ["is waited for by await", "await Promise.resolve(4)", "4"],
    ["may be an assignment", "let y; y = 4", "4"],
    ["may be an object in brackets", "({ a: 1 })", "{ a: 1 }"],
    ["is that of export default", "export default 6", "6"],
    ["ignores what follows as comment", "7 // seven", "7"],
    ["keeps a line that begins with a bracket apart", "const a = 1\n;[a, 2]", "[ 1, 2 ]"],
  ])("%s", async (_, code, expected) => {
    expect(await newCells().text(code)).toBe(expected);
  });

  it("is what its Jupyter.display method returns, with the console's text beside it", async () => {
    const { result } = await newCells().run(
      `({ [Symbol.for("Jupyter.display")]: async () => ({ "text/html": "<b>", "image/png": new Uint8Array([1, 2]) }) })`,
    );
    expect(result?.data).toMatchObject({ "text/html": "<b>", "image/png": "AQI=" });
    expect(result?.data["text/plain"]).toContain("Symbol(Jupyter.display)");
  });

  it("is nothing where that method returns an empty bundle", async () => {
    expect(await newCells().run(`({ [Symbol.for("Jupyter.display")]: () => ({}) })`)).toEqual({
      userExpressions: {},
    });
  });

  it("is an error where that method returns no bundle", async () => {
    expect(await newCells().text(`({ [Symbol.for("Jupyter.display")]: () => 3 })`)).toBe(
      'TypeError: Symbol.for("Jupyter.display") returned 3; return a MIME bundle as an object.',
    );
  });

  it("is an error where that method returns an array", async () => {
    expect(await newCells().text(`({ [Symbol.for("Jupyter.display")]: () => [1, 2] })`)).toBe(
      'TypeError: Symbol.for("Jupyter.display") returned [ 1, 2 ]; return a MIME bundle as an object.',
    );
  });

  it("with a getter that throws is still shown", async () => {
    expect(await newCells().text("({ get x() { throw new Error('no') } })")).toBe("{ x: [Getter] }");
  });
});

describe("A cell", () => {
  it.each<[string, string[], string | undefined]>([
    ["waits at its top", ["let s = 0; for await (const x of [1, 2]) s += x; s"], "3"],
    [
      "disposes of what it uses when it is over",
      [
        "const log: string[] = []",
        "using a = { [Symbol.dispose]: () => { log.push('a') } }; await using b = { async [Symbol.asyncDispose]() { log.push('b') } }; log.length",
        "log",
      ],
      "[ 'b', 'a' ]",
    ],
    [
      "disposes in a function",
      [
        "const log: string[] = []",
        "function f() { using a = { [Symbol.dispose]: () => { log.push('a') } }; log.push('f') } f(); log",
      ],
      "[ 'f', 'a' ]",
    ],
    [
      "decorates",
      [
        "const dec = (_: unknown, key: string) => { seen = key }; let seen = ''",
        "class A { @dec m() {} }",
        "seen",
      ],
      "'m'",
    ],
    [
      "takes parameter properties",
      ["class P { constructor(private x: number, readonly y = 2) {} }", "new P(1)"],
      "P { x: 1, y: 2 }",
    ],
    ["runs in strict mode", ["(function () { return this })()"], undefined],
    [
      "exports to the others",
      ["export const a = 1; export function f() { return a + 1 }; const b = 5; export { b as c }", "f() + b"],
      "7",
    ],
    ["finds import.meta", ["import.meta.url.startsWith('file:')"], "true"],
    [
      "has one object of exports",
      ["exports.a = 1; module.exports.b = 2", "[exports, module.exports === exports]"],
      "[ { a: 1, b: 2 }, true ]",
    ],
    ["requires", ["const os = require('node:os'); typeof os.EOL"], "'string'"],
  ])("%s", async (_, codes, expected) => {
    expect(await newCells().text(...codes)).toBe(expected);
  });

  it("evaluates what the front end asks for afterwards, each on its own", async () => {
    const { userExpressions } = await newCells().run("const a = 2", {
      userExpressions: { good: "a * 3", bad: "b" },
    });
    expect(userExpressions).toMatchObject({
      good: { status: "ok", data: { "text/plain": "6" } },
      bad: { status: "error", ename: "ReferenceError", evalue: "b is not defined" },
    });
  });

  it("shows no value when it is silent", async () => {
    expect(await newCells().run("3", { silent: true })).toEqual({ userExpressions: {} });
  });
});
