/** @file Changing the work folder: save, new, copy, rename, delete. */

import { mkdir, readFile, rename, stat } from "node:fs/promises";
import { dirname, extname, join } from "node:path";

import type { Checkpoints } from "./checkpoints.js";
import { hashOf, isNotebookName, MODEL_ONLY, type ContentsModel, type ContentsReader } from "./contents.js";
import { RequestError } from "./errors.js";
import { ensureFolder, type Writer } from "./files.js";
import { textField, type JsonObject } from "./json.js";
import { asNotebook, EMPTY_NOTEBOOK, formatNotebook } from "./notebook-format.js";
import { missing, type Place, type Tree } from "./paths.js";
import type { Trust } from "./trust.js";

/** What was saved, and whether it is a new file. */
export interface Saved {
  readonly model: ContentsModel;
  readonly isNew: boolean;
}

/** Changes the work folder. */
export interface ContentsWriter {
  /**
   * Saves what a contents model holds; without content it makes an empty file, notebook or directory.
   * With the hash of the state that the page knows, a file that has changed since is not touched.
   * @throws RequestError 412 if it has changed.
   */
  save(apiPath: string, model: JsonObject, knownHash?: string): Promise<Saved>;
  /** A new file, notebook or directory under a name that is still free. */
  newUntitled(folder: string, model: JsonObject): Promise<ContentsModel>;
  /** A copy beside others in a folder, or under a name of its own. */
  copy(from: string, to: string): Promise<ContentsModel>;
  /** @throws RequestError 409 if the new name is taken. */
  rename(from: string, to: string): Promise<ContentsModel>;
  /** Moves a file or directory into the trash folder. */
  remove(apiPath: string): Promise<void>;
}

/** The rooms that a writer works with. */
export interface ContentsRooms {
  readonly tree: Tree;
  readonly reader: ContentsReader;
  readonly writer: Writer;
  readonly checkpoints: Checkpoints;
  readonly trust: Trust;
  readonly trashFolder: string;
}

/** A writer over the rooms. */
export function createContentsWriter(rooms: ContentsRooms): ContentsWriter {
  return {
    save: (apiPath, model, knownHash) => save(rooms, apiPath, { model, knownHash }),
    newUntitled: (folder, model) => newUntitled(rooms, folder, model),
    copy: (from, to) => copy(rooms, from, to),
    rename: (from, to) => renameTo(rooms, from, to),
    remove: (apiPath) => remove(rooms, apiPath),
  };
}

async function save(
  rooms: ContentsRooms,
  apiPath: string,
  { model, knownHash }: { model: JsonObject; knownHash: string | undefined },
): Promise<Saved> {
  const place = await rooms.tree.place(apiPath);
  if (place.path === "") throw new RequestError(400, "save: a path is missing.");
  const type = typeOf(model, place);
  const saving = async (): Promise<boolean> => {
    if (type === "directory") return makeDirectory(place);
    const before = await state(place);
    if (knownHash !== undefined && knownHash !== before?.hash) throw changed(place);
    if (before !== undefined && model.content === undefined)
      throw new RequestError(400, "No file content provided");
    await store(rooms, place, { type, model });
    return before === undefined;
  };
  const isNew = await rooms.writer.exclusively(place.file, saving);
  return { model: await rooms.reader.read(place.path, MODEL_ONLY), isNew };
}

async function newUntitled(rooms: ContentsRooms, folder: string, model: JsonObject): Promise<ContentsModel> {
  const { file, path } = await directoryAt(rooms.tree, folder);
  const type = textField(model, "type") ?? (textField(model, "ext") === ".ipynb" ? "notebook" : "file");
  const [stem, separator, extension] = UNTITLED[type] ?? ["untitled", "", textField(model, "ext") ?? ""];
  const name = await freeName(file, { stem, separator, extension });
  return (await save(rooms, `${path}/${name}`, { model: { type }, knownHash: undefined })).model;
}

async function copy(rooms: ContentsRooms, from: string, to: string): Promise<ContentsModel> {
  const { tree, writer, reader } = rooms;
  const source = await tree.place(from);
  const content = await readFile(source.file);
  const target = await tree.place(to);
  const present = await infoOf(target.file);
  const isFolder = present?.isDirectory() === true;
  if (present !== undefined && !isFolder)
    throw new RequestError(400, "Cannot POST to files, use PUT instead.");
  const path = isFolder ? `${target.path}/${await copyName(target.file, source.name)}` : target.path;
  const place = await tree.place(path);
  await directoryAt(tree, place.path.includes("/") ? dirname(place.path) : "");
  await writer.exclusively(place.file, () => writer.write(place.file, content));
  return reader.read(place.path, MODEL_ONLY);
}

