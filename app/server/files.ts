/** @file Writing files so that nothing is lost: whole or not at all, on the disk before it is called done. */

import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { systemCode } from "./errors.js";

const FILE_MODE = 0o644;
const RENAME_ATTEMPTS = 10;
const RENAME_PAUSE_MS = 50;
const TEMPORARY = /^(\d+)-[0-9a-f]+\.tmp$/;

/** Writes files into a folder and below it, through temporary files of its own. */
export interface Writer {
  /**
   * Replaces a file's content: temporary file, fsync, rename, fsync of the folder. If anything fails, the old
   * content is still there, whole.
   */
  write(file: string, content: Buffer | string, mode?: number): Promise<void>;
  /** Runs actions on the same file one after the other, so that checking and then writing is one step. */
  exclusively<T>(file: string, action: () => Promise<T>): Promise<T>;
}

/**
 * A writer that keeps its temporary files in a folder. What writers that no longer run have left there is removed
 * first.
 */
export async function createWriter(temporaryFolder: string): Promise<Writer> {
  await removeLeftovers(temporaryFolder).catch(() => undefined); // A folder that is read-only keeps them.
  const queues = new Map<string, Promise<unknown>>();
  return {
    write: (file, content, mode) => replaceFile(file, content, { temporaryFolder, mode }),
    exclusively(file, action) {
      const before = queues.get(file) ?? Promise.resolve();
      const result = before.then(action, action);
      const settled = result
        .catch(() => undefined)
        .then(() => {
          if (queues.get(file) === settled) queues.delete(file);
        });
      queues.set(file, settled);
      return result;
    },
  };
}

/**
 * Makes a folder and those above it, where they are missing. (Node's own recursive mkdir hides the reason: on a
 * read-only disk it answers ENOENT.)
 */
export async function ensureFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (systemCode(error) === "EEXIST") return;
    if (systemCode(error) !== "ENOENT") throw error;
    await ensureFolder(dirname(folder));
    await mkdir(folder);
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = Number(TEMPORARY.exec(name)?.[1] ?? process.pid);
    if (owner !== process.pid && !isRunning(owner)) await rm(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

interface ReplaceOptions {
  readonly temporaryFolder: string;
  readonly mode: number | undefined;
}

async function replaceFile(file: string, content: Buffer | string, options: ReplaceOptions): Promise<void> {
  const mode = options.mode ?? (await modeOf(file));
  const name = `${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
  const attempt = async (temporary: string): Promise<void> => {
    try {
      await ensureFolder(dirname(temporary));
      await writeThrough(temporary, content, mode);
      await renamePatiently(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  };
  try {
    await attempt(join(options.temporaryFolder, name));
  } catch (error) {
    // Another disk is mounted inside the work folder: a rename works only within one.
    if (systemCode(error) !== "EXDEV") throw error;
    await attempt(join(dirname(file), `.${basename(file)}.${name}`));
  }
  await syncFolder(dirname(file));
}

/** On Windows a virus scanner or an editor may hold the file for a moment, which forbids to replace it. */
async function renamePatiently(from: string, to: string, attempts = RENAME_ATTEMPTS): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const isHeld = process.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(systemCode(error));
    if (!isHeld || attempts === 1) throw error;
    await sleep(RENAME_PAUSE_MS);
    await renamePatiently(from, to, attempts - 1);
  }
}

async function modeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).mode & 0o777;
  } catch {
    return FILE_MODE;
  }
}

async function writeThrough(file: string, content: Buffer | string, mode: number): Promise<void> {
  const handle = await open(file, "wx", mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename last through a power failure, where the system can (Windows cannot open a folder). */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // The content itself is on the disk.
  }
}
