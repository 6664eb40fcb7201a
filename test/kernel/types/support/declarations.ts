/** @file Cells that declare, and later ones that use what was declared. */

import type { Row } from "./case.js";

/** Names that stand for values. */
export const VARIABLES: readonly Row[] = [
  ["a variable keeps its type", ["let size = 1;", 'size = "no";'], ['error 2322 "size"']],
  ["a variable may be assigned to", ["let size = 1;", "size = 2; size += 3;"]],
  ["a declared type is kept, not the narrowed one", ["let either: string | number = 1;", 'either = "yes";']],
  ["a constant cannot be assigned to", ['const word = "a";', 'word = "b";'], ['error 2588 "word"']],
  ["what is set to a constant may be something else later", ["const K = 8;", "let x = K;", "x = 9;"]],
  [
    "a constant is still known by its value",
    ["const kind = 'a';", "const same = kind;", "const other: 'b' = same;"],
    ['error 2322 "other"'],
  ],
  [
    "a unique symbol stays itself",
    ["const key = Symbol();", "const box = { [key]: 1 };", "box[key].toFixed();"],
  ],
  ["a function cannot be assigned to", ["function f() {}", "f = () => {};"], ['error 2632 "f"']],
  [
    "destructured names are kept",
    ["const { a, b: [c = 1] } = { a: 'x', b: [2] };", "a.length + c.toFixed().length;"],
  ],
  ["an array that starts empty takes anything", ["const losses = [];", "losses.push(0.5);"]],
  [
    "a variable that starts without a value takes anything",
    ["let best; let none = null;", "best = 1; none = 'a';"],
  ],
  [
    "`var` inside of a statement reaches up",
    ["for (var i = 0; i < 3; i++) { var twice = i * 2; }", "i.toFixed(); twice.no;"],
    ['error 2339 "no"'],
  ],
  ["`let` inside of a statement does not", ["{ let hidden = 1; }", "hidden;"], ['error 2304 "hidden"']],
  [
    "a name may be used before its cell's end only",
    ["const early = later; const later = 1;"],
    ['error 2448 "later"', 'warning 2454 "later"'],
  ],
  [
    "the type of an awaited value is known",
    ["const text = await (await Promise.resolve(Promise.resolve('x')));", "text.no;"],
    ['error 2339 "no"'],
  ],
  [
    "a variable of an awaiting loop is known",
    ["for await (var chunk of [Promise.resolve(1)]) {}", "chunk.no;"],
    ['error 2339 "no"'],
  ],
  [
    "a resource is known",
    [
      "using file = { name: 'a', [Symbol.dispose]() {} }; await using b = { [Symbol.asyncDispose]: async () => {} };",
      "file.name.length; file.no;",
    ],
    ['error 2339 "no"'],
  ],
  [
    "exports are declarations like others",
    [
      "export const one = 1; export default function two() {} const three = 3; export { three as four }; export {};",
      "one + three; two();",
    ],
  ],
  [
    "a cell that threw has declared its names",
    ["const before = 1; throw new Error('x'); ", "before.toFixed();"],
  ],
  [
    "names are Unicode",
    ["let größe = 1; const 数 = '数'; let $_ = 1;", "größe.toFixed(); 数.no;"],
    ['error 2339 "no"'],
  ],
];

