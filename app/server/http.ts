/** @file Requests in, replies out: the small layer between node:http and the server's routes. */

import type { IncomingMessage } from "node:http";

import { asRequestError, RequestError } from "./errors.js";

/** A request on its way to a route. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** The decoded groups of the route's pattern. */
  readonly parameters: readonly string[];
  /** The request's body. @throws RequestError 413 if it is longer than the limit. */
  readonly body: (limitBytes?: number) => Promise<Buffer>;
}

/** What a route answers. An object or array is sent as JSON, a stream or a string as it is. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** Answers one kind of request. */
export type Handler = (exchange: Exchange) => Reply | Promise<Reply>;

/** A row of the table of routes: method, pattern of the path, what answers. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Matched against the undecoded path; its groups, none of them optional, are decoded into `parameters`. */
  readonly pattern: RegExp;
  readonly handle: Handler;
}

const MEBIBYTE = 1024 * 1024;
const DEFAULT_LIMIT_BYTES = MEBIBYTE;

/** A reply in JSON. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, body, headers };
}

/** The reply 204: done, and nothing to say. */
export const DONE: Reply = { status: 204 };

/**
 * The address of a request, on a host of no meaning.
 * @throws RequestError 400 for a target that is no address, as in `GET //`.
 */
export function urlOf(request: IncomingMessage): URL {
  const target = `http://localhost${request.url ?? "/"}`;
  if (!URL.canParse(target)) throw new RequestError(400, "The request's address is malformed.");
  return new URL(target);
}

/**
 * The path's parts, decoded one by one, so that an encoded slash never makes a new part.
 * @throws RequestError 400 if the encoding is broken.
 */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RequestError(400, "The path is not valid percent-encoded UTF-8.");
  }
}

/**
 * The route for a request and its parameters.
 * @throws RequestError 404 for an unknown path, 405 for a known one with another method.
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; parameters: string[] } {
  const fitting = routes.flatMap((route) => {
    const match = route.pattern.exec(path);
    return match === null ? [] : [{ route, groups: match.slice(1) }];
  });
  const wanted = method === "HEAD" ? "GET" : method;
  const found = fitting.find(({ route }) => route.method === wanted);
  if (found !== undefined) {
    return { route: found.route, parameters: found.groups.map(decoded) };
  }
  if (fitting.length > 0) throw new RequestError(405, `Method Not Allowed: ${method}`);
  throw new RequestError(404, "Not Found");
}

/** Reads a request's body up to the limit. */
export async function readBody(request: IncomingMessage, limitBytes = DEFAULT_LIMIT_BYTES): Promise<Buffer> {
  const tooLong = new RequestError(
    413,
    `The request is longer than ${Math.round(limitBytes / MEBIBYTE)} MiB.`,
  );
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) throw tooLong;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limitBytes) throw tooLong;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The reply to what a route threw, in jupyter_server's form. */
export function failure(error: unknown, operation: string): Reply {
  const { status, message } = asRequestError(error, operation);
  return json({ message, reason: null }, status);
}
