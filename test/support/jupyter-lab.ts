/** @file This machine's JupyterLab, started by `chainrule start --jupyter` on a work folder. */

import { expect } from "vitest";
import { begin, type Running } from "./command-line.js";

/** A JupyterLab that answers. */
export interface Jupyter {
  readonly url: string;
  readonly token: string;
  readonly running: Running;
}

const TOKEN = "of-this-test";
const START_TIMEOUT_MS = 60_000;

/** Where it works and keeps its settings, and which kernel it has for the course. */
export interface JupyterSetting {
  readonly work: string;
  readonly config: string;
  readonly kernel: "chainrule" | "tslab";
}

/** Starts it; whoever asked for it ends it with SIGTERM. */
export async function startedJupyter(
  executable: string,
  { work, config, kernel }: JupyterSetting,
): Promise<Jupyter> {
  const options = ["--no-open", "--port", "0", "--work", work, "--kernel", kernel];
  const running = begin(["start", "--jupyter", ...options], {
    environment: { CHAINRULE_JUPYTER: executable, JUPYTER_CONFIG_DIR: config, JUPYTER_TOKEN: TOKEN },
  });
  const url = await toldAddress(running);
  // JupyterLab tells its address a moment before it listens.
  const answers = async (): Promise<boolean> =>
    (await fetch(new URL("api/status", url), { headers: { Authorization: `token ${TOKEN}` } })).ok;
  await expect.poll(answers, { timeout: START_TIMEOUT_MS }).toBe(true);
  return { url, token: TOKEN, running };
}

/** Where it says that it listens; it says so on standard error. */
function toldAddress(running: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    running.child.stderr?.on("data", (text: string) => {
      said += text;
      const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    running.child.once("close", () => {
      reject(new Error(said));
    });
  });
}
