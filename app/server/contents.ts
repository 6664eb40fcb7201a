/** @file Reading the work folder: Jupyter's contents models of files, notebooks and directories. */

import { createHash } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { access, readdir, readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";

import { RequestError, systemCode } from "./errors.js";
import { mimeTypeOf } from "./mime-types.js";
import { parseNotebook } from "./notebook-format.js";
import { missing, type Place, type Tree } from "./paths.js";
import type { Trust } from "./trust.js";

/** What kind of thing a path is. */
export type ContentsType = "directory" | "file" | "notebook";

/** A file, notebook or directory as Jupyter's REST API shows it. */
export interface ContentsModel {
  readonly name: string;
  readonly path: string;
  readonly type: ContentsType;
  readonly writable: boolean;
  readonly created: string;
  readonly last_modified: string;
  readonly size: number | null;
  readonly mimetype: string | null;
  readonly content: unknown;
  readonly format: "json" | "text" | "base64" | null;
  readonly hash: string | null;
  readonly hash_algorithm: "sha256" | null;
}

/** What of it is asked for. */
export interface ContentsQuery {
  readonly type: ContentsType | undefined;
  readonly format: "text" | "base64" | undefined;
  readonly content: boolean;
  readonly hash: boolean;
}

/** Reads the work folder. */
export interface ContentsReader {
  /** @throws RequestError 404 if it is not there, 400 if it is not of the type asked for. */
  read(apiPath: string, query: ContentsQuery): Promise<ContentsModel>;
}

/** A query for the model alone. */
export const MODEL_ONLY: ContentsQuery = { type: undefined, format: undefined, content: false, hash: false };

/** Names that no listing shows: they are the tools', not the student's. */
const UNLISTED: readonly string[] = ["node_modules", "__pycache__"];
const NOTEBOOK_EXTENSION = ".ipynb";

/** A reader of a tree that marks trusted outputs. */
export function createReader(tree: Tree, trust: Trust): ContentsReader {
  const reader: ContentsReader = {
    async read(apiPath, query) {
      const place = await tree.place(apiPath);
      const info = await stat(place.file).catch((error: unknown) => {
        throw ["ENOENT", "ENOTDIR"].includes(systemCode(error)) ? missing(place.path) : error;
      });
      if (info.isDirectory()) {
        checkType(place, query.type, "directory");
        return directory(reader, place, { info, query });
      }
      if (!info.isFile() || query.type === "directory") checkType(place, query.type, "file");
      const isNotebook =
        query.type === "notebook" || (query.type === undefined && isNotebookName(place.name));
      return isNotebook ? notebook(trust, place, { info, query }) : file(place, { info, query });
    },
  };
  return reader;
}

/** Whether a name is a notebook's. */
export function isNotebookName(name: string): boolean {
  return extname(name) === NOTEBOOK_EXTENSION;
}

/** The hash that tells two states of a file apart. */
export function hashOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

interface Found {
  readonly info: Stats;
  readonly query: ContentsQuery;
}

function checkType(place: Place, wanted: ContentsType | undefined, actual: ContentsType): void {
  if (wanted === undefined || wanted === actual) return;
  throw new RequestError(400, `${place.path} is a ${actual}, not a ${wanted}`);
}

async function base(place: Place, info: Stats): Promise<Omit<ContentsModel, "type">> {
  const writable = await access(place.file, constants.W_OK).then(
    () => true,
    () => false,
  );
  return {
    name: basename(place.path),
    path: place.path,
    writable,
    created: info.birthtime.toISOString(),
    last_modified: info.mtime.toISOString(),
    size: info.size,
    ...{ mimetype: null, content: null, format: null, hash: null, hash_algorithm: null },
  };
}

async function directory(reader: ContentsReader, place: Place, found: Found): Promise<ContentsModel> {
  const model = { ...(await base(place, found.info)), type: "directory", size: null } as const;
  if (!found.query.content) return model;
  const names = (await readdir(place.file)).filter(
    (name) => !name.startsWith(".") && !UNLISTED.includes(name),
  );
  const entries = await Promise.all(
    // What cannot be shown (a broken link, one that leaves the folder) is no part of the listing.
    names.sort().map((name) => reader.read(`${place.path}/${name}`, MODEL_ONLY).catch(() => undefined)),
  );
  return { ...model, format: "json", content: entries.filter((entry) => entry !== undefined) };
}

async function notebook(trust: Trust, place: Place, { info, query }: Found): Promise<ContentsModel> {
  const model = { ...(await base(place, info)), type: "notebook" } as const;
  if (!query.content && !query.hash) return model;
  const bytes = await readFile(place.file);
  const content = query.content ? trust.marked(parseNotebook(bytes.toString("utf8"), place.path)) : null;
  return { ...model, content, format: query.content ? "json" : null, ...hashFields(bytes, query) };
}

async function file(place: Place, { info, query }: Found): Promise<ContentsModel> {
  const mimetype = mimeTypeOf(place.name) ?? null;
  const model = { ...(await base(place, info)), type: "file", mimetype } as const;
  if (!query.content && !query.hash) return model;
  const bytes = await readFile(place.file);
  if (!query.content) return { ...model, ...hashFields(bytes, query) };
  const text = query.format === "base64" ? undefined : utf8(bytes);
  if (text === undefined && query.format === "text") {
    throw new RequestError(400, `${place.path} is not UTF-8 encoded`);
  }
  const format = text === undefined ? "base64" : "text";
  const content = text ?? bytes.toString("base64");
  const fallback = text === undefined ? "application/octet-stream" : "text/plain";
  return { ...model, mimetype: mimetype ?? fallback, format, content, ...hashFields(bytes, query) };
}

function hashFields(bytes: Buffer, query: ContentsQuery): Pick<ContentsModel, "hash" | "hash_algorithm"> {
  return query.hash
    ? { hash: hashOf(bytes), hash_algorithm: "sha256" }
    : { hash: null, hash_algorithm: null };
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
