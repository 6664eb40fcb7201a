/** @file What rests on how V8 and Node.js are made, in later releases of them: how cells are stopped, and how all ends. */

import { execFile } from "node:child_process";
import { dirname, delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { describeWith, newerNodes } from "../../support/extras.js";

const CLONE = fileURLToPath(new URL("../../../", import.meta.url));
const VITEST = fileURLToPath(new URL("../../../node_modules/vitest/vitest.mjs", import.meta.url));
const TESTS = ["interrupt", "endings"].map((name) => `test/kernel/process/${name}.test.ts`);
const TIMEOUT_MS = 120_000;

for (const [release, node] of newerNodes) {
  describeWith(node, `In Node.js ${release}`, (executable) => {
    it(
      "cells are stopped and kernels end as they do in this one",
      async () => {
        const run = promisify(execFile)(executable, [VITEST, "run", ...TESTS], {
          cwd: CLONE,
          env: { ...process.env, PATH: [dirname(executable), process.env["PATH"]].join(delimiter) },
        });
        const { stdout } = await run.catch((error: unknown) => error as { readonly stdout: string });
        expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^[1-9]\d* passed, 0 failed, 0 skipped$/);
      },
      TIMEOUT_MS,
    );
  });
}
