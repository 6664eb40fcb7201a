/** @file One HTTP request from arrival to answer: source, proof, XSRF, route, reply. */

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { IncomingMessage, ServerResponse } from "node:http";

import type { Guard } from "./auth.js";
import { asRequestError, RequestError } from "./errors.js";
import { PRIVATE_HEADERS } from "./headers.js";
import { failure, findRoute, readBody, urlOf, type Reply, type Route } from "./http.js";

const SAFE_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Answers requests from a table of routes, for those whom the guard lets in. Never rejects. */
export function createAnswer(
  routes: readonly Route[],
  guard: Guard,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    try {
      const reply = await replyTo(request, routes, guard).catch((error: unknown) => refusal(request, error));
      await send(response, reply, request.method === "HEAD");
    } catch {
      response.destroy(); // The client went away, or the file shrank while it was sent.
    }
  };
}

async function replyTo(request: IncomingMessage, routes: readonly Route[], guard: Guard): Promise<Reply> {
  const method = request.method ?? "GET";
  const url = urlOf(request);
  guard.checkSource(request);
  const proof = guard.proof(request, url);
  if (proof === "none") throw new RequestError(403, "Forbidden: open the address that npm start printed.");
  if (proof === "token" && method === "GET" && isPage(url.pathname) && url.searchParams.has("token")) {
    return login(request, url, guard);
  }
  if (proof === "cookie" && !SAFE_METHODS.includes(method)) guard.checkXsrf(request);
  const { route, parameters } = findRoute(routes, method, url.pathname);
  const body = (limitBytes?: number): Promise<Buffer> => readBody(request, limitBytes);
  const reply = await route.handle({ request, url, parameters, body });
  const cookie = proof === "cookie" ? guard.missingXsrfCookie(request) : undefined;
  return cookie === undefined ? reply : { ...reply, headers: { ...reply.headers, "set-cookie": cookie } };
}

function isPage(pathname: string): boolean {
  return !/^\/(?:api|course|files)(?:\/|$)/.test(pathname);
}

/** The reply to what was thrown; what the server did not foresee goes to its terminal, and not to the page. */
function refusal(request: IncomingMessage, error: unknown): Reply {
  const pathname = (request.url ?? "/").replace(/\?.*$/, "");
  const operation = operationOf(request.method ?? "GET", pathname);
  const refused = asRequestError(error, operation);
  if (refused.status === 500 && !(error instanceof RequestError)) console.error(`${operation}:`, error);
  if (!isPage(pathname)) return failure(refused, operation);
  const headers = { "content-type": "text/plain; charset=utf-8" };
  return { status: refused.status, body: `${refused.message}\n`, headers };
}

const CONTENTS_VERBS: Readonly<Partial<Record<string, string>>> = {
  GET: "open",
  PUT: "save",
  PATCH: "rename",
  DELETE: "delete",
};

/** What a request is about, in the student's words where it is about a file. */
function operationOf(method: string, pathname: string): string {
  const path = /^\/api\/contents\/(.+)$/.exec(pathname)?.[1];
  const verb = CONTENTS_VERBS[method];
  if (path === undefined || verb === undefined) return `${method} ${pathname}`;
  try {
    return `${verb} ${decodeURIComponent(path)}`;
  } catch {
    return `${verb} ${path}`;
  }
}

/**
 * Exchanges the token for the cookie and takes it out of the address. A link on another site's page starts a
 * chain of redirects that a SameSite=Strict cookie is not sent along; there the browser gets a small page that
 * goes on by itself, which counts as our own.
 */
function login(request: IncomingMessage, url: URL, guard: Guard): Reply {
  const target = new URL(url);
  target.searchParams.delete("token");
  const location = target.pathname.replace(/^\/+/, "/") + target.search;
  const cookies = { "set-cookie": guard.cookies() };
  if (request.headers["sec-fetch-site"] !== "cross-site") {
    return { status: 302, headers: { ...cookies, location } };
  }
  const quoted = location.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return {
    status: 200,
    body: `<!doctype html><meta http-equiv="refresh" content="0; url=${quoted}"><title>Chainrule</title>`,
    headers: { ...cookies, "content-type": "text/html; charset=utf-8" },
  };
}

/** Sends a reply: streams and Buffers as they are, text as it is, anything else as JSON. */
async function send(
  response: ServerResponse,
  { status, body, headers = {} }: Reply,
  isHead: boolean,
): Promise<void> {
  const isJson = body !== undefined && typeof body !== "string" && !(body instanceof Readable);
  const type = isJson ? { "content-type": "application/json" } : {};
  response.writeHead(status, { ...PRIVATE_HEADERS, ...type, ...headers });
  if (body instanceof Readable && !isHead) {
    await pipeline(body, response);
    return;
  }
  if (body instanceof Readable) body.destroy();
  const text = typeof body === "string" ? body : isJson ? JSON.stringify(body) : "";
  response.end(isHead ? "" : text);
}
