/** @file `chainrule start`: the embedded server on the student's work folder, and the course in the browser. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { startServer, type RunningServer } from "../server/server.js";
import { openBrowser } from "./browser.js";
import type { Context, ExitCode } from "./context.js";
import { notFolder } from "./file-names.js";
import { startJupyter } from "./jupyter.js";
import { kernelChoice, type KernelChoice } from "./kernel-choice.js";

/** The words on the command line, as typed. */
export interface StartOptions {
  readonly port?: string;
  readonly "no-open"?: boolean;
  readonly work?: string;
  readonly jupyter?: boolean;
  readonly kernel?: string;
}

const FIRST_PORT = 8890;
const PORTS_TRIED = 50;
const MAX_PORT = 65_535;
const IMPATIENCE_MS = 500;
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs until it is stopped with Ctrl-C; at once 0 when the course is already running on this work folder. */
export async function start(options: StartOptions, context: Context): Promise<ExitCode> {
  const port = Number(options.port ?? FIRST_PORT);
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT) {
    console.error(
      `chainrule start: --port wants a number from 0 to ${MAX_PORT}, not "${options.port ?? ""}"`,
    );
    return 2;
  }
  const kernel = kernelChoice(options.kernel);
  if (kernel === undefined) {
    console.error(`chainrule start: --kernel wants chainrule or tslab, not "${options.kernel ?? ""}"`);
    return 2;
  }
  const workFolder =
    options.work === undefined ? join(context.clone, "work") : resolve(context.folder, options.work);
  if (existsSync(workFolder) && notFolder(workFolder) !== undefined) {
    console.error(`chainrule start: --work wants a folder, and ${workFolder} is a file`);
    return 2;
  }
  const opens = options["no-open"] !== true;
  if (options.jupyter === true)
    return startJupyter({ port, workFolder, opens, kernel, clone: context.clone });
  const running = await context.servers.find(workFolder);
  if (running !== undefined) {
    await announce("The course is already running", running.url, opens);
    return 0;
  }
  return serve({ port, workFolder, opens, kernel }, context);
}

interface Wish {
  readonly port: number;
  readonly workFolder: string;
  readonly opens: boolean;
  readonly kernel: KernelChoice;
}

async function serve(
  { port, workFolder, opens, kernel }: Wish,
  { clone, servers }: Context,
): Promise<ExitCode> {
  const server = await onFreePort(port, (free) =>
    startServer({
      port: free,
      workFolder,
      courseFolder: join(clone, "notebooks", "lectures"),
      webFolder: join(clone, "dist", "web"),
      kernel,
    }),
  );
  if (server === undefined) {
    const last = port + PORTS_TRIED - 1;
    console.error(`chainrule start: ports ${port} to ${last} are all in use; choose another with --port N`);
    return 1;
  }
  const { url, token } = server;
  servers.remember({ pid: process.pid, port: server.port, token, url, workFolder });
  endAtOnceWhenAskedAgain();
  await announce("The course is running", url, opens);
  console.log(`Your notebooks are in ${workFolder}\nStop with Ctrl-C.`);
  // The server closes itself, kernels first, when a signal or a newer set-up asks it to.
  await server.closed;
  servers.forget(workFolder);
  console.log("The course is stopped, and its kernels with it.");
  return 0;
}

/** Shows the address in any case: the browser may be on another screen, or not come up. */
async function announce(sentence: string, url: string, opens: boolean): Promise<void> {
  console.log(`${sentence}: ${url}`);
  if (opens && !(await openBrowser(url)))
    console.log("No browser could be opened; open this address yourself.");
}

/** One request to stop lets the kernels shut down; a later one, from an impatient person, ends the process. */
function endAtOnceWhenAskedAgain(): void {
  let asked: number | undefined;
  const listen = (): void => {
    if (asked === undefined) console.log("\nStopping the kernels …");
    asked ??= Date.now();
    // A single Ctrl-C comes twice: from the terminal, and passed on by npm.
    if (Date.now() - asked > IMPATIENCE_MS) process.exit(1);
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, listen);
}

/** Starts at the first free port from `port` on, if there is one; 0 leaves the choice to the system. */
async function onFreePort(
  port: number,
  begin: (port: number) => Promise<RunningServer>,
): Promise<RunningServer | undefined> {
  if (port === 0) return begin(0);
  for (let tried = port; tried < port + PORTS_TRIED && tried <= MAX_PORT; tried++) {
    try {
      return await begin(tried);
    } catch (error) {
      if (!isPortTaken(error)) throw error;
    }
  }
  return undefined;
}

function isPortTaken(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}
