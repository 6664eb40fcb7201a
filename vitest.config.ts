/** @file How the tests run: one process per file, results in the order of the rooms. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    // What a test prints is for the case that it fails.
    silent: "passed-only",
    reporters: ["default", "./test/support/closing-line.ts"],
  },
});
