/** @file What is built from the sources, and whether it is older than they are (by content, not by date). */

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const TYPESCRIPT = "node_modules/typescript/bin/tsc";
const ROLLDOWN = "node_modules/rolldown/bin/cli.mjs";
const VITE = "node_modules/vite/bin/vite.js";
/** The date that marks a result until the build writes it again; every file system can hold it. */
const LONG_AGO = new Date("1990-01-01T00:00:00Z");
const NOT_SOURCES = new Set(["node_modules", "dist"]);

/**
 * The builds in their order. Types are checked by `npm run lint`, not here: a student's start only translates,
 * and needs no type declarations that are development tools.
 */
const BUILDS = [
  {
    name: "library",
    inputs: ["kernel-lib", "tsconfig.json", "package-lock.json"],
    folder: "kernel-lib/dist",
    proof: "kernel-lib/dist/index.js",
    command: [TYPESCRIPT, "-p", "kernel-lib/tsconfig.build.json", "--noCheck"],
  },
  {
    name: "kernel",
    inputs: ["kernel", "tsconfig.json", "package-lock.json"],
    folder: "dist/kernel",
    proof: "dist/kernel/main.js",
    command: [ROLLDOWN, "--config", "kernel/rolldown.config.js", "--logLevel", "warn"],
  },
  {
    name: "server",
    inputs: [
      "app/cli",
      "app/exams",
      "app/server",
      "app/grading",
      "app/tsconfig.build.json",
      "tsconfig.json",
      "package-lock.json",
    ],
    folder: "dist/app",
    proof: "dist/app/server/server.js",
    command: [TYPESCRIPT, "-p", "app/tsconfig.build.json", "--noCheck"],
  },
  {
    name: "exercises",
    inputs: ["notebooks/source", "notebooks/build.js", "notebooks/cells.js", "notebooks/exercises.js"],
    folder: "dist/exercises",
    proof: "dist/exercises/package.json",
    command: ["notebooks/build.js", "--modules"],
  },
  {
    name: "pages",
    inputs: ["app/web", "tsconfig.json", "package-lock.json"],
    folder: "dist/web",
    proof: "dist/web/index.html",
    command: [VITE, "build", "--config", "app/web/vite.config.ts", "--logLevel", "warn"],
  },
];

/** The builds whose sources have changed since they last ended well, or whose result is gone. */
export function staleBuilds(clone) {
  return BUILDS.filter(
    (build) =>
      !existsSync(join(clone, build.proof)) || text(stampFile(clone, build)) !== contentHash(clone, build),
  );
}

/** Runs one build through `execute(command)`, forgets results without a source, then records what was built. */
export async function make(clone, build, execute) {
  const hash = contentHash(clone, build);
  const results = join(clone, build.folder);
  rmSync(stampFile(clone, build), { force: true });
  for (const file of filesBelow(results, new Set())) utimesSync(file, LONG_AGO, LONG_AGO);
  await execute(build.command);
  removeUnwritten(results);
  mkdirSync(join(clone, ".build"), { recursive: true });
  writeFileSync(stampFile(clone, build), hash);
}

/** Results that this build did not write again have lost their source. */
function removeUnwritten(folder) {
  for (const file of filesBelow(folder, new Set())) {
    if (statSync(file).mtimeMs <= LONG_AGO.getTime()) rmSync(file);
  }
}

function contentHash(clone, build) {
  const hash = createHash("sha256");
  for (const input of build.inputs) {
    for (const file of filesBelow(join(clone, input), NOT_SOURCES)) {
      hash
        .update(`${file.slice(clone.length)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

function filesBelow(path, left) {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined) return [];
  if (!kind.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !left.has(name) && !name.startsWith("."))
    .sort()
    .flatMap((name) => filesBelow(join(path, name), left));
}

function stampFile(clone, build) {
  return join(clone, ".build", `${build.name}.sha256`);
}

function text(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
