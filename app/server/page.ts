/** @file The page itself: the built front end, its configuration filled in, and files of the work folder. */

import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

import { RequestError, systemCode } from "./errors.js";
import { FILE_POLICY, pagePolicy } from "./headers.js";
import type { Exchange, Reply, Route } from "./http.js";
import { VERSION } from "./installation.js";
import { mimeTypeOf } from "./mime-types.js";
import { missing, type Tree } from "./paths.js";

const CONFIG_ELEMENT = /(<script[^>]*\bid="jupyter-config-data"[^>]*>)[\s\S]*?(<\/script>)/;
const HASHED_ASSET = /^assets\//;

/** The routes /, /files/… and every file of the built front end. */
export function pageRoutes(webFolder: string, tree: Tree): Route[] {
  return [
    { method: "GET", pattern: /^\/$/, handle: ({ request }) => page(webFolder, request.headers.host ?? "") },
    { method: "GET", pattern: /^\/files\/(.+)$/, handle: (exchange) => workFile(tree, exchange) },
    {
      method: "GET",
      pattern: /^\/((?!api\/|course\/|files\/).+)$/,
      handle: (exchange) => asset(webFolder, exchange),
    },
  ];
}

async function page(webFolder: string, host: string): Promise<Reply> {
  const file = join(webFolder, "index.html");
  const html = await readFile(file, "utf8").catch((error: unknown) => {
    if (systemCode(error) !== "ENOENT") throw error;
    throw new RequestError(500, "The front end has not been built; run npm start, which builds it.");
  });
  return {
    status: 200,
    body: html.replace(
      CONFIG_ELEMENT,
      (_, open: string, close: string) => open + configuration(host) + close,
    ),
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": pagePolicy(host) },
  };
}

/** The page's configuration in Jupyter's words; `<` is written so that no text can end the script element. */
function configuration(host: string): string {
  const options = {
    appName: "Chainrule",
    appVersion: VERSION,
    baseUrl: "/",
    wsUrl: `ws://${host}/`,
    terminalsAvailable: "false",
  };
  return JSON.stringify(options).replaceAll("<", "\\u003c");
}

async function asset(webFolder: string, { parameters: [path] }: Exchange): Promise<Reply> {
  const root = await realpath(webFolder);
  const file = await realpath(join(root, path)).catch(() => "");
  if (!file.startsWith(root + sep) || path.includes("\0")) throw missing(path);
  const info = await stat(file);
  if (!info.isFile()) throw missing(path);
  const caching = HASHED_ASSET.test(path) ? "private, max-age=31536000, immutable" : "no-cache";
  return {
    status: 200,
    body: createReadStream(file),
    headers: { ...fileHeaders(path, info.size), "cache-control": caching },
  };
}

async function workFile(tree: Tree, { parameters: [path], url }: Exchange): Promise<Reply> {
  const place = await tree.place(path);
  const info = await stat(place.file).catch(() => undefined);
  if (info?.isFile() !== true) throw missing(place.path);
  const isDownload = url.searchParams.has("download");
  const name = encodeURIComponent(place.name);
  return {
    status: 200,
    body: createReadStream(place.file),
    headers: {
      ...fileHeaders(place.name, info.size),
      "content-security-policy": FILE_POLICY,
      ...(isDownload ? { "content-disposition": `attachment; filename*=utf-8''${name}` } : {}),
    },
  };
}

function fileHeaders(name: string, bytes: number): Readonly<Record<string, string>> {
  const type = mimeTypeOf(name) ?? "application/octet-stream";
  const isText = /^text\/|json$|javascript$/.test(type);
  return { "content-type": isText ? `${type}; charset=utf-8` : type, "content-length": String(bytes) };
}
