/** @file The one place of the library that reads and writes data files: data sets and models, from Node.js. */

import { UsageError } from "../tensor/errors.js";

/** Where `datasets/` lies from this file: built (kernel-lib/dist/data) and as source (kernel-lib/data). */
const FOLDERS_FROM_HERE = ["../../../datasets/", "../../datasets/"];
const FOLDER_VARIABLE = "CHAINRULE_DATASETS";

/**
 * The folder of a data set: inside the folder that the environment variable CHAINRULE_DATASETS names, if it is
 * set, else inside the `datasets` that comes with the library.
 *
 * @throws UsageError if there is none.
 */
export function datasetFolder(name: string): string {
  const { existsSync } = builtin("node:fs");
  const path = builtin("node:path");
  const { fileURLToPath } = builtin("node:url");
  const chosen = process.env[FOLDER_VARIABLE];
  const candidates =
    chosen === undefined || chosen === ""
      ? FOLDERS_FROM_HERE.map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
      : [chosen];
  const folders = candidates.map((candidate) => path.join(candidate, name));
  const found = folders.find((folder) => existsSync(folder));
  if (found !== undefined) return found;
  throw new UsageError(
    `loadDataset: no folder ${folders.join(" or ")}; ` +
      `give { folder }, or set ${FOLDER_VARIABLE} to the folder that holds ${name}`,
  );
}

/** Whether every one of these files is in the folder. */
export function hasFiles(folder: string, names: readonly string[]): boolean {
  const { existsSync } = builtin("node:fs");
  const path = builtin("node:path");
  return names.every((name) => existsSync(path.join(folder, name)));
}

/**
 * The bytes of a file, unpacked if its name ends in `.gz`.
 * @throws UsageError if it cannot be read or unpacked.
 */
export function readBytes(folder: string, name: string): Uint8Array {
  const { readFileSync } = builtin("node:fs");
  const file = builtin("node:path").join(folder, name);
  try {
    const bytes = readFileSync(file);
    return name.endsWith(".gz") ? builtin("node:zlib").gunzipSync(bytes) : bytes;
  } catch (cause) {
    throw new UsageError(`loadDataset: cannot read ${file} (${reasonOf(cause)}); fetch the file again`, {
      cause,
    });
  }
}

/** The bytes of a file. @throws UsageError if it cannot be read. */
export function readFileBytes(file: string): Uint8Array {
  try {
    return builtin("node:fs").readFileSync(file);
  } catch (cause) {
    throw new UsageError(`cannot read ${file} (${reasonOf(cause)}); check its name and folder`, { cause });
  }
}

/**
 * Puts these bytes in the place of a file: they are written beside it and renamed when they are on the disk, so that
 * whoever reads the file finds all of the old bytes or all of the new ones.
 * @throws UsageError if they cannot be written; the file is then as before.
 */
export function replaceFile(file: string, bytes: Uint8Array): void {
  const fs = builtin("node:fs");
  const beside = `${file}.${process.pid}.part`;
  try {
    const handle = fs.openSync(beside, "w");
    try {
      fs.writeFileSync(handle, bytes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(beside, file);
  } catch (cause) {
    fs.rmSync(beside, { force: true });
    throw new UsageError(`cannot write ${file} (${reasonOf(cause)}); check the folder and its free space`, {
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

type Builtin = "node:fs" | "node:path" | "node:url" | "node:zlib";

/** A module of Node.js, asked for only when it is used, so that the library loads in a browser too. */
function builtin<Name extends Builtin>(name: Name): ReturnType<typeof process.getBuiltinModule<Name>> {
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function") {
    throw new UsageError(
      "data: reads and writes files, which this place (not Node.js ≥ 20.16) cannot; " +
        "use a generated data set such as moons({ count: 200, seed: 1 }), and modelBytes in place of saveModel",
    );
  }
  return process.getBuiltinModule(name);
}
