/** @file A real server on folders of its own, and the real @jupyterlab/services connected to it. */

import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ServerConnection } from "@jupyterlab/services";

import type { KernelChoice } from "../../../app/server/kernelspecs.js";
import { startServer, type RunningServer } from "../../../app/server/server.js";

/** A server for one test file, with its folders. */
export interface TestServer extends RunningServer {
  readonly workFolder: string;
  readonly courseFolder: string;
  readonly settings: ServerConnection.ISettings;
  /** Asks the server over plain HTTP, with the token unless headers say otherwise. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Closes the server and removes its folders. */
  end(): Promise<void>;
}

/** The page that the front end's build would have put into the web folder. */
export const PAGE = `<!doctype html><html><head>
<script id="jupyter-config-data" type="application/json">{}</script>
</head><body><script type="module" src="/assets/page.js"></script></body></html>`;

/** Starts a server whose work folder lies outside the clone; it is a new one unless one is given. */
export async function startTestServer(
  givenFolder?: string,
  kernel: KernelChoice = "chainrule",
): Promise<TestServer> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "chainrule-test-")));
  const [newFolder, courseFolder, webFolder] = ["work", "lectures", "web"].map((name) => join(folder, name));
  const workFolder = givenFolder ?? newFolder;
  await mkdir(courseFolder);
  await mkdir(join(webFolder, "assets"), { recursive: true });
  await writeFile(join(webFolder, "index.html"), PAGE);
  await writeFile(join(webFolder, "assets", "page.js"), "export {};\n");
  const server = await startServer({ port: 0, workFolder, courseFolder, webFolder, kernel });
  const baseUrl = `http://127.0.0.1:${server.port}/`;
  return {
    ...server,
    workFolder,
    courseFolder,
    settings: ServerConnection.makeSettings({ baseUrl, token: server.token }),
    ask: (path, init) =>
      fetch(new URL(path, baseUrl), {
        redirect: "manual",
        ...init,
        headers: init?.headers ?? { authorization: `token ${server.token}` },
      }),
    async end() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
