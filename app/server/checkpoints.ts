/** @file Checkpoints: one earlier state of each file, kept beside it where Jupyter keeps it too. */

import { readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

import { RequestError, systemCode } from "./errors.js";
import { ensureFolder, type Writer } from "./files.js";
import type { Place } from "./paths.js";

/** A checkpoint as Jupyter's REST API shows it. */
export interface CheckpointModel {
  readonly id: string;
  readonly last_modified: string;
}

/** The checkpoints of all files. */
export interface Checkpoints {
  list(place: Place): Promise<CheckpointModel[]>;
  create(place: Place): Promise<CheckpointModel>;
  /** @throws RequestError 404 if there is no such checkpoint. */
  restore(place: Place, id: string): Promise<void>;
  /** @throws RequestError 404 if there is no such checkpoint. */
  remove(place: Place, id: string): Promise<void>;
  /** Takes the checkpoint along when its file moves. */
  move(from: Place, to: Place): Promise<void>;
}

const FOLDER = ".ipynb_checkpoints";
const ID = "checkpoint";

/** Checkpoints written by a writer. */
export function createCheckpoints(writer: Writer): Checkpoints {
  const existing = async (place: Place, id: string): Promise<string> => {
    const file = checkpointFile(place);
    if (id === ID && (await modelOf(file)) !== undefined) return file;
    throw new RequestError(404, `Checkpoint does not exist: ${place.path}@${id}`);
  };
  return {
    async list(place) {
      const model = await modelOf(checkpointFile(place));
      return model === undefined ? [] : [model];
    },
    async create(place) {
      const file = checkpointFile(place);
      await ensureFolder(dirname(file));
      await writer.write(file, await readFile(place.file));
      return (await modelOf(file)) ?? { id: ID, last_modified: new Date().toISOString() };
    },
    async restore(place, id) {
      await writer.write(place.file, await readFile(await existing(place, id)));
    },
    async remove(place, id) {
      await rm(await existing(place, id));
    },
    async move(from, to) {
      const target = checkpointFile(to);
      if ((await modelOf(checkpointFile(from))) === undefined) return;
      await ensureFolder(dirname(target));
      await rename(checkpointFile(from), target);
    },
  };
}

function checkpointFile({ file }: Place): string {
  const extension = extname(file);
  return join(dirname(file), FOLDER, `${basename(file, extension)}-${ID}${extension}`);
}

async function modelOf(file: string): Promise<CheckpointModel | undefined> {
  try {
    return { id: ID, last_modified: (await stat(file)).mtime.toISOString() };
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}
