/** @file Set-up of a fresh clone, end to end: these tests build on each other, as a student's days do. */

import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { begin, chainrule, type Running } from "../support/command-line.js";
import { freshClone, installedPackages, megabytes, times } from "../support/fresh-clone.js";
import { temporaryFolder } from "../support/temporary.js";

const PATIENCE_MS = 600_000;
const SECOND_START_MS = 4_000;
const MAX_MB = 400;
/** A registry where nobody listens: whoever asks it fails at once. */
const OFFLINE = {
  npm_config_registry: "http://127.0.0.1:9/",
  npm_config_fetch_retries: "0",
  npm_config_cache: join(temporaryFolder(), "empty cache"),
};

const folder = temporaryFolder();
let clone = "";
let course: Running | undefined;

beforeAll(() => {
  clone = freshClone(folder);
});

afterAll(async () => {
  course?.child.kill("SIGTERM");
  await course?.finished;
});

describe("A fresh clone in a folder with a space", { timeout: PATIENCE_MS }, () => {
  it("says what to do when the packages cannot be fetched", async () => {
    const { code, stderr } = await chainrule(["set-up"], { clone, environment: OFFLINE });
    expect(stderr).toMatch(/installing packages … +failed after \d+\.\d s/);
    expect(stderr).toContain("check the network");
    expect(stderr).toContain(join(".build", "packages.log"));
    expect(code).toBe(1);
  });

  it("whose first set-up is killed half-way is not taken for installed", async () => {
    const running = begin(["set-up"], { clone, ownGroup: true });
    await expect
      .poll(() => existsSync(join(clone, "node_modules")), { timeout: PATIENCE_MS, interval: 20 })
      .toBe(true);
    running.killGroup();
    await running.finished;
    expect(existsSync(join(clone, "node_modules", ".package-lock.json"))).toBe(false);
  });

  it("is set up and served by one command, without development tools, in a bounded size", async () => {
    course = begin(["start", "--no-open", "--port", "0"], { clone });
    const [url = ""] = /http:\/\/\S+/.exec(await course.says("Ctrl-C")) ?? [];
    const { origin, searchParams } = new URL(url);
    const headers = { Authorization: `token ${searchParams.get("token") ?? ""}` };
    const page = await fetch(`${origin}/`, { headers });
    expect(await page.text()).toContain("jupyter-config-data");
    expect(installedPackages(clone)).toContain("vite");
    expect(installedPackages(clone)).not.toContain("vitest");
    expect(megabytes(join(clone, "node_modules"))).toBeLessThan(MAX_MB);
  });

  it("is opened again within seconds, without a network, and nothing is built twice", async () => {
    const before = times(clone, "dist");
    const begun = Date.now();
    const { code, stdout, stderr } = await chainrule(["start", "--no-open"], { clone, environment: OFFLINE });
    expect(Date.now() - begun).toBeLessThan(SECOND_START_MS);
    expect(stdout).toContain("already running");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(times(clone, "dist")).toEqual(before);
  });

  it("builds what has changed, after it has stopped the running course", async () => {
    appendFileSync(join(clone, "app", "server", "server.ts"), "\n");
    const library = times(clone, "kernel-lib/dist");
    const { code, stderr } = await chainrule(["set-up"], { clone });
    expect(stderr).toMatch(/stopped the course at http:\/\/127\.0\.0\.1:\d+ to update it/);
    expect(stderr).toMatch(/building the server … +done in/);
    expect(stderr).not.toContain("building the library");
    expect(code).toBe(0);
    expect((await course?.finished)?.code).toBe(0);
    expect(times(clone, "kernel-lib/dist")).toEqual(library);
  });

  it("forgets results whose source is gone", async () => {
    const source = join(clone, "app", "server", "for-a-moment.ts");
    const result = join(clone, "dist", "app", "server", "for-a-moment.js");
    writeFileSync(source, "export const moment = 1;\n");
    await chainrule(["set-up"], { clone });
    expect(existsSync(result)).toBe(true);
    rmSync(source);
    await chainrule(["set-up"], { clone });
    expect(existsSync(result)).toBe(false);
  });

  it("gets the development tools once when two ask for them together, and start prunes nothing", async () => {
    const both = await Promise.all([
      chainrule(["set-up", "--dev"], { clone }),
      chainrule(["set-up", "--dev"], { clone }),
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const said = both.map(({ stderr }) => stderr).join("");
    expect(said.match(/installing packages and development tools … +done/g)).toHaveLength(1);
    expect(installedPackages(clone)).toContain("vitest");
    await chainrule(["set-up"], { clone });
    expect(installedPackages(clone)).toContain("vitest");
  });

  it("is installed again, tools included, when the lockfile asks for another version", async () => {
    const record = join(clone, "node_modules", ".package-lock.json");
    const { packages, ...rest } = JSON.parse(readFileSync(record, "utf8")) as {
      readonly packages: Readonly<Record<string, object>>;
    };
    const older = { ...packages["node_modules/ws"], version: "8.0.0" };
    writeFileSync(record, JSON.stringify({ ...rest, packages: { ...packages, "node_modules/ws": older } }));
    const { code, stderr } = await chainrule(["set-up"], { clone });
    expect(stderr).toMatch(/installing packages and development tools … +done/);
    expect(installedPackages(clone)).toContain("vitest");
    expect(code).toBe(0);
  });

  it("says which source cannot be built", async () => {
    const source = join(clone, "app", "server", "for-a-moment.ts");
    writeFileSync(source, "export const = 1;\n");
    const { code, stderr } = await chainrule(["set-up"], { clone });
    expect(stderr).toContain("app/server/for-a-moment.ts(1,14)");
    expect(code).toBe(1);
    rmSync(source);
    expect((await chainrule(["set-up"], { clone })).code).toBe(0);
  });

  it("answers npx chainrule from every folder without asking a registry", async () => {
    for (const place of [".", "notebooks", "kernel-lib", join("kernel-lib", "tensor")]) {
      mkdirSync(join(clone, place), { recursive: true });
      const { code, stdout } = await npx(join(clone, place));
      expect({ place, code, begins: stdout.slice(0, 20) }).toEqual({
        place,
        code: 0,
        begins: "chainrule run: execu",
      });
    }
  });
});

/** Runs `npx chainrule run --help` with the npm that runs these tests, or the one on the PATH. */
function npx(cwd: string): Promise<{ code: number | null; stdout: string }> {
  const npm = process.env["npm_execpath"];
  const words = ["exec", "--no", "--", "chainrule", "run", "--help"];
  const environment = { ...process.env, ...OFFLINE };
  const child =
    npm === undefined
      ? spawn("npm", words, { cwd, env: environment })
      : spawn(process.execPath, [npm, ...words], { cwd, env: environment });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  return new Promise((resolve) => {
    child.once("close", (code) => {
      resolve({ code, stdout });
    });
  });
}
