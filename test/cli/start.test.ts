/** @file `chainrule start`: one server per work folder, found again, stopped without a trace. */

import { spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { begin, chainrule, type Running } from "../support/command-line.js";
import { describeWith, jupyter } from "../support/extras.js";
import { CLONE } from "../support/imports.js";
import { startedJupyter } from "../support/jupyter-lab.js";
import { temporaryFolder } from "../support/temporary.js";

const PATIENCE_MS = 90_000;
const LECTURES = join(CLONE, "notebooks", "lectures");
const RECORDS = join(CLONE, ".build", "servers");

/** Starts the course on a new work folder, on any free port unless told otherwise. */
function started(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const running = begin(["start", ...words], { environment });
  onTestFinished(async () => {
    // Politely first: what JupyterLab has started goes with it.
    running.child.kill("SIGTERM");
    const killer = setTimeout(() => running.child.kill("SIGKILL"), 5_000);
    await running.finished;
    clearTimeout(killer);
  });
  return running;
}

/** The address that the command printed. */
async function address(running: Running): Promise<URL> {
  const [url = ""] = /http:\/\/\S+/.exec(await running.says("Ctrl-C")) ?? [];
  return new URL(url);
}

function authorized(url: URL): { headers: { Authorization: string } } {
  return { headers: { Authorization: `token ${url.searchParams.get("token") ?? ""}` } };
}

describe("The course, started", { timeout: PATIENCE_MS }, () => {
  it("answers on this machine, with its page behind a token", async () => {
    const url = await address(started(["--no-open", "--port", "0", "--work", temporaryFolder()]));
    expect(url.hostname).toBe("127.0.0.1");
    expect((await fetch(`${url.origin}/api/contents`)).status).toBe(403);
    const page = await fetch(`${url.origin}/`, authorized(url));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("jupyter-config-data");
  });

  it("is found again by a second start on the same work folder", async () => {
    const work = temporaryFolder();
    const url = await address(started(["--no-open", "--port", "0", "--work", work]));
    const second = started(["--no-open", "--work", work]);
    expect(await second.says("running: ")).toContain(`already running: ${url.href}`);
    expect((await second.finished).code).toBe(0);
  });

  it("says why it cannot come up on a file in place of its work folder", async () => {
    const { code, stderr } = await chainrule(["start", "--no-open", "--work", join(CLONE, "package.json")]);
    expect(stderr).toContain("package.json is a file");
    expect(stderr).not.toMatch(/^ +at /m);
    expect(code).toBe(2);
  });

  it("takes the next port when the wished one is busy", async () => {
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void busy.close());
    const bound = busy.address();
    const port = typeof bound === "object" && bound !== null ? bound.port : 0;
    const url = await address(started(["--no-open", "--port", String(port), "--work", temporaryFolder()]));
    expect(Number(url.port)).toBeGreaterThan(port);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "shuts its kernels down at %s and leaves nothing running",
    async (signal) => {
      const work = temporaryFolder();
      const running = started(["--no-open", "--port", "0", "--work", work]);
      const url = await address(running);
      const kernels = `${url.origin}/api/kernels`;
      const body = JSON.stringify({ name: "tslab" });
      expect((await fetch(kernels, { ...authorized(url), method: "POST", body })).status).toBe(201);
      const recorded = readdirSync(RECORDS).length;
      running.child.kill(signal);
      expect((await running.finished).code).toBe(0);
      expect(readdirSync(RECORDS).length).toBeLessThan(recorded);
      expect(await processesNaming(work)).toEqual([]);
      await expect(fetch(kernels)).rejects.toThrow();
    },
  );

  it.runIf(process.platform !== "win32")("tells its token to nobody but its owner", async () => {
    const work = temporaryFolder();
    const url = await address(started(["--no-open", "--port", "0", "--work", work]));
    const records = readdirSync(RECORDS).map((name) => join(RECORDS, name));
    const own = records.filter((file) =>
      readFileSync(file, "utf8").includes(url.searchParams.get("token") ?? "?"),
    );
    expect(own.map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(["600"]);
  });

  it.runIf(process.platform === "linux")("opens the system's browser with its address", async () => {
    const programs = temporaryFolder();
    const seen = join(programs, "seen");
    writeFileSync(
      join(programs, "xdg-open"),
      `#!/bin/sh\nprintf %s "$1" > "${seen}.part"; mv "${seen}.part" "${seen}"\n`,
    );
    chmodSync(join(programs, "xdg-open"), 0o755);
    const PATH = `${programs}${delimiter}${process.env["PATH"] ?? ""}`;
    const url = await address(started(["--port", "0", "--work", temporaryFolder()], { PATH }));
    await expect
      .poll(() => existsSync(seen) && readFileSync(seen, "utf8"), { timeout: 5_000 })
      .toBe(url.href);
  });

  it.runIf(process.platform === "linux")("says what to do where no browser can be opened", async () => {
    const running = started(["--port", "0", "--work", temporaryFolder()], { PATH: temporaryFolder() });
    expect(await running.says("Ctrl-C")).toContain("open this address yourself");
  });
});

describeWith(jupyter, "start --jupyter", (executable) => {
  it(
    "brings up this machine's JupyterLab with the course's kernel, registered in the clone only",
    async () => {
      const work = temporaryFolder();
      const { url, token, running } = await startedJupyter(executable, {
        work,
        config: temporaryFolder(),
        kernel: "chainrule",
      });
      const answer = await fetch(new URL("api/kernelspecs", url), {
        headers: { Authorization: `token ${token}` },
      });
      const { default: preferred, kernelspecs } = (await answer.json()) as {
        readonly default: string;
        readonly kernelspecs: Readonly<
          Record<string, { readonly spec: { readonly argv: readonly string[] } }>
        >;
      };
      expect(preferred).toBe("tslab");
      expect(kernelspecs["tslab"].spec.argv).toContain(join(CLONE, "dist", "kernel", "main.js"));
      const lectures = readdirSync(LECTURES).filter((name) => name.endsWith(".ipynb"));
      expect(readdirSync(work)).toEqual(expect.arrayContaining(lectures));
      expect(existsSync(join(CLONE, ".build", "jupyter", "kernels", "tslab", "kernel.json"))).toBe(true);
      const lecture = join(work, "00-orientation.ipynb");
      const { code, stdout } = await chainrule(["run", lecture, "--server", url, "--token", token]);
      expect({ code, stdout }).toMatchObject({ code: 0 });
      expect(await deadLinks(work, new URL("api/contents/", url), token)).toEqual([]);
      running.child.kill("SIGTERM");
      expect((await running.finished).code).toBe(0);
      expect(await processesNaming(work)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

/** Links from the notebooks of a folder to notebooks that this Jupyter does not have; it is to have some to try. */
async function deadLinks(work: string, contents: URL, token: string): Promise<readonly string[]> {
  const names = readdirSync(work).filter((name) => name.endsWith(".ipynb"));
  const links = names.flatMap((name) => [
    ...readFileSync(join(work, name), "utf8").matchAll(/\]\(([^)]+\.ipynb)\)/g),
  ]);
  const targets = [...new Set(links.map(([, target]) => target))];
  expect(targets.length).toBeGreaterThan(20);
  const found = await Promise.all(
    targets.map(async (target) => {
      const answer = await fetch(new URL(`${target}?content=0`, contents), {
        headers: { Authorization: `token ${token}` },
      });
      return { target, ok: answer.ok };
    }),
  );
  return found.filter(({ ok }) => !ok).map(({ target }) => target);
}

it("start --jupyter without a Jupyter says how to get one", { timeout: PATIENCE_MS }, async () => {
  const { code, stderr } = await chainrule(["start", "--jupyter", "--no-open", "--work", temporaryFolder()], {
    environment: { CHAINRULE_JUPYTER: "no-such-jupyter" },
  });
  expect(stderr).toContain("pip install jupyterlab");
  expect(code).toBe(1);
});

/** The command lines and work folders of processes that name this folder. */
async function processesNaming(folder: string): Promise<readonly string[]> {
  if (process.platform === "win32") return [];
  const list = spawn("ps", ["-eo", "args"]);
  let text = "";
  list.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  await new Promise((resolve) => list.once("close", resolve));
  return text.split("\n").filter((line) => line.includes(folder));
}
