/** @file What the command line says before anything is installed, and that the README says the same. */

import { existsSync, mkdirSync, readFileSync, readdirSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chainrule } from "../support/command-line.js";
import { CLONE } from "../support/imports.js";
import { temporaryFolder } from "../support/temporary.js";

const README = readFileSync(join(CLONE, "README.md"), "utf8");
const COMMANDS = [
  "start",
  "run",
  "progress",
  "submit",
  "grade",
  "exam",
  "corpus",
  "kernel",
  "doctor",
  "set-up",
];

describe("Help", () => {
  it("is given without packages, builds or a lockfile", async () => {
    const bare = temporaryFolder();
    mkdirSync(join(bare, "app", "cli"), { recursive: true });
    writePackageType(bare);
    for (const name of readdirSync(join(CLONE, "app", "cli")).filter((file) => file.endsWith(".js"))) {
      copyFileSync(join(CLONE, "app", "cli", name), join(bare, "app", "cli", name));
    }
    const { code, stdout, stderr } = await chainrule(["start", "--help"], { clone: bare });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("--port N");
    expect(existsSync(join(bare, ".build"))).toBe(false);
  });

  it("lists every command, and only commands that explain themselves with an example", async () => {
    const { stdout } = await chainrule(["--help"]);
    const listed = [...stdout.matchAll(/^ {2}([a-z-]+) {2}/gm)].map(([, name]) => name);
    expect(listed).toEqual(COMMANDS);
  });

  it.each(COMMANDS)("for %s shows an example and the exit codes", async (name) => {
    const { code, stdout } = await chainrule([name, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Example: /m);
    expect(stdout).toContain("0 fine, 1 found a failure, 2 wrong use");
    expect(stdout).not.toContain("\u001b");
  });

  it.each(COMMANDS)("for %s names the options that the README names", async (name) => {
    const { stdout } = await chainrule([name, "--help"]);
    const options = [...stdout.matchAll(/^ {2}(--\S+(?: [A-Z]+)?) {2}/gm)].map(([, option]) => option);
    const rows = [...README.matchAll(/^\| `([a-z-]+)` +\| `(--[^`]+)` /gm)];
    const told = rows.filter(([, command]) => command === name).map(([, , option]) => option);
    expect([...told, "--help"]).toEqual(options);
  });
});

describe("Wrong use", () => {
  it.each([
    [["frobnicate"], 'there is no command "frobnicate"'],
    [["start", "--prot", "3"], "Unknown option '--prot'"],
    [["start", "3"], '"3" is not understood'],
    [["start", "--port", "many"], "--port wants a number from 0 to 65535"],
    [["run"], "needs FILES"],
    [["run", "missing.ipynb"], "missing.ipynb does not exist"],
    [["run", "notebooks"], join("notebooks", "*.ipynb")],
    [["progress", "--work", "package.json"], "package.json is a file, not a folder"],
    [["submit", "08", "--work", "package.json"], "package.json is a file, not a folder"],
    [["grade", "package.json"], "package.json is a file, not a folder"],
    [["run", "package.json", "--token", "t"], "--token belongs to --server URL"],
    [["run", "package.json", "--server", "here"], "--server wants an address"],
    [["run", "package.json", "--timeout", "soon"], "--timeout wants seconds"],
    [["run", "package.json", "package.json", "--out", "x"], "two notebooks to the same package.json"],
  ])("of %j ends with exit code 2 and says what is wrong", async (words, sentence) => {
    const { code, stderr } = await chainrule(words);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
});

it("An older Node is told which one is needed", async () => {
  const older =
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } })';
  const environment = { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(older)}"` };
  const { code, stderr } = await chainrule(["start"], { environment });
  expect(stderr).toContain("Chainrule needs Node.js 20.19 or newer; this is 18.20.4.");
  expect(code).toBe(1);
});

describe("npm start --port 9", () => {
  it("keeps the option for npm, so the command says how to write it", async () => {
    const environment = { npm_lifecycle_event: "start", npm_config_port: "9" };
    const { stderr } = await chainrule(["start", "--help"], { environment });
    expect(stderr).toContain("npm start -- --port");
  });
});

/** The package that makes Node take .js files for modules. */
function writePackageType(folder: string): void {
  copyFileSync(join(CLONE, "package.json"), join(folder, "package.json"));
}
