/** @file The kernel's build: a few files, because a student waits for each one that has to be found and read. */

import { defineConfig } from "rolldown";

export default defineConfig({
  input: {
    main: "kernel/main.ts",
    worker: "kernel/process/worker.ts",
    // Submissions are graded on it, without front ends.
    "start-evaluator": "kernel/process/start-evaluator.ts",
    // The doctor tries it by itself.
    "type-service": "kernel/types/type-service.ts",
  },
  platform: "node",
  // Native code stays where npm put it, and the compiler that is rarely needed where it is whole.
  external: ["zeromq", "typescript", /\.node$/],
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  output: {
    dir: "dist/kernel",
    // Node.js starts a thread from such a file in four fifths of the time it takes from a module.
    format: "cjs",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    sourcemap: true,
  },
  plugins: [
    {
      name: "kind-of-modules",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
      },
    },
  ],
});
