/** @file A notebook's folder with packages of every kind and a file of the student's own. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const FILES: Readonly<Record<string, string>> = {
  "local.ts": "export const local: number = 1;\nexport interface Local { readonly size: number }\n",
  "deep.ts": 'export { local } from "./local.js";\n',
  "faulty.ts": "export const faulty: number = 'text';\nexport const loose = (a) => a;\n",
  "plain.js": "export const plain = { size: 3 };\n",
  "data.json": '{ "rows": 3 }\n',
  // Only its `exports` say where it is, and only to `import`.
  "node_modules/esm-only/package.json": JSON.stringify({
    name: "esm-only",
    type: "module",
    exports: { "./part": { import: { types: "./lib/part.d.ts", default: "./lib/part.js" } } },
  }),
  "node_modules/esm-only/lib/part.d.ts": "export declare function part(size: number): string;\n",
  "node_modules/esm-only/lib/part.js": "export const part = String;\n",
  "node_modules/common/package.json": JSON.stringify({
    name: "common",
    main: "index.js",
    types: "index.d.ts",
  }),
  "node_modules/common/index.d.ts":
    "declare function common(size: number): common.Result;\n" +
    "declare namespace common { interface Result { readonly text: string } const version: string }\n" +
    "export = common;\n",
  "node_modules/common/index.js": "module.exports = String;\n",
  "node_modules/default/package.json": JSON.stringify({
    name: "default",
    type: "module",
    exports: "./index.js",
  }),
  "node_modules/default/index.d.ts":
    "/** Makes boxes. */\nexport default class Box<T> { constructor(content: T); readonly content: T }\n" +
    "export type Size = 1 | 2;\nexport declare let counter: number;\n",
  "node_modules/default/index.js": "export default class Box {}\n",
  "node_modules/untyped/package.json": JSON.stringify({ name: "untyped", main: "index.js" }),
  "node_modules/untyped/index.js": "exports.f = () => 1;\n",
};

/** A folder on disk that is removed when the test is over. */
export interface NotebookFolder {
  readonly path: string;
  write(name: string, text: string): void;
  /** Removes one of its files, or the whole of it. */
  remove(name?: string): void;
}

/** Makes the folder. */
export function notebookFolder(): NotebookFolder {
  const path = mkdtempSync(join(tmpdir(), "chainrule-types-"));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  for (const [name, text] of Object.entries(FILES)) write(name, text);
  return {
    path,
    write,
    remove(name = "") {
      rmSync(join(path, name), { recursive: true });
    },
  };
}