/** Names that are declared again. */
export const SHADOWING: readonly Row[] = [
  [
    "a constant may be declared anew",
    ["const x = 1;", "const x = 'now text';", "x.no;"],
    ['error 2339 "no"'],
  ],
  [
    "a class may be declared anew",
    ["class A { a = 1 }", "class A { b = 1 }", "new A().b; new A().a;"],
    ['error 2339 "a"'],
  ],
  ["a function may become a variable", ["function f() {}", "let f = 1;", "f = 2;"]],
  [
    "an import may be declared anew",
    ["import { local } from './local';", "const local = 'text';", "local.length;"],
  ],
  [
    "an interface declared anew is another one",
    ["interface P { a: number }", "interface P { b: number }", "const p: P = { b: 1 };"],
  ],
  [
    "interfaces of one cell are merged",
    ["interface P { a: number } interface P { b: number }", "const p: P = { a: 1 };"],
    ['error 2741 "p"'],
  ],
  [
    "a type does not hide the value of the same name",
    ["const Point = 1;", "interface Point<T> { x: T }", "Point + 1; let p: Point<number> = { x: 'a' };"],
    ['error 2322 "x"'],
  ],
  [
    "a value does not hide the type of the same name",
    [
      "interface Pair<A extends string, B> { a: A; b: B }",
      "const Pair = 1;",
      "Pair + 1; let p: Pair<'x', number> = { a: 'x', b: '' };",
    ],
    ['error 2322 "b"'],
  ],
  [
    "a variable may be assigned to where a type has its name, of the same cell or another",
    [
      "type loss<T> = T[]; let loss: loss<number> = [];",
      "let best = 1;",
      "type best = string;",
      "loss = [1]; best = 2; const kept: loss<best> = [0];",
    ],
    ['error 2322 "0"'],
  ],
  [
    "a global may be declared anew",
    [
      "const atob = 1; class Blob { mine = 1 } let performance = 'x';",
      "atob.toFixed(); new Blob().mine; performance.length;",
    ],
  ],
  [
    "one cell may not declare a constant twice",
    ["const x = 1; const x = 2;"],
    ['error 2451 "x"', 'error 2451 "x"'],
  ],
];

/** Cells that run again while values of their first run live on. */
export const RERUNS: readonly Row[] = [
  [
    "a cell that runs again unchanged leaves old values of its class as they are",
    [
      "class A { private a = 1; static make() { return new A(); } }",
      "const old = A.make();",
      "class A { private a = 1; static make() { return new A(); } }",
      "const mine: A = old;",
    ],
  ],
  [
    "a class that changed is another one, with a warning",
    [
      "class A { private a = 1 }",
      "const old = [new A()];",
      "class A { private a = 2 }",
      "const mine: A[] = old;",
    ],
    ['warning 2322 "mine"'],
  ],
  [
    "a cell that runs again with other values before it has other types",
    ["let size = 1;", "const half = size;", "let size = 'text';", "const half = size;", "half.no;"],
    ['error 2339 "no"'],
  ],
];

/** Declarations with types of their own. */
export const TYPES: readonly Row[] = [
  [
    "generics go from cell to cell",
    [
      "function pair<T>(a: T): [T, T] { return [a, a]; } type Of<T> = T extends (infer U)[] ? U : never;",
      "const p = pair(1);",
      "const q: Of<typeof p> = 'x';",
    ],
    ['error 2322 "q"'],
  ],
  [
    "private members stay private",
    [
      "class A<T> { private p = 1; #q = 2; constructor(readonly v: T) {} }",
      "class B extends A<string> {}",
      "new B('x').v.length; new B('x').p;",
    ],
    ['error 2341 "p"'],
  ],
  [
    "enums are values and types",
    ["enum E { A, B = 5 } const enum C { X = 'x' }", "let e: E = E.A; e = E.B; const c: C = C.X; E.Z;"],
    ['error 2339 "Z"'],
  ],
  [
    "namespaces hold values and types",
    [
      "namespace N { export const n = 1; export type T = string; export namespace M { export const m = 2 } }",
      "const t: N.T = 'a'; N.n + N.M.m; N.o;",
    ],
    ['error 2339 "o"'],
  ],
  [
    "a part of a namespace can be imported",
    ["namespace N { export class K { k = 1 } }", "import K = N.K;", "new K().k;"],
  ],
  [
    "overloads are kept",
    [
      "function f(a: string): string; function f(a: number): number; function f(a: any) { return a; }",
      "f(1).toFixed(); f('a').length; f(true);",
    ],
    ['error 2769 "true"'],
  ],
  [
    "abstract classes and decorators are known",
    [
      "const seen = (target: Function) => {}; @seen abstract class S { abstract area(): number }",
      "class Q extends S { area() { return 1; } } new Q().area();",
    ],
  ],
  [
    "a type guard of an earlier cell narrows",
    [
      "function isText(x: unknown): x is string { return typeof x === 'string'; }",
      "const x: unknown = 1; if (isText(x)) x.length;",
    ],
  ],
  [
    "ambient declarations hold",
    ["declare const given: number; declare function also(): string;", "given.toFixed(); also().length;"],
  ],
  [
    "global types can be added to",
    ["declare global { interface Array<T> { last(): T } }", "[1].last().toFixed();"],
  ],
];
