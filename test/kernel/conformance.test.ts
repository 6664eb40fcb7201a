/** @file The Jupyter project's own tests of kernels, run against ours as it is installed. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";

import { chainrule } from "../support/command-line.js";
import { describeWith, kernelTests } from "../support/extras.js";
import { CLONE } from "../support/imports.js";
import { temporaryFolder } from "../support/temporary.js";

const PATIENCE_MS = 120_000;
const SCRIPT = join(CLONE, "test", "kernel", "support", "conformance.py");

describeWith(kernelTests, "The Jupyter project's tests of kernels", (python) => {
  it(
    "pass whole: the kernel is installed, started, asked and shut down as any other",
    async () => {
      const prefix = temporaryFolder();
      expect((await chainrule(["kernel", "install", "--prefix", prefix])).code).toBe(0);
      const { code, words } = await run(python, join(prefix, "share", "jupyter"));
      expect(words).toMatch(/\nRan 12 tests in /);
      // The one test that may be skipped asks for IPython's pager, which the protocol calls deprecated.
      expect(words).toMatch(/\nOK \(skipped=1\)\n/);
      expect(words).toMatch(/test_pager .* skipped/);
      expect(code).toBe(0);
    },
    PATIENCE_MS,
  );
});

async function run(
  python: string,
  jupyterPath: string,
): Promise<{ readonly code: unknown; readonly words: string }> {
  const child = spawn(python, [SCRIPT], {
    env: { ...process.env, JUPYTER_PATH: jupyterPath },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (words += text));
  }
  const [code] = (await once(child, "close")) as readonly unknown[];
  return { code, words };
}
