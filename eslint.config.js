/** @file What the linter asks of every source file: types checked strictly, files and functions kept short. */

import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const MAX_FILE_LINES = 250;
const MAX_FUNCTION_LINES = 40;

export default defineConfig(
  globalIgnores([
    "**/dist/",
    "**/node_modules/",
    "work/",
    "coverage/",
    ".build/",
    ".ci/venv/",
    "test/corpus/check-corpus.mjs",
  ]),
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: MAX_FILE_LINES }],
      "max-lines-per-function": ["error", { max: MAX_FUNCTION_LINES }],
    },
  },
  {
    files: ["test/**/*.ts"],
    // A test file's outermost function is its table of contents, not a function to read in one go.
    rules: { "max-lines-per-function": "off" },
  },
  {
    files: ["notebooks/source/*.ts"],
    // A unit is read from its first cell to its last, an exercise as one table, not as a file of a program.
    rules: { "max-lines": "off", "max-lines-per-function": "off" },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: {
      globals: {
        console: "readonly",
        process: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        fetch: "readonly",
        Buffer: "readonly",
        AbortSignal: "readonly",
      },
    },
  },
);
