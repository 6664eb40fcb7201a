/** @file What the checker lives through: files that change, processes that die, texts that no one expects. */

import { execFileSync } from "node:child_process";
import process from "node:process";
import { afterEach, describe, expect, it } from "vitest";
import { createTypeService, type TypeService } from "../../../kernel/types/type-service.js";
import { notebookFolder } from "./support/notebook-folder.js";

const folder = notebookFolder();
const services: TypeService[] = [];

async function started(compiler: "native" | "javascript", path = folder.path): Promise<TypeService> {
  const service = await createTypeService({ folder: path, compiler });
  services.push(service);
  return service;
}

afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

/** Runs a cell as the kernel does; the codes of what it is told. */
async function codesOf(service: TypeService, cell: string): Promise<readonly number[]> {
  const diagnostics = await service.check(cell);
  await service.accept(cell);
  return diagnostics.map(({ code }) => code);
}

/** Kills the native compiler's processes that this process started. */
function killNative(): number {
  const children = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], {
    encoding: "utf8",
  });
  const found = [...children.matchAll(/^\s*(\d+) .*--lsp/gm)].map(([, pid]) => Number(pid));
  for (const pid of found) process.kill(pid, "SIGKILL");
  return found.length;
}

describe.each(["native", "javascript"] as const)("With the %s compiler", (compiler) => {
  it("reads an own file again when it changed on disk, and checks it", async () => {
    const service = await started(compiler);
    folder.write("changing.ts", "export const value: number = 1;\n");
    const cell = "import { value } from './changing'; const n: number = value;";
    expect(await service.check(cell)).toEqual([]);
    await service.accept(cell);

    folder.write("changing.ts", "export const value: string = 'longer';\n");
    expect(await codesOf(service, cell)).toEqual([2322]);
    expect(await codesOf(service, "value.length;")).toEqual([]);

    folder.write("changing.ts", "export const value: number = 'no';\nlet x = (a) => a;\n");
    const [error, warning] = await service.check(cell);
    expect(error).toMatchObject({
      file: `${folder.path}/changing.ts`,
      code: 2322,
      severity: "error",
      start: 13,
      end: 18,
    });
    expect(warning).toMatchObject({ code: 7006, severity: "warning" });
  });

  it("checks the files that an imported file imports, and no others", async () => {
    const service = await started(compiler);
    folder.write("through.ts", "export { faulty } from './faulty.js';\n");
    expect(
      (await service.check("import { faulty } from './through';")).map(({ file, code }) => [file, code]),
    ).toEqual([
      [`${folder.path}/faulty.ts`, 2322],
      [`${folder.path}/faulty.ts`, 7006],
    ]);
    expect(await service.check("import { local } from './local';")).toEqual([]);
  });

  it("finds a file and a package that were not there at first", async () => {
    const service = await started(compiler);
    const cells = [
      "import { a } from './new-file'; a.toFixed();",
      `import { b } from 'new-${compiler}'; b.toFixed();`,
    ];
    for (const cell of cells) expect(await codesOf(service, cell)).toEqual([2307]);
    folder.write("new-file.ts", "export const a = 1;\n");
    folder.write(`node_modules/new-${compiler}/package.json`, '{ "exports": { "types": "./lib/b.d.ts" } }');
    folder.write(`node_modules/new-${compiler}/lib/b.d.ts`, "export declare const b: number;\n");
    for (const cell of cells) expect(await codesOf(service, cell)).toEqual([]);
    folder.remove("new-file.ts");
  });

  it("works in a folder of any name that has a configuration of its own", async () => {
    const odd = "a folder %20 #1 (ü)";
    folder.write(`${odd}/tsconfig.json`, '{ "compilerOptions": { "noLib": true }, "include": ["nothing"] }');
    folder.write(`${odd}/package.json`, '{ "type": "commonjs" }');
    folder.write(`${odd}/own.ts`, "export const own: number = 'x';\n");
    const service = await started(compiler, `${folder.path}/${odd}`);
    expect(await codesOf(service, "const n = await Promise.resolve(1); n.no;")).toEqual([2339]);
    const [{ file }] = await service.check("import { own } from './own';");
    expect(file).toBe(`${folder.path}/${odd}/own.ts`);
  });

  it("finds the packages of its own installation from any folder, after the folder's own", async () => {
    const service = await started(compiler);
    expect(await codesOf(service, "import { tensor } from 'chainrule'; tensor([1]).no;")).toEqual([2339]);
  });

  it("knows Node.js where there is no folder", async () => {
    const service = await started(compiler, `${folder.path}/not/there`);
    expect(await codesOf(service, "process.argv.length; process.no;")).toEqual([2339]);
  });

  it("knows all of 120 cells, and of a cell that ran 50 times the last", async () => {
    const service = await started(compiler);
    for (let cell = 0; cell < 120; cell += 1) {
      const text = `function f${cell}(n: number) { return n + ${cell === 0 ? "0" : `v${cell - 1}`}; }\nconst v${cell} = f${cell}(${cell});`;
      expect(await codesOf(service, text)).toEqual([]);
    }
    for (let run = 0; run < 50; run += 1)
      await service.accept(`let again = ${run % 2 === 0 ? "1" : "'text'"};`);
    expect(await codesOf(service, "v0.toFixed() + v119.toFixed() + again.length + v119.no;")).toEqual([2339]);
  });

  it.each([
    ["a cell of 20,000 lines", "1;\n".repeat(20_000) + "const n: number = 'x';", "n"],
    ["a sum of 5,000 terms", `const sum: string = ${"1 + ".repeat(5000)}await 1;`, "sum"],
    ["10,000 open brackets", "(".repeat(10_000), "(("],
    ["800 open brackets", "(".repeat(800), ""],
    [
      "text of any sort",
      String.fromCharCode(...Array.from({ length: 500 }, (_, i) => (i * 7919) % 65_535)),
      "",
    ],
    ["names of the compiler's own files", 'import * as own from "./$chainrule-cell"; own.x;', "x"],
    ["a null character", "let a\0b = 1;", "\0"],
    ["half of a surrogate pair", "const s = '\ud83d'; s.no;", "no"],
  ])("tells what is wrong with %s, and goes on", async (_, cell, text) => {
    const service = await started(compiler);
    const [{ severity, start, end }] = await service.check(cell);
    expect(severity).toBe("error");
    expect(cell.slice(start, end)).toContain(text);
    await service.accept(cell);
    expect(await codesOf(service, "const after = 1; after.toFixed();")).toEqual([]);
  });
});

