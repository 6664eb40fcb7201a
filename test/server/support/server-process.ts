/** @file A server that runs as a process of its own, so that a test can kill it. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { ServerConnection } from "@jupyterlab/services";

import { PAGE } from "./server.js";

/** A server process with its folders. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly settings: ServerConnection.ISettings;
  readonly workFolder: string;
  /** Where the server keeps its private runtime folder. */
  readonly temporaryFolder: string;
  ask(path: string, init?: Pick<RequestInit, "method" | "body">): Promise<Response>;
  /** The processes of kernels and watchdogs that use its runtime folder. */
  leftovers(): Promise<number[]>;
  end(): Promise<void>;
}

/** How to start. */
export interface ProcessOptions {
  /** What goes before `node`, as in `["unshare", "-m"]`. */
  readonly wrapper?: readonly string[];
  readonly workFolder?: string;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Starts the server and waits for its address. */
export async function startServerProcess({
  wrapper = [],
  workFolder,
}: ProcessOptions = {}): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), "chainrule-test-"));
  const temporaryFolder = join(folder, "tmp");
  const work = workFolder ?? join(folder, "work");
  for (const name of ["tmp", "lectures", "web"]) await mkdir(join(folder, name));
  await writeFile(join(folder, "web", "index.html"), PAGE);
  const [command, ...rest] = [
    ...wrapper,
    process.execPath,
    ...["--import", new URL("typescript-loader.mjs", import.meta.url).href, here("serve.ts")],
    ...[work, join(folder, "lectures"), join(folder, "web")],
  ];
  const child = spawn(command, rest, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, TMPDIR: temporaryFolder },
  });
  const url = await firstLine(child);
  const { origin, searchParams } = new URL(url);
  const token = searchParams.get("token") ?? "";
  return {
    child,
    url,
    settings: ServerConnection.makeSettings({ baseUrl: `${origin}/`, token }),
    workFolder: work,
    temporaryFolder,
    ask: (path, { method = "GET", body = null } = {}) =>
      fetch(new URL(path, origin), { method, body, headers: { authorization: `token ${token}` } }),
    leftovers: () => kernelsWith(temporaryFolder),
    async end() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL");
        await once(child, "exit");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  if (child.stdout === null) throw new Error("serve: no standard output");
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString("utf8");
    if (text.includes("\n")) return text.trim();
  }
  throw new Error("serve: ended without an address");
}

/** Ids of the kernels that a server started: they inherited its folder for temporary files (Linux). */
async function kernelsWith(folder: string): Promise<number[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const read = (id: string, name: string) => readFile(`/proc/${id}/${name}`, "utf8").catch(() => "");
  const processes = await Promise.all(
    ids.map(async (id) => ({
      id,
      command: await read(id, "cmdline"),
      environment: await read(id, "environ"),
    })),
  );
  return processes
    .filter(
      ({ command, environment }) =>
        command.includes("connection.json") && environment.includes(`TMPDIR=${folder}\0`),
    )
    .map(({ id }) => Number(id));
}
