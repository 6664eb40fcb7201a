/** @file The embedded Jupyter server: all its rooms put together, listening on this machine only. */

import { createServer, type Server } from "node:http";
import { join } from "node:path";

import { createGuard, randomToken } from "./auth.js";
import { createChannels } from "./channels.js";
import { createCheckpoints } from "./checkpoints.js";
import { contentsRoutes } from "./contents-routes.js";
import { createContentsWriter } from "./contents-writer.js";
import { createReader } from "./contents.js";
import { courseRoutes } from "./course-routes.js";
import { createCourse } from "./course.js";
import { createWriter, ensureFolder } from "./files.js";
import type { Route } from "./http.js";
import { kernelRoutes } from "./kernel-routes.js";
import { createKernels, type Kernels } from "./kernels.js";
import { kernelspecs, type KernelChoice } from "./kernelspecs.js";
import { linkLibrary } from "./library-link.js";
import { pageRoutes } from "./page.js";
import { createTree } from "./paths.js";
import { closeAtProcessEnd } from "./process-end.js";
import { createAnswer } from "./request.js";
import { serverRoutes } from "./server-routes.js";
import { createSessions } from "./sessions.js";
import { openTrust } from "./trust.js";

/** How to start a server. */
export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The student's own copies (absolute); created when missing. */
  readonly workFolder: string;
  /** The course's originals (absolute). */
  readonly courseFolder: string;
  /** The built front end (absolute). */
  readonly webFolder: string;
  /** A random one when missing. */
  readonly token?: string;
  /** What runs notebooks for tslab: our own kernel unless told otherwise. */
  readonly kernel?: KernelChoice | undefined;
}

/** A server that listens. */
export interface RunningServer {
  /** The address to open, with the token. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Shuts all kernels down and stops listening; nothing is left running. */
  close(): Promise<void>;
  /** Resolves when the server has closed, also on its own (`POST /api/shutdown`, SIGTERM). */
  readonly closed: Promise<void>;
}

/** The address that it binds: this machine, and nobody else. */
const LOCAL_ADDRESS = "127.0.0.1";
const OWN_FOLDER = ".chainrule";

/**
 * Starts the server.
 * @throws Error (EADDRINUSE) if the port is taken; nothing is left behind then.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { token = randomToken(), kernel = "chainrule" } = options;
  const server = createServer();
  const port = (): number => portOf(server);
  const guard = createGuard(token, port);
  const kernels = createKernels(kernelspecs(kernel));
  const channels = createChannels(guard, kernels);
  const closing = createClosing([
    async () => {
      channels.close();
      await kernels.close();
    },
    () => stopListening(server),
  ]);
  try {
    const routes = await routesOf(options, { kernels, stop: () => void closing.close() });
    const answer = createAnswer(routes, guard);
    server.on("request", (request, response) => void answer(request, response));
    server.on("upgrade", (request, socket, head) => {
      channels.upgrade(request, socket, head);
    });
    await listen(server, options.port);
  } catch (error) {
    await closing.close();
    throw error;
  }
  const stop = closeAtProcessEnd({
    close: closing.close,
    killNow: () => {
      kernels.killNow();
    },
  });
  void closing.closed.then(stop);
  return { url: `http://${LOCAL_ADDRESS}:${port()}/?token=${token}`, port: port(), token, ...closing };
}

/** The table of all routes, over the rooms that they need. */
async function routesOf(
  { workFolder, courseFolder, webFolder }: ServerOptions,
  { kernels, stop }: { kernels: Kernels; stop: () => void },
): Promise<Route[]> {
  const own = join(workFolder, OWN_FOLDER);
  await ensureFolder(workFolder);
  // On a read-only disk everything can be read and run; each save says what is wrong.
  await linkLibrary(workFolder).catch(() => undefined);
  const tree = createTree(workFolder);
  const trust = await openTrust({ key: join(own, "trust-key"), signatures: join(own, "trusted-outputs") });
  const writer = await createWriter(join(own, "temporary"));
  const checkpoints = createCheckpoints(writer);
  const reader = createReader(tree, trust);
  const trashFolder = join(own, "trash");
  const course = createCourse({ courseFolder, workFolder: tree.root, ownFolder: own, writer });
  const contentsWriter = createContentsWriter({ tree, reader, writer, checkpoints, trust, trashFolder });
  return [
    ...contentsRoutes({ tree, reader, contentsWriter, checkpoints }),
    ...kernelRoutes({ tree, kernels, sessions: createSessions(kernels) }),
    ...courseRoutes(course),
    ...serverRoutes({ kernels, started: new Date(), stop }),
    ...pageRoutes(webFolder, tree),
  ];
}

interface Closing {
  readonly close: () => Promise<void>;
  readonly closed: Promise<void>;
}

/** Runs the steps one after the other, once, however often it is asked to. */
function createClosing(steps: readonly (() => Promise<void>)[]): Closing {
  let begun: Promise<void> | undefined;
  let resolveClosed = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    resolveClosed = resolve;
  });
  const run = async (): Promise<void> => {
    for (const step of steps) await step();
    resolveClosed();
  };
  return { closed, close: () => (begun ??= run()) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOCAL_ADDRESS, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