describe("When the native compiler is killed", () => {
  it("is started again once with all that it knew, and then replaced by the one in JavaScript", async () => {
    const service = await started("native");
    await service.accept("let kept = 'text';");
    expect(killNative()).toBe(1);
    expect(await codesOf(service, "kept.no; const more = 1;")).toEqual([2339]);
    expect(service.compiler()).toBe("native");
    expect(killNative()).toBe(1);
    expect(await codesOf(service, "kept.length; more.no;")).toEqual([2339]);
    expect(service.compiler()).toBe("javascript");
    expect((await service.complete("kept.toUpp", 10)).matches.map(({ text }) => text)).toEqual([
      "toUpperCase",
    ]);
  });

  it("answers the question that was being asked", async () => {
    const service = await started("native");
    const asked = codesOf(service, "const n: number = 'x';".repeat(1) + "1;".repeat(20_000));
    killNative();
    expect(await asked).toEqual([2322]);
  });

  it("gives up a cell that takes too long, and knows what it knew", async () => {
    const service = await createTypeService({ folder: folder.path, compiler: "native", patienceMs: 1500 });
    services.push(service);
    await service.accept("let kept = 'text';");
    // The compiler looks for the declaration from each use, and through all uses.
    const slow = `${"f(1);\n".repeat(40_000)}const f = (a: number) => a;`;
    expect(await service.check(slow)).toMatchObject([{ severity: "warning", code: 0 }]);
    expect(await codesOf(service, "kept.length; kept.no;")).toEqual([2339]);
    expect(service.compiler()).toBe("native");
  });

  it("does not hear the Ctrl+C that is meant for a cell", async () => {
    const service = await started("native");
    const groups = execFileSync("ps", ["-o", "pid=,pgid=,args=", "--ppid", String(process.pid)], {
      encoding: "utf8",
    });
    const [, pid, group] = /^\s*(\d+)\s+(\d+) .*--lsp/m.exec(groups) ?? [];
    expect(group).toBe(pid);
    expect(await codesOf(service, "1;")).toEqual([]);
  });

  it("ends with the service", async () => {
    const service = await started("native");
    await service.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(killNative()).toBe(0);
  });
});
