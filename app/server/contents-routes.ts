/** @file The contents part of Jupyter's REST API. */

import type { Checkpoints } from "./checkpoints.js";
import type { ContentsModel, ContentsQuery, ContentsReader, ContentsType } from "./contents.js";
import type { ContentsWriter } from "./contents-writer.js";
import { RequestError } from "./errors.js";
import { DONE, json, type Exchange, type Reply, type Route } from "./http.js";
import { bodyObject, textField, type JsonObject } from "./json.js";
import type { Tree } from "./paths.js";

/** The rooms behind the contents routes. */
export interface ContentsApi {
  readonly tree: Tree;
  readonly reader: ContentsReader;
  readonly contentsWriter: ContentsWriter;
  readonly checkpoints: Checkpoints;
}

/** A notebook with its images and charts may be large; this is far beyond what a page can still show. */
const SAVE_LIMIT_BYTES = 256 * 1024 * 1024;

const PATH = /^\/api\/contents(?=\/|$)\/?(.*)$/;
const CHECKPOINTS_PATH = /^\/api\/contents\/(.+)\/checkpoints$/;
const CHECKPOINT_PATH = /^\/api\/contents\/(.+)\/checkpoints\/([\w-]+)$/;

/** The routes below /api/contents. */
export function contentsRoutes(api: ContentsApi): Route[] {
  return [...checkpointRoutes(api), ...fileRoutes(api)];
}

function checkpointRoutes({ tree, checkpoints }: ContentsApi): Route[] {
  return [
    {
      method: "GET",
      pattern: CHECKPOINTS_PATH,
      handle: async ({ parameters: [at] }) => json(await checkpoints.list(await tree.place(at))),
    },
    {
      method: "POST",
      pattern: CHECKPOINTS_PATH,
      handle: async ({ parameters: [at] }) => {
        const place = await tree.place(at);
        const checkpoint = await checkpoints.create(place);
        return json(checkpoint, 201, { location: `${addressOf(place)}/checkpoints/${checkpoint.id}` });
      },
    },
    {
      method: "POST",
      pattern: CHECKPOINT_PATH,
      handle: async ({ parameters: [at, id] }) => {
        await checkpoints.restore(await tree.place(at), id);
        return DONE;
      },
    },
    {
      method: "DELETE",
      pattern: CHECKPOINT_PATH,
      handle: async ({ parameters: [at, id] }) => {
        await checkpoints.remove(await tree.place(at), id);
        return DONE;
      },
    },
  ];
}

function fileRoutes({ reader, contentsWriter }: ContentsApi): Route[] {
  return [
    {
      method: "GET",
      pattern: PATH,
      handle: async ({ parameters: [at], url }) => {
        const model = await reader.read(at, queryOf(url));
        return json(model, 200, { "last-modified": httpTime(model) });
      },
    },
    { method: "PUT", pattern: PATH, handle: (exchange) => save(contentsWriter, exchange) },
    { method: "POST", pattern: PATH, handle: (exchange) => create(contentsWriter, exchange) },
    {
      method: "PATCH",
      pattern: PATH,
      handle: async ({ parameters: [at], body }) => {
        const target = textField(bodyObject(await body()), "path");
        return modelReply(await contentsWriter.rename(at, target ?? at), 200);
      },
    },
    {
      method: "DELETE",
      pattern: PATH,
      handle: async ({ parameters: [at] }) => {
        await contentsWriter.remove(at);
        return DONE;
      },
    },
  ];
}

async function save(writer: ContentsWriter, { parameters: [at], body, request }: Exchange): Promise<Reply> {
  const model = bodyObject(await body(SAVE_LIMIT_BYTES));
  if (model.copy_from !== undefined) throw new RequestError(400, "Cannot copy with PUT, only POST");
  const known = /^"?([0-9a-f]{64})"?$/.exec(request.headers["if-match"] ?? "")?.[1];
  const saved = await writer.save(at, model, known);
  return modelReply(saved.model, saved.isNew ? 201 : 200);
}

async function create(writer: ContentsWriter, { parameters: [at], body }: Exchange): Promise<Reply> {
  const model: JsonObject = bodyObject(await body());
  const from = textField(model, "copy_from");
  return modelReply(
    from === undefined ? await writer.newUntitled(at, model) : await writer.copy(from, at),
    201,
  );
}

/** The reply to a change: the model and where it now is. */
function modelReply(model: ContentsModel, status: number): Reply {
  return json(model, status, { location: addressOf(model), "last-modified": httpTime(model) });
}

function addressOf({ path }: { readonly path: string }): string {
  return `/api/contents/${path.split("/").map(encodeURIComponent).join("/")}`;
}

function httpTime(model: ContentsModel): string {
  return new Date(model.last_modified).toUTCString();
}

const TYPES: readonly ContentsType[] = ["directory", "file", "notebook"];

function queryOf({ searchParams }: URL): ContentsQuery {
  const type = searchParams.get("type");
  const format = searchParams.get("format") ?? undefined;
  if (format !== undefined && format !== "text" && format !== "base64") {
    throw new RequestError(400, `Format '${format}' is invalid`);
  }
  return {
    type: type === null ? undefined : (TYPES.find((candidate) => candidate === type) ?? "file"),
    format,
    content: flag(searchParams, "content", true),
    hash: flag(searchParams, "hash", false),
  };
}

function flag(parameters: URLSearchParams, name: string, fallback: boolean): boolean {
  const value = parameters.get(name);
  if (value === null) return fallback;
  if (value === "0" || value === "1") return value === "1";
  throw new RequestError(400, `${name} '${value}' is invalid; it must be '0' or '1'.`);
}
