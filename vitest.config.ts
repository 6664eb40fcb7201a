/** @file How the tests run: one process per file; what only computes side by side, what listens for answers alone. */

import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

/** They compute, or wait patiently for notebooks that are run; of the library's, growth alone compares times. */
const PATIENT = ["test/*.test.ts", "test/kernel-lib/**/!(growth).test.ts", "test/notebooks/**/*.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    globalSetup: "./test/support/temporary-root.ts",
    // What a test prints is for the case that it fails.
    silent: "passed-only",
    reporters: ["default", "./test/support/closing-line.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "patient",
          include: PATIENT,
          // Vitest leaves one core alone; of two that is half the machine.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "prompt",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...PATIENT],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
