/** @file What a student reads when a cell fails: tracebacks are read before they are accepted. */

import { expect, it } from "vitest";

import { newCells } from "../support/cells.js";

async function traceback(...codes: string[]): Promise<string | undefined> {
  const cells = newCells();
  for (const code of codes.slice(0, -1)) await cells.run(code);
  const { failure } = await cells.run(codes[codes.length - 1]);
  return failure?.traceback.join("\n");
}

it("names the line and column in the student's own text", async () => {
  expect(
    await traceback("interface A { b?: { c: number } }\n\nconst a: A = {};\nconst n: number = a.b!.c;\nn"),
  ).toMatchInlineSnapshot(`
    "TypeError: Cannot read properties of undefined (reading 'c')
    cell 1, line 4:
      2 | 
      3 | const a: A = {};
    > 4 | const n: number = a.b!.c;
        |                        ^
      5 | n
        at cell 1, line 4"
  `);
});

it("follows calls through the cells that declared the functions", async () => {
  expect(
    await traceback(
      "type N = number;\nfunction inner(x: N) {\n  throw new RangeError(`no ${x}`);\n}",
      "const outer = (x: number) => inner(x + 1);",
      "outer(1);",
    ),
  ).toMatchInlineSnapshot(`
    "RangeError: no 2
    cell 1, line 3:
      1 | type N = number;
      2 | function inner(x: N) {
    > 3 |   throw new RangeError(\`no \${x}\`);
        |         ^
      4 | }
        at inner (cell 1, line 3)
        at outer (cell 2, line 1)
        at cell 3, line 1"
  `);
});

it("shows both errors where a cell fails and what it uses fails to end", async () => {
  expect(
    await traceback(
      "using file = { [Symbol.dispose]() {\n  throw new Error('not closed');\n} };\nthrow new TypeError('mine');",
    ),
  ).toMatchInlineSnapshot(`
    "SuppressedError: What was declared by using failed as it ended, after another error.
    First:
    TypeError: mine
    cell 1, line 4:
      2 |   throw new Error('not closed');
      3 | } };
    > 4 | throw new TypeError('mine');
        |       ^
        at cell 1, line 4
    Then, as a resource ended:
    Error: not closed
    cell 1, line 2:
      1 | using file = { [Symbol.dispose]() {
    > 2 |   throw new Error('not closed');
        |         ^
      3 | } };
      4 | throw new TypeError('mine');
        at [nodejs.dispose] (cell 1, line 2)"
  `);
});

it("shows what a resource of a function hides, too", async () => {
  expect(
    await traceback(
      "function f() {\n  using a = { [Symbol.dispose]() { throw new Error('end') } };\n  throw new Error('body');\n}\nf();",
    ),
  ).toMatchInlineSnapshot(`
    "SuppressedError: 
    cell 1, line 5:
      3 |   throw new Error('body');
      4 | }
    > 5 | f();
        | ^
        at cell 1, line 5
    First:
    Error: body
    cell 1, line 3:
      1 | function f() {
      2 |   using a = { [Symbol.dispose]() { throw new Error('end') } };
    > 3 |   throw new Error('body');
        |         ^
      4 | }
      5 | f();
        at f (cell 1, line 3)
        at cell 1, line 5
    Then, as a resource ended:
    Error: end
    cell 1, line 2:
      1 | function f() {
    > 2 |   using a = { [Symbol.dispose]() { throw new Error('end') } };
        |                                          ^
      3 |   throw new Error('body');
      4 | }
        at [nodejs.dispose] (cell 1, line 2)
        at cell 1, line 5"
  `);
});