async function renameTo(rooms: ContentsRooms, from: string, to: string): Promise<ContentsModel> {
  const [source, target] = [await rooms.tree.place(from), await rooms.tree.place(to)];
  if (source.path === "" || target.path === "") throw new RequestError(400, "rename: a path is missing.");
  await move(source, target);
  await rooms.checkpoints.move(source, target);
  return rooms.reader.read(target.path, MODEL_ONLY);
}

async function remove(rooms: ContentsRooms, apiPath: string): Promise<void> {
  const place = await rooms.tree.place(apiPath);
  if (place.path === "") throw new RequestError(400, "Can't delete root");
  if ((await infoOf(place.file)) === undefined) throw missing(place.path);
  await ensureFolder(rooms.trashFolder);
  await rename(place.file, join(rooms.trashFolder, `${stamp()}-${place.name}`));
}

/** The time as part of a file's name, as in `20260131-235959-123`. */
export function stamp(): string {
  const digits = new Date().toISOString().replace(/\D/g, "");
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14)}`;
}

type Untitled = readonly [stem: string, separator: string, extension: string];

const UNTITLED: Readonly<Partial<Record<string, Untitled>>> = {
  directory: ["Untitled Folder", " ", ""],
  notebook: ["Untitled", "", ".ipynb"],
};

function typeOf(model: JsonObject, place: Place): "directory" | "notebook" | "file" {
  const type = textField(model, "type") ?? (isNotebookName(place.name) ? "notebook" : "file");
  return type === "directory" || type === "notebook" ? type : "file";
}

function changed(place: Place): RequestError {
  return new RequestError(
    412,
    `'${place.path}' has changed on disk since it was opened; it was not overwritten.`,
  );
}

async function infoOf(file: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  return stat(file).catch(() => undefined);
}

async function state(place: Place): Promise<{ hash: string } | undefined> {
  const info = await infoOf(place.file);
  if (info === undefined) return undefined;
  if (!info.isFile()) throw new RequestError(400, `'${place.path}' is not a file.`);
  return { hash: hashOf(await readFile(place.file)) };
}

/** Whether it was made anew. */
async function makeDirectory(place: Place): Promise<boolean> {
  const info = await infoOf(place.file);
  if (info !== undefined && !info.isDirectory())
    throw new RequestError(400, `Not a directory: ${place.path}`);
  if (info === undefined) await mkdir(place.file);
  return info === undefined;
}

async function store(
  rooms: ContentsRooms,
  place: Place,
  { type, model }: { type: "notebook" | "file"; model: JsonObject },
): Promise<void> {
  if (type === "file") {
    await rooms.writer.write(place.file, fileContent(model));
    return;
  }
  const notebook = asNotebook(model.content ?? EMPTY_NOTEBOOK, place.path);
  await rooms.writer.write(place.file, formatNotebook(rooms.trust.stripped(notebook)));
  // The notebook is safe on the disk. Should these fail, its outputs open inert and it has no checkpoint yet.
  await rooms.trust.remember(notebook).catch(() => undefined);
  const checkpoints = await rooms.checkpoints.list(place);
  if (checkpoints.length === 0) await rooms.checkpoints.create(place).catch(() => undefined);
}

const BASE64 = /^[\w+/\s-]*={0,2}\s*$/;

function fileContent(model: JsonObject): Buffer {
  const content = model.content ?? "";
  if (typeof content !== "string") return Buffer.from(JSON.stringify(content));
  if (model.format !== "base64") return Buffer.from(content, "utf8");
  if (!BASE64.test(content)) throw new RequestError(400, "Encoding error saving: the content is not base64.");
  return Buffer.from(content, "base64");
}

async function directoryAt(tree: Tree, apiPath: string): Promise<Place> {
  const place = await tree.place(apiPath);
  if ((await infoOf(place.file))?.isDirectory() === true) return place;
  throw new RequestError(404, `No such directory: ${place.path}`);
}

async function freeName(
  folder: string,
  { stem, separator, extension }: { stem: string; separator: string; extension: string },
): Promise<string> {
  for (let count = 0; ; count++) {
    const name = `${stem}${count === 0 ? "" : `${separator}${count}`}${extension}`;
    if ((await infoOf(join(folder, name))) === undefined) return name;
  }
}

/** `name-Copy1.ipynb`, and the same stem again when the original is itself such a copy. */
async function copyName(folder: string, name: string): Promise<string> {
  const extension = isNotebookName(name) ? extname(name) : (/\..*$/.exec(name.slice(1))?.[0] ?? "");
  const stem = name.slice(0, name.length - extension.length).replace(/-Copy\d*$/, "");
  return freeName(folder, { stem, separator: "-Copy", extension });
}

async function move(source: Place, target: Place): Promise<void> {
  const [from, to] = [await infoOf(source.file), await infoOf(target.file)];
  if (from === undefined) throw missing(source.path);
  const isSame = to !== undefined && from.ino === to.ino && from.dev === to.dev;
  if (to !== undefined && !isSame) throw new RequestError(409, `File already exists: ${target.path}`);
  await rename(source.file, target.file);
}
