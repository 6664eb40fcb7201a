/** @file From a path in a request to a file in the work folder, and never to one outside. */

import { realpathSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";

import { RequestError, systemCode } from "./errors.js";

/** A path in the work folder. */
export interface Place {
  /** As the API writes it: relative, with "/", "" for the work folder itself. */
  readonly path: string;
  readonly name: string;
  /** The real absolute path, links resolved; the last parts need not exist. */
  readonly file: string;
}

/** The work folder as the contents API sees it. */
export interface Tree {
  readonly root: string;
  /**
   * The place of an API path.
   * @throws RequestError 404 if it leads outside the work folder, by its parts or through a link;
   *   404 if a part is hidden: hidden files are the server's and the user's own business;
   *   404 if it is neither file nor folder: reading a pipe would wait for a writer, and the server with it.
   */
  place(apiPath: string): Promise<Place>;
}

const MAX_PATH_CHARACTERS = 2000;

/** The tree below a folder, which must exist. */
export function createTree(folder: string): Tree {
  const root = realpathSync(folder);
  return {
    root,
    async place(apiPath) {
      const parts = apiPath.split("/").filter((part) => part !== "");
      const path = parts.join("/");
      for (const part of parts) checkPart(part, path);
      if (path.length > MAX_PATH_CHARACTERS) throw new RequestError(400, "The path is too long.");
      const file = await resolved(join(root, ...parts));
      if (file !== root && !file.startsWith(root + sep)) throw outside(path);
      const isHidden = file
        .slice(root.length)
        .split(sep)
        .some((part) => part.startsWith("."));
      if (isHidden || (await isSpecial(file))) throw missing(path);
      return { path, name: parts.at(-1) ?? "", file };
    },
  };
}

/** The refusal for a path that is not there, in jupyter_server's words. */
export function missing(path: string): RequestError {
  return new RequestError(404, `file or directory does not exist: '${path}'`);
}

function outside(path: string): RequestError {
  return new RequestError(404, `'${path}' is outside root contents directory`);
}

function checkPart(part: string, path: string): void {
  if (part === ".." || part === ".") throw outside(path);
  const isForeign = part.includes("\0") || (sep === "\\" && /[\\:]/.test(part));
  if (isForeign) throw new RequestError(400, `The path contains characters that no file name may have.`);
  if (part.startsWith(".")) throw missing(path);
}

async function isSpecial(file: string): Promise<boolean> {
  const info = await stat(file).catch(() => undefined);
  return info !== undefined && !info.isFile() && !info.isDirectory();
}

/** The real path of a file; where it does not exist, that of the nearest folder which does, and the rest. */
async function resolved(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (systemCode(error) !== "ENOENT" || dirname(file) === file) throw error;
    return join(await resolved(dirname(file)), basename(file));
  }
}
