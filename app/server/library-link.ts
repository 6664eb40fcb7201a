/** @file Lets notebooks in any folder import "chainrule", at run time and in tslab's type checker. */

import { existsSync } from "node:fs";
import { lstat, mkdir, readlink, realpath, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";

import { ROOT_FOLDER } from "./installation.js";

const LIBRARY = "chainrule";
const LIBRARY_FOLDER = join(ROOT_FOLDER, "kernel-lib");

/**
 * Makes sure that `import … from "chainrule"` finds this installation's library from the work folder. Node and
 * TypeScript both look for node_modules in it and above it; where that finds another place or nothing, a link is
 * put into the work folder's own node_modules (a junction on Windows, which needs no special right).
 */
export async function linkLibrary(workFolder: string): Promise<void> {
  const library = await realpath(LIBRARY_FOLDER);
  if ((await resolvedFrom(workFolder)) === library) return;
  const link = join(workFolder, "node_modules", LIBRARY);
  await mkdir(dirname(link), { recursive: true });
  // A link of an earlier installation is replaced; a real folder is the user's own and stays.
  if (await isLink(link)) await rm(link);
  if (!existsSync(link)) await symlink(library, link, process.platform === "win32" ? "junction" : "dir");
}

async function resolvedFrom(folder: string): Promise<string | undefined> {
  const candidate = join(folder, "node_modules", LIBRARY);
  if (existsSync(candidate)) return realpath(candidate);
  return dirname(folder) === folder ? undefined : resolvedFrom(dirname(folder));
}

async function isLink(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => undefined);
  return info?.isSymbolicLink() === true && (await readlink(path)) !== "";
}
