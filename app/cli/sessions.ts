/** @file A kernel for one notebook: on a server of our own in the notebook's folder, or on any Jupyter server. */

import type { INotebookContent } from "@jupyterlab/nbformat";
import {
  KernelManager,
  KernelSpecAPI,
  ServerConnection,
  SessionManager,
  type Kernel,
} from "@jupyterlab/services";
import { existsSync, rmSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { closeAtProcessEnd } from "../server/process-end.js";
import { startServer } from "../server/server.js";
import type { KernelChoice } from "./kernel-choice.js";
import { kernelOf } from "./notebook-file.js";

/** Where a Jupyter server listens; `url` ends with a slash. */
export interface RemoteServer {
  readonly url: string;
  readonly token: string;
}

/** The notebook that wants a kernel, and the server to ask; none means our own. */
export interface KernelWish {
  readonly file: string;
  readonly notebook: INotebookContent;
  readonly remote: RemoteServer | undefined;
  readonly clone: string;
  /** What runs a notebook for tslab on our own server. */
  readonly kernel: KernelChoice;
}

/**
 * Starts the kernel that the notebook names, gives it to `work`, and shuts it down whatever happens.
 *
 * @throws Error that names the server when it cannot be reached or has no such kernel.
 */
export async function withKernel<Result>(
  wish: KernelWish,
  work: (kernel: Kernel.IKernelConnection) => Promise<Result>,
): Promise<Result> {
  if (wish.remote !== undefined)
    return withSession(wish, { ...wish.remote, path: basename(wish.file) }, work);
  const root = rootFor(wish);
  const tidy = remembered(root);
  const server = await startServer({
    port: 0,
    workFolder: root,
    courseFolder: join(wish.clone, "notebooks", "lectures"),
    webFolder: join(wish.clone, "dist", "web"),
    kernel: wish.kernel,
  });
  const close = (): Promise<void> => server.close().then(tidy);
  const stop = closeAtProcessEnd({ close, killNow: tidy });
  try {
    const own = { url: `http://127.0.0.1:${server.port}/`, token: server.token };
    return await withSession(wish, { ...own, path: relative(root, wish.file).split(sep).join("/") }, work);
  } finally {
    await close();
    stop();
  }
}

/** A server shows nothing of a folder whose name begins with a dot, unless it is its root. */
const HIDDEN_OR_OUTSIDE = /(?:^|[\\/])\./;

/** The folder that our own server may see. A kernel always starts in the notebook's own folder below it. */
function rootFor({ file, clone }: KernelWish): string {
  const below = relative(clone, file);
  return isAbsolute(below) || HIDDEN_OR_OUTSIDE.test(below) ? dirname(file) : clone;
}

/** Takes back what a server leaves in a folder that had no such thing before. */
function remembered(root: string): () => void {
  const left = [".chainrule", "node_modules"]
    .map((name) => join(root, name))
    .filter((path) => !existsSync(path));
  return () => {
    for (const path of left) rmSync(path, { recursive: true, force: true });
  };
}

async function withSession<Result>(
  { notebook }: KernelWish,
  server: RemoteServer & { readonly path: string },
  work: (kernel: Kernel.IKernelConnection) => Promise<Result>,
): Promise<Result> {
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: server.url,
    wsUrl: server.url.replace(/^http/, "ws"),
    token: server.token,
    appendToken: true,
  });
  const name = kernelOf(notebook);
  await assertKernelExists(serverSettings, name);
  const kernelManager = new KernelManager({ serverSettings });
  const sessions = new SessionManager({ serverSettings, kernelManager });
  // Where no session begins, they are disposed of before they are ready, and say so here.
  for (const { ready } of [kernelManager, sessions]) ready.catch(() => undefined);
  try {
    const { path } = server;
    const session = await sessions.startNew({
      path,
      name: basename(path),
      type: "notebook",
      kernel: { name },
    });
    try {
      if (session.kernel === null) throw new Error(`${server.url} started no kernel for ${path}`);
      await session.kernel.info;
      return await work(session.kernel);
    } finally {
      // A dead kernel has taken its session along.
      if (session.kernel?.status !== "dead") await session.shutdown().catch(() => undefined);
      session.dispose();
    }
  } finally {
    sessions.dispose();
    kernelManager.dispose();
  }
}

async function assertKernelExists(settings: ServerConnection.ISettings, name: string): Promise<void> {
  const specs = await KernelSpecAPI.getSpecs(settings).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${settings.baseUrl} does not answer as a Jupyter server: ${reason}; is the token right?`,
      {
        cause: error,
      },
    );
  });
  if (specs.kernelspecs[name] !== undefined) return;
  const known = Object.keys(specs.kernelspecs).join(", ");
  throw new Error(`${settings.baseUrl} has no kernel "${name}" (it has: ${known}); register it there first`);
}
