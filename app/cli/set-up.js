/** @file Set-up: from a fresh or changed clone to installed packages and finished builds, with nothing but Node. */

import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { make, staleBuilds } from "./builds.js";
import { withLock } from "./lock.js";
import { installAdvice, installCommand, installed } from "./packages.js";
import { runningServers } from "./running.js";
import { stage } from "./stages.js";

const QUOTED_LINES = 20;
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Set-up could not be finished; the message says why and what to do. */
export class SetUpError extends Error {}

/**
 * Makes the clone ready: packages as the lockfile says (development tools only when asked for, never pruned),
 * then every stale build. Does and says nothing when all is in place, also without a network.
 * A running server of this clone is stopped before anything under it changes.
 */
export async function setUp(clone, { dev }) {
  if (isReady(clone, dev)) return;
  await withLock(
    join(clone, ".build", "set-up.lock"),
    async (setChild) => {
      if (isReady(clone, dev)) return;
      const execute = (command, log) => run(clone, { command, log, setChild });
      const stopped = await runningServers(clone).stopAll();
      for (const { url } of stopped)
        console.error(`  stopped the course at ${new URL(url).origin} to update it`);
      await install(clone, dev, execute);
      for (const build of staleBuilds(clone)) {
        await stage(`building the ${build.name}`, () =>
          make(clone, build, (command) => execute(command, `${build.name}.log`)),
        );
      }
    },
    (pid) => console.error(`  waiting for another set-up of this clone to end (process ${pid})`),
  );
}

function isReady(clone, dev) {
  return packagesFit(clone, dev) && staleBuilds(clone).length === 0;
}

function packagesFit(clone, dev) {
  const packages = installed(clone);
  return packages.complete && (packages.dev || !dev);
}

async function install(clone, dev, execute) {
  if (packagesFit(clone, dev)) return;
  // Tools that are in stay in: an update for a changed lockfile brings them again.
  const withTools = dev || installed(clone).dev;
  const title = withTools ? "installing packages and development tools" : "installing packages";
  await stage(title, () => execute(installCommand({ dev: withTools }), "packages.log"));
  if (!packagesFit(clone, dev)) {
    throw new SetUpError(
      "npm ended well, but node_modules does not match package-lock.json; is npm older than 10?",
    );
  }
}

/** Runs a Node script in the clone, its words going to a log that is quoted when it fails. */
async function run(clone, { command, log, setChild }) {
  const folder = join(clone, ".build");
  mkdirSync(folder, { recursive: true });
  const logFile = join(folder, log);
  const output = createWriteStream(logFile);
  const child = spawn(process.execPath, command, { cwd: clone, stdio: ["ignore", "pipe", "pipe"] });
  if (child.pid !== undefined) setChild(child.pid);
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const code = await ended(child);
  await new Promise((resolve) => output.end(resolve));
  if (code === 0) return;
  const words = readFileSync(logFile, "utf8").trimEnd();
  const quoted = words.split("\n").slice(-QUOTED_LINES).join("\n");
  const next = command.includes("ci")
    ? installAdvice(words)
    : "Run the same command again, or report this output.";
  throw new SetUpError(`${quoted}\n\nSet-up stopped (exit code ${code}). ${next}\nThe whole log: ${logFile}`);
}

/** The exit code of the child. A signal that ends us ends it first: no half-done install goes on behind our back. */
function ended(child) {
  return new Promise((resolve, reject) => {
    const endBoth = (signal) => {
      child.kill(signal);
      child.once("close", () => {
        process.exit(1);
      });
    };
    for (const signal of ENDING_SIGNALS) process.once(signal, endBoth);
    child.once("error", reject);
    child.once("close", (code) => {
      for (const signal of ENDING_SIGNALS) process.off(signal, endBoth);
      resolve(code ?? 1);
    });
  });
}
