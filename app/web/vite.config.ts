/** @file How the page is bundled: from app/web into dist/web, with everything it needs to work offline. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** Plotly alone is 4.7 MB; it and MathJax are loaded only when a page needs them. */
const EXPECTED_CHUNK_KB = 6000;

/** JupyterLab takes its icons as SVG text, where Vite would give it their addresses. */
const svgAsText: Plugin = {
  name: "svg-as-text",
  enforce: "pre",
  load: async (id) =>
    id.endsWith(".svg") ? `export default ${JSON.stringify(await readFile(id, "utf8"))};` : null,
};

export default defineConfig({
  plugins: [svgAsText],
  mode: "production",
  define: {
    // MathJax asks for two of Node's names while it is loaded.
    global: "globalThis",
    __dirname: JSON.stringify("/"),
    // Relative links are resolved against "the current folder", which here is the root: the empty text.
    "process.cwd": "String",
    // Also when the build is started from a test, whose environment says "test".
    "process.env.NODE_ENV": JSON.stringify("production"),
  },
  root: at("."),
  base: "./",
  publicDir: false,
  resolve: {
    alias: [
      // JupyterLab's style sheets mark packages with a tilde, as webpack wants it.
      { find: /^~(?=[@a-z])/, replacement: "" },
      // Font Awesome, 2.8 MB of fonts, is there for extensions that the page does not have.
      { find: /^@fortawesome\/fontawesome-free\/.*\.css$/, replacement: at("style/none.css") },
      { find: "lib0/logging", replacement: at("bundle/quiet-logging.ts") },
    ],
  },
  build: {
    outDir: at("../../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: EXPECTED_CHUNK_KB,
    // Fonts stay files: the policy allows them, and a page without mathematics never fetches them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // JupyterLab's page configuration has an eval that only runs in Node; the browser never reaches it.
    rolldownOptions: { checks: { eval: false } },
  },
});

function at(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
