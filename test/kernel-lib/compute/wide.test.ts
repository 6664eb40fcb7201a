/** @file Products in a V8 that makes one vector of two: later releases of Node.js on processors that have such vectors. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { describeWith, newerNodes } from "../../support/extras.js";

const CLONE = fileURLToPath(new URL("../../../", import.meta.url));
const OTHERS = ["compile", "entries", "plan", "products", "skipping"];
const SCRIPT = fileURLToPath(new URL("wide-products.js", import.meta.url));
const SEED = 7;
const COUNT = 400;
const TIMEOUT_MS = 120_000;

for (const [release, node] of newerNodes) {
  describeWith(node, `Node.js ${release}`, (executable) => {
    const run = (environment: NodeJS.ProcessEnv = {}): { told: string; result: unknown } => {
      const told = execFileSync(
        executable,
        // Compiled at once as otherwise what is called often.
        ["--no-liftoff", "--trace-wasm-revectorize", SCRIPT, String(SEED), String(COUNT)],
        { encoding: "utf8", env: { ...process.env, ...environment }, maxBuffer: 2 ** 26 },
      );
      return { told, result: JSON.parse(told.trimEnd().split("\n").at(-1) ?? "") };
    };

    it("gives the bits that single vectors give, for every shape", () => {
      const { told, result } = run();
      expect(result).toEqual({ build: process.arch === "x64" ? "wide" : "fused", differing: [] });
      if (process.arch !== "x64") return;
      expect(told).toMatch(/Print.*F32x4Qfma/);
      expect(told).toMatch(/Print.*F64x2Qfma/);
    });

    it(
      "passes the tests of all kernels, each compiled at once",
      () => {
        const told = execFileSync(
          executable,
          [
            ...["--no-liftoff", "node_modules/vitest/vitest.mjs", "run", "--pool=threads"],
            ...OTHERS.map((name) => `test/kernel-lib/compute/${name}.test.ts`),
          ],
          { cwd: CLONE, encoding: "utf8" },
        );
        expect(told).toMatch(/^[1-9]\d* passed, 0 failed, 0 skipped$/m);
      },
      TIMEOUT_MS,
    );

    it("leaves vectors as they are where CHAINRULE_WIDE is off", () => {
      const { told, result } = run({ CHAINRULE_WIDE: "off" });
      expect(result).toEqual({ build: "fused", differing: [] });
      expect(told).not.toContain("revec function");
    });
  });
}