it("shows the errors of which none alone is the reason", async () => {
  expect(
    await traceback("await Promise.any([Promise.reject(new Error('a')), Promise.reject(new Error('b'))])"),
  ).toMatchInlineSnapshot(`
    "AggregateError: All promises were rejected
    One of them:
    Error: a
    cell 1, line 1:
    > 1 | await Promise.any([Promise.reject(new Error('a')), Promise.reject(new Error('b'))])
        |                                   ^
        at cell 1, line 1
    One of them:
    Error: b
    cell 1, line 1:
    > 1 | await Promise.any([Promise.reject(new Error('a')), Promise.reject(new Error('b'))])
        |                                                                   ^
        at cell 1, line 1"
  `);
});

it("shows the cause of an error", async () => {
  expect(
    await traceback("try { decodeURI('%') } catch (cause) {\n  throw new Error('no data', { cause });\n}"),
  ).toMatchInlineSnapshot(`
    "Error: no data
    cell 1, line 2:
      1 | try { decodeURI('%') } catch (cause) {
    > 2 |   throw new Error('no data', { cause });
        |         ^
      3 | }
        at cell 1, line 2
    Caused by:
    URIError: URI malformed
    cell 1, line 1:
    > 1 | try { decodeURI('%') } catch (cause) {
        |       ^
      2 |   throw new Error('no data', { cause });
      3 | }
        at cell 1, line 1"
  `);
});

it.each([
  ["a string", "throw 'up'", "Thrown: 'up'"],
  ["undefined", "throw undefined", "Thrown: undefined"],
  [
    "an object that cannot be printed",
    "throw { get [Symbol.toStringTag]() { throw new Error('no') }, [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no') } }",
    "Thrown: (a value that cannot be printed)",
  ],
  [
    "an error whose message cannot be read",
    "class E extends Error { get message(): string { throw new Error('no') } }; throw new E()",
    "Error: (its message cannot be read)",
  ],
])("tells %s that was thrown", async (_, code, expected) => {
  expect((await traceback(code))?.split("\n")[0]).toBe(expected);
});

it.each([
  ["an unfinished line", "const a = 1;\nconst b = a +;"],
  ["an unfinished string", "const s = 'abc"],
  ["the same name twice", "let a = 1;\nlet a = 2;"],
  ["a missing bracket", "function f( {"],
  [
    "a variable that a namespace exports, of which others would see the first value only",
    "const a = 1;\nnamespace N {\n  export let count = 0;\n  export const up = () => count++;\n}",
  ],
])("marks %s", async (_, code) => {
  expect(await traceback(code)).toMatchSnapshot();
});

it("says on stderr what nobody caught", () => {
  const cells = newCells();
  cells.evaluator.uncaught(new Error("late"));
  const [{ type, content }] = cells.published;
  expect([type, content.name]).toEqual(["stream", "stderr"]);
  expect(content.text).toMatch(/^Uncaught Error: late\n/);
});

it("ends a waiting cell when it is interrupted, and keeps what it declared", async () => {
  const cells = newCells();
  const running = cells.run("let a = 1; await new Promise(() => {}); a = 2");
  await new Promise((resolve) => setTimeout(resolve, 20));
  cells.evaluator.interrupt();
  expect((await running).failure?.ename).toBe("KeyboardInterrupt");
  expect(await cells.text("a")).toBe("1");
});

it("leaves an interrupt to code that listens for it", async () => {
  const cells = newCells();
  const running = cells.run(
    "await new Promise<string>((resolve) => { process.once('SIGINT', () => { resolve('stopped') }) })",
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  cells.evaluator.interrupt();
  expect((await running).result?.data["text/plain"]).toBe("'stopped'");
});

it.each([
  [
    "10,000 open brackets",
    `${"(".repeat(10_000)}1${")".repeat(10_000)}`,
    /^SyntaxError: Brackets are nested too deeply/,
  ],
  ["a sum of 3,000 terms", Array.from({ length: 3000 }, () => "1").join(" + "), /^3000$/],
  ["a cell of a megabyte", `const text = "${"x".repeat(1_000_000)}"; text.length`, /^1000000$/],
])("lives through %s", async (_, code, expected) => {
  expect(await newCells().text(code)).toMatch(expected);
});
