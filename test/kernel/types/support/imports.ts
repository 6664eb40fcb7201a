/** @file Cells that import, cells with mistakes, and cells in odd texts. */

import type { Row } from "./case.js";

/** What may be imported, and what is there without. */
export const IMPORTS: readonly Row[] = [
  [
    "by default",
    ["import Box from 'default';", "new Box('a').content.length; new Box(1).content.length;"],
    ['error 2339 "length"'],
  ],
  [
    "by name, under another name, and as a type",
    ["import { counter as count, type Size } from 'default';", "count.toFixed(); let s: Size = 3;"],
    ['error 2322 "s"'],
  ],
  [
    "as a namespace",
    ["import * as path from 'node:path';", "path.join('a', 'b').length; path.no;"],
    ['error 2339 "no"'],
  ],
  [
    "as types only",
    ["import type { Local } from './local';", "const l: Local = { size: '' };"],
    ['error 2322 "size"'],
  ],
  [
    "from CommonJS, by default",
    [
      "import common from 'common';",
      "common(1).text.length; const r: common.Result = common(2); common('x');",
    ],
    ["error 2345 \"'x'\""],
  ],
  [
    "from CommonJS, by require",
    ["const fs = require('fs'); const common = require('common');", "common(1).length; fs.anything;"],
  ],
  [
    "by `import … = require`, which tslab refuses, too",
    ["import common = require('common');"],
    ["error 1202 \"import common = require('common');\""],
  ],
  [
    "from a package that only its `exports` describe",
    ["import { part } from 'esm-only/part';", "part(1).length; part('x');"],
    ["error 2345 \"'x'\""],
  ],
  [
    "from a package without types, with a warning",
    ["import untyped from 'untyped'; untyped.f();"],
    ["warning 7016 \"'untyped'\""],
  ],
  ["from a package that is not there", ["import nothing from 'not-there';"], ["error 2307 \"'not-there'\""]],
  ["a name that is not there", ["import { no } from './local';"], ['error 2305 "no"']],
  ["from an own file by another one", ["import { local } from './deep.ts';", "local.toFixed();"]],
  [
    "from an own file in JavaScript, and data",
    [
      "import { plain } from './plain.js'; import data from './data.json' with { type: 'json' };",
      "plain.size.toFixed(); data.rows.toFixed(); data.no;",
    ],
    ['error 2339 "no"'],
  ],
  ["while running", ["const { local } = await import('./local');", "local.toFixed();"]],
  [
    "a name that cannot be assigned to",
    ["import { counter } from 'default';", "counter = 2;"],
    ['error 2632 "counter"'],
  ],
  [
    "the kernel's own module",
    [
      "import * as tslab from 'tslab'; import { display, newDisplay } from 'tslab';",
      "tslab.display.html('<b>'); newDisplay().raw('text/plain', 'a'); display.svg(1);",
    ],
    ['error 2345 "1"'],
  ],
  [
    "what Node.js has",
    [
      "const b = Buffer.from('a'); setTimeout(() => {}, 1); process.argv; console.log(__dirname); new URL('a:b'); fetch('x'); require('fs'); structuredClone(1);",
    ],
  ],
  ["nothing of a browser", ["name; document;"], ['error 2304 "name"', 'error 2584 "document"']],
];

/** What stops a cell and what does not. */
export const SEVERITIES: readonly Row[] = [
  [
    "what only strict checking objects to is a warning",
    ["function g(a) { return a; } let n: number = null; class C { x: number }"],
    ['warning 7006 "a"', 'warning 2322 "n"', 'warning 2564 "x"'],
  ],
  [
    "what tslab objects to is an error beside it",
    ["function g(a) { return a; } let n: number = 'x';"],
    ['warning 7006 "a"', 'error 2322 "n"'],
  ],
  [
    "checks that tslab's compiler does not know are warnings",
    ["if (/a/) {} /(?<a>)\\k<b>/;"],
    ['warning 2872 "/a/"', 'warning 1532 "b"'],
  ],
  [
    "a message has a line for each level",
    ["const f: (a: { b: number }) => void = (a: { b: string }) => {};"],
    ['error 2322 "f"'],
  ],
];

/** Texts that are no TypeScript. */
export const SYNTAX: readonly Row[] = [
  ["a template without end", ["let s = `abc"], ['error 1160 ""']],
  ["a call without end", ["console.log(1"], ['error 1005 ""']],
  ["a brace too many", ["}"], ['error 1128 "}"']],
  [
    "a brace that would leave a namespace",
    ["const a = 1; } namespace Other { const b = 2;"],
    ['error 1128 "}"', 'error 1005 ""'],
  ],
  ["a return", ["return 5;"], ['error 1108 "return"']],
  [
    "only what is wrong with the grammar",
    ["unknown name here"],
    ['error 1434 "unknown"', 'error 1434 "name"'],
  ],
  ["a comment without end", ["1 /* abc"], ['error 1010 ""']],
];

/** Texts that a place could be miscounted in. */
export const PLACES: readonly Row[] = [
  ["an empty cell", [""]],
  ["nothing but a comment", ["// nothing"]],
  ["Windows line ends", ["let a = 1;\r\nlet b = 2;\r\nb.no;"], ['error 2339 "no"']],
  ["signs beyond 16 bits", ["const s = '😀😀'; s.no;"], ['error 2339 "no"']],
  ["line separators that only JavaScript knows", ["const u = 'a\u2028b'; u.no;"], ['error 2339 "no"']],
  [
    "names like the checker's own",
    [
      "const $chainrule = 1; const $1 = 2; const $prev = 3; let $chainrule_ = 4;",
      "$chainrule + $1 + $prev; $chainrule_ = 5; $chainrule.no;",
    ],
    ['error 2339 "no"'],
  ],
];
