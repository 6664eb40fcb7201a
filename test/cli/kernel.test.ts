/** @file `chainrule kernel install`: where it writes on each system, what it writes, what it never replaces. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jupyterDataFolder } from "../../app/cli/jupyter-folders.js";
import { chainrule } from "../support/command-line.js";
import { CLONE } from "../support/imports.js";
import { temporaryFolder } from "../support/temporary.js";

interface Spec {
  readonly argv: readonly string[];
  readonly interrupt_mode: string;
  readonly language: string;
}

const specIn = (folder: string): Spec =>
  JSON.parse(readFileSync(join(folder, "kernel.json"), "utf8")) as Spec;

describe("kernel install", () => {
  it("writes a kernelspec with logos below --prefix, in a folder of the kernel's name", async () => {
    const prefix = temporaryFolder();
    const { code, stdout } = await chainrule(["kernel", "install", "--prefix", prefix, "--name", "own-name"]);
    const folder = join(prefix, "share", "jupyter", "kernels", "own-name");
    expect([code, stdout]).toEqual([0, `The kernel is registered as "own-name": ${folder}\n`]);
    expect(readdirSync(folder).sort()).toEqual([
      "kernel.json",
      "logo-32x32.png",
      "logo-64x64.png",
      "logo-svg.svg",
    ]);
    const { argv, interrupt_mode, language } = specIn(folder);
    expect([interrupt_mode, language]).toEqual(["message", "typescript"]);
    expect(argv.slice(-2)).toEqual([join(CLONE, "dist", "kernel", "main.js"), "{connection_file}"]);
  });

  it("writes into the user's own Jupyter folder as chainrule where nothing else is said, and again over its own", async () => {
    const data = temporaryFolder();
    const place = { environment: { JUPYTER_DATA_DIR: data } };
    expect((await chainrule(["kernel", "install"], place)).code).toBe(0);
    expect((await chainrule(["kernel", "install", "--user"], place)).code).toBe(0);
    expect(readdirSync(join(data, "kernels"))).toEqual(["chainrule"]);
  });

  it("leaves another kernel of the name alone, unless it is told to replace it", async () => {
    const prefix = temporaryFolder();
    const folder = join(prefix, "share", "jupyter", "kernels", "tslab");
    mkdirSync(folder, { recursive: true });
    const other = '{"argv":["tslab","kernel"],"display_name":"TypeScript"}';
    writeFileSync(join(folder, "kernel.json"), other);
    const words = ["kernel", "install", "--prefix", prefix, "--name", "tslab"];
    const refused = await chainrule(words);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("holds another kernel, which stays as it is");
    expect(readFileSync(join(folder, "kernel.json"), "utf8")).toBe(other);
    expect((await chainrule([...words, "--force"])).code).toBe(0);
    expect(specIn(folder).interrupt_mode).toBe("message");
  });

  it.each([
    [["kernel"], "needs install"],
    [["kernel", "uninstall"], "it is kernel install"],
    [["kernel", "install", "--user", "--prefix", "x"], "two places"],
    [["kernel", "install", "--name", "a b"], "--name wants letters"],
  ])("answers %j as wrong use", async (words, reason) => {
    const { code, stderr } = await chainrule(words);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });
});

describe("a user's Jupyter folder", () => {
  const home = join("/", "home", "ada");

  it.each([
    ["linux", {}, join(home, ".local", "share", "jupyter")],
    ["linux", { XDG_DATA_HOME: "/data" }, join("/data", "jupyter")],
    ["darwin", { XDG_DATA_HOME: "/data" }, join(home, "Library", "Jupyter")],
    ["win32", { APPDATA: "/roaming" }, join("/roaming", "jupyter")],
    ["win32", {}, join(home, ".jupyter", "data")],
    ["darwin", { JUPYTER_DATA_DIR: "/own" }, "/own"],
  ] as const)("on %s with %j is %s", (platform, environment, folder) => {
    expect(jupyterDataFolder({ platform, environment, home })).toBe(folder);
  });
});
