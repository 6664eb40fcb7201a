/** @file Lets notebooks in any folder import "chainrule" and the course's exercises, at run time and in type checkers. */

import { existsSync } from "node:fs";
import { lstat, mkdir, readlink, realpath, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";

import { ROOT_FOLDER } from "./installation.js";

/** What notebooks import, and where this installation has it. */
const PACKAGES = [
  { name: "chainrule", folder: join(ROOT_FOLDER, "kernel-lib") },
  { name: "chainrule-exercises", folder: join(ROOT_FOLDER, "dist", "exercises") },
] as const;

/**
 * Makes sure that `import … from "chainrule"` finds this installation's library from the work folder, and an exercise
 * notebook its unit. Node and TypeScript both look for node_modules in it and above it; where that finds another place
 * or nothing, a link is put into the work folder's own node_modules (a junction on Windows, which needs no special
 * right).
 */
export async function linkLibrary(workFolder: string): Promise<void> {
  for (const { name, folder } of PACKAGES) await linkPackage(workFolder, name, await realpath(folder));
}

async function linkPackage(workFolder: string, name: string, target: string): Promise<void> {
  if ((await resolvedFrom(workFolder, name)) === target) return;
  const link = join(workFolder, "node_modules", name);
  await mkdir(dirname(link), { recursive: true });
  // A link of an earlier installation is replaced; a real folder is the user's own and stays.
  if (await isLink(link)) await rm(link);
  if (!existsSync(link)) await symlink(target, link, process.platform === "win32" ? "junction" : "dir");
}

async function resolvedFrom(folder: string, name: string): Promise<string | undefined> {
  const candidate = join(folder, "node_modules", name);
  if (existsSync(candidate)) return realpath(candidate);
  return dirname(folder) === folder ? undefined : resolvedFrom(dirname(folder), name);
}

async function isLink(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => undefined);
  return info?.isSymbolicLink() === true && (await readlink(path)) !== "";
}
