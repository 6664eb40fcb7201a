/** @file The real jupyter_server, on a folder of its own, with this installation's tslab registered. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ServerConnection } from "@jupyterlab/services";

import { kernelspecs } from "../../../app/server/kernelspecs.js";
import { until } from "./cells.js";

/** A real Jupyter server. */
export interface JupyterServer {
  readonly settings: ServerConnection.ISettings;
  ask(path: string, init?: RequestInit): Promise<Response>;
  end(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const TOKEN = "comparison";

/** Starts it with the `jupyter` command; nothing outside its folder is read or written. */
export async function startJupyterServer(executable: string): Promise<JupyterServer> {
  const folder = await mkdtemp(join(tmpdir(), "chainrule-jupyter-"));
  const kernel = join(folder, "data", "kernels", "tslab");
  for (const path of [kernel, join(folder, "work")]) await mkdir(path, { recursive: true });
  await writeFile(join(kernel, "kernel.json"), JSON.stringify(kernelspecs("tslab").tslab.spec));
  const port = await freePort();
  const options = { port, token: TOKEN, root_dir: join(folder, "work"), open_browser: "False" };
  const settings = Object.entries(options).map(([name, value]) => `--ServerApp.${name}=${value}`);
  const child = spawn(executable, ["server", "--allow-root", ...settings], {
    stdio: "ignore",
    env: {
      ...process.env,
      JUPYTER_CONFIG_DIR: join(folder, "config"),
      JUPYTER_DATA_DIR: join(folder, "data"),
      JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
    },
  });
  const baseUrl = `http://127.0.0.1:${port}/`;
  const ask: JupyterServer["ask"] = (path, init) =>
    fetch(new URL(path, baseUrl), { ...init, headers: { authorization: `token ${TOKEN}` } });
  const answers = (): Promise<boolean> =>
    ask("/api")
      .then(({ ok }) => ok)
      .catch(() => false);
  await until(answers, START_TIMEOUT_MS);
  return {
    settings: ServerConnection.makeSettings({ baseUrl, token: TOKEN }),
    ask,
    async end() {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("freePort: no address");
  return address.port;
}
